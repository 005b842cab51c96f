// Where a rule's page stands on the web: what the code of a diagnostic links to.
const PAGES = "https://github.com/apigateway-response/apigateway-integration-response/blob/main/docs/rules";

export function ruleUrl(id: string): string {
  return `${PAGES}/${id}.md`;
}

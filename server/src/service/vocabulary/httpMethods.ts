// The verbs that a method of a REST API may have.
import type { Entry } from "./entry";
import { defineVocabulary } from "./entry";

function method<const N extends string>(name: N, source: string, summary: string, detail = "") {
  return { name, summary, detail, evidence: "documented", source } as const satisfies Entry;
}

const http = (section: string) => `https://www.rfc-editor.org/rfc/rfc9110.html#section-${section}`;

const METHODS = [
  method("GET", http("9.3.1"), "Asks for the current representation of the resource."),
  method("POST", http("9.3.3"), "Has the resource process the body, as when it makes a new one."),
  method("PUT", http("9.3.4"), "Creates the resource or replaces it with the body."),
  method(
    "PATCH",
    "https://www.rfc-editor.org/rfc/rfc5789.html",
    "Applies the changes in the body to the resource.",
  ),
  method("DELETE", http("9.3.5"), "Removes the resource."),
  method("HEAD", http("9.3.2"), "Like GET, but only the headers come back."),
  method(
    "OPTIONS",
    http("9.3.7"),
    "Asks what can be done with the resource; browsers send it as the CORS preflight.",
    "For a non-proxy API the preflight is usually a MOCK integration with the CORS headers as static values.",
  ),
  method(
    "ANY",
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-method-settings.html",
    "API Gateway's catch-all for every verb that has no method of its own.",
  ),
];

export type HttpMethodName = (typeof METHODS)[number]["name"];

export const HTTP_METHODS = defineVocabulary<Entry & { readonly name: HttpMethodName }>(METHODS);

// `*` beside credentials: browsers then want the origin by its name.
import { holderOf, type IntegrationResponse, type Mapping } from "../model/integrationResponse";
import { JSON_FORMAT } from "../syntax/json/format";
import { defineRule } from "./rule";

export default defineRule({
  id: "cors-credentials",
  title: "Any origin, with credentials",
  subject: "response",
  severity: "warning",
  evidence: "documented",
  explanation:
    "For a request with credentials browsers refuse `Access-Control-Allow-Origin: *`: the header has to name the origin. " +
    "So `'*'` beside `Access-Control-Allow-Credentials: 'true'` fails for exactly the requests that the latter is there for. " +
    "Name one origin, or leave out the credentials.\n\n" +
    "`*` in the other headers of CORS is no wildcard for such requests either, but a method or header of that name.",
  source: "https://fetch.spec.whatwg.org/#cors-protocol-and-credentials",
  examples: {
    faulty: [
      {
        code: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "'⟦*⟧'", "method.response.header.Access-Control-Allow-Credentials": "'true'" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "'*'" } }`,
        message: "name the origin",
      },
      {
        code: `{ "responseParameters": { "method.response.header.access-control-allow-credentials": "'true'", "method.response.header.access-control-allow-origin": "'https://example.com'", "method.response.header.access-control-allow-headers": "'⟦*⟧'" } }`,
        message: "no wildcard",
      },
    ],
    fine: [
      `{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "'https://example.com'", "method.response.header.Access-Control-Allow-Credentials": "'true'" } }`,
      `{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "'*'", "method.response.header.Access-Control-Allow-Credentials": "'false'" } }`,
    ],
  },
  *check(response) {
    const credentials = mappingOf(response, "access-control-allow-credentials");
    if (credentials === undefined || staticOf(credentials) !== "true") {
      return;
    }
    for (const header of WITH_WILDCARD) {
      const mapping = mappingOf(response, header);
      const source = mapping?.source;
      if (source?.value.kind !== "static" || source.node.text.hasHoles || source.value.value.trim() !== "*") {
        continue;
      }
      const span = source.node.text.toSourceSpan(source.value.valueSpan);
      if (header !== "access-control-allow-origin") {
        yield {
          span,
          message:
            "With credentials `*` is no wildcard here: browsers look for something of that very name. Write the names.",
          severity: "information",
        };
        continue;
      }
      const map = holderOf(response, credentials.property);
      yield {
        span,
        message:
          "Browsers refuse `*` for requests with credentials, which `Access-Control-Allow-Credentials` is there for: the header has to name the origin. Write one origin, or remove the credentials.",
        fixes: () =>
          map === undefined
            ? []
            : [
                {
                  title: "Remove Access-Control-Allow-Credentials",
                  edits: [JSON_FORMAT.removeProperty(response.tree, map, credentials.property)],
                  preferred: false,
                },
              ],
      };
    }
  },
});

const WITH_WILDCARD = [
  "access-control-allow-origin",
  "access-control-allow-methods",
  "access-control-allow-headers",
  "access-control-expose-headers",
];

function mappingOf({ mappings }: IntegrationResponse, header: string): Mapping | undefined {
  return mappings.findLast(({ key }) => key.kind === "header" && key.name.toLowerCase() === header);
}

function staticOf({ source }: Mapping): string | undefined {
  return source?.value.kind === "static" && !source.node.text.hasHoles ? source.value.value : undefined;
}

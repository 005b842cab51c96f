// A `context` variable in a mapping: one that exists, and that holds something when the response is made.

import { nearest } from "../text/nearest";
import { spanOf } from "../text/span";
import { CONTEXT_VARIABLES, findContextVariable } from "../vocabulary/contextVariables";
import { asCode } from "./asCode";
import { defineRule, type Problem } from "./rule";

export default defineRule({
  id: "context-variable",
  title: "Not a context variable for a mapping",
  subject: "island",
  severity: "warning",
  evidence: "documented",
  explanation:
    "AWS documents which variables `context` has, and case counts. A name that it does not have leaves the header out " +
    "at best; how API Gateway answers the PUT is not documented, and new variables come up, so a name that resembles none " +
    "is only information.\n\n" +
    "Some variables exist for access logs only, such as `context.status`, and `context.error.…` for gateway responses, " +
    "where API Gateway itself is the one that answers. `context.responseOverride.…` and `context.requestOverride.…` are " +
    "what templates write to. A Lambda authorizer may return any key, so no `context.authorizer.…` is called wrong; " +
    "only `context.authorizer.claims` by itself is documented to be null.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html",
  examples: {
    faulty: [
      {
        code: `{ "responseParameters": { "method.response.header.X-Request-Id": "context.⟦requestID⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.X-Request-Id": "context.requestId" } }`,
        message: "Perhaps `context.requestId` was meant",
      },
      {
        code: `{ "responseParameters": { "method.response.header.X-Ip": "context.⟦sourceIp⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.X-Ip": "context.identity.sourceIp" } }`,
        message: "Perhaps `context.identity.sourceIp` was meant",
      },
      {
        code: `{ "responseParameters": { "method.response.header.X-Weather": "context.⟦weather⟧" } }`,
        message: "no variable",
      },
      {
        code: `{ "responseParameters": { "method.response.header.X-Status": "context.⟦status⟧" } }`,
        message: "access logs",
      },
      {
        code: `{ "responseParameters": { "method.response.header.X-Error": "context.⟦error.message⟧" } }`,
        message: "gateway responses",
      },
      {
        code: `{ "responseParameters": { "method.response.header.X-Status": "context.⟦responseOverride.status⟧" } }`,
        message: "templates",
      },
      {
        code: `{ "responseParameters": { "method.response.header.X-User": "context.⟦authorizer.claims⟧" } }`,
        message: "null",
      },
    ],
    fine: [
      `{ "responseParameters": { "method.response.header.X-Request-Id": "context.requestId", "method.response.header.X-Ip": "context.identity.sourceIp" } }`,
      `{ "responseParameters": { "method.response.header.X-User": "context.authorizer.claims.sub", "method.response.header.X-Status": "context.authorizer.status" } }`,
    ],
  },
  *check(island) {
    if (island.kind !== "mapping") {
      return;
    }
    const { source } = island.mapping;
    if (source?.value.kind !== "context" || source.node.text.hasHoles) {
      return;
    }
    const { name, nameSpan } = source.value;
    const told = whatIsWrong(name);
    if (told === undefined) {
      return;
    }
    const { text } = source.node;
    const { meant, ...problem } = told;
    yield {
      ...problem,
      span: text.toSourceSpan(nameSpan),
      fixes: () =>
        meant === undefined
          ? []
          : [
              {
                title: `Write context.${meant}`,
                edits: [text.edit(spanOf(nameSpan.start, nameSpan.end), meant)],
                preferred: true,
              },
            ],
    };
  },
});

type Told = Omit<Problem, "span" | "fixes"> & { readonly meant?: string | undefined };

function whatIsWrong(name: string): Told | undefined {
  const code = `\`context.${name.replaceAll("`", "")}\``;
  if (name === "authorizer.claims") {
    return { message: `${code} by itself is null. Write the name of a claim behind it, such as \`.sub\`.` };
  }
  if (name.startsWith("authorizer.") && name.length > "authorizer.".length) {
    return undefined;
  }
  const entry = findContextVariable(name);
  switch (entry?.group) {
    case "usable":
      return undefined;
    case "accessLogOnly":
      return {
        message: `AWS documents ${code} for access logs only, so the header may not be sent. Write a variable that mappings have, or remove the mapping.`,
      };
    case "gatewayResponseOnly":
      return {
        message: `AWS documents ${code} for gateway responses, where API Gateway itself answers; here it has nothing to report. Write the mapping there, or remove it.`,
      };
    case "overrides":
      return {
        message: `${code} is there for templates to write to, and no source of a mapping. Write the value itself, or remove the mapping.`,
      };
    case undefined:
      return unknown(name);
  }
}

function unknown(name: string): Told {
  const meant = meantBy(name);
  const says = `AWS documents no variable ${asCode(`context.${name}`)}, so the header may not be sent.`;
  return {
    message:
      meant === undefined
        ? `${says} Write one that is documented, such as \`context.requestId\`.`
        : `${says} Perhaps \`context.${meant}\` was meant.`,
    meant,
    evidence: "uncertain",
    ...(meant === undefined ? ({ severity: "information" } as const) : {}),
  };
}

/** A variable of that name in other case, with a slip of the pen, or without what stands before its last dot. */
function meantBy(name: string): string | undefined {
  const usable = [...CONTEXT_VARIABLES.values()]
    .filter(({ group, open }) => group === "usable" && !open)
    .map((entry) => entry.name);
  return (
    nearest(name, usable) ?? usable.find((known) => known.toLowerCase().endsWith(`.${name.toLowerCase()}`))
  );
}

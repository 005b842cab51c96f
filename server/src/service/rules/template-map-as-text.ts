// `$input.path('$')` printed: an object of the payload comes out as `{a=b}`, which nobody can read.
import type { AbstractValue } from "../islands/vtl";
import { spanOf } from "../text/span";
import { defineRule } from "./rule";
import { studiedTemplate } from "./studiedTemplate";

export default defineRule({
  id: "template-map-as-text",
  title: "Object printed as Java text",
  subject: "island",
  severity: "information",
  evidence: "observed",
  explanation:
    "`$input.path` gives the template an object to work with. Printed, an object of the JSON body reads `{name=Rex, age=3}` " +
    "as Java's maps do, and not as JSON. `$input.json('…')` prints JSON.\n\n" +
    "What the template itself takes members of is an object. Of `$input.path('$')` nobody can know: if the body is a text " +
    "or a list it prints well, so that is a hint.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html",
  examples: {
    faulty: [
      {
        code: `{ "responseTemplates": { "application/json": "⟦$input.path('$')⟧" } }`,
        fixed: `{ "responseTemplates": { "application/json": "$input.json('$')" } }`,
        message: "{name=value}",
      },
      {
        code: String.raw`{ "responseTemplates": { "application/json": "#set($root = $input.path('$'))\n{ \"name\": $root.pet.age, \"pet\": ⟦$root.pet⟧ }" } }`,
        fixed: String.raw`{ "responseTemplates": { "application/json": "#set($root = $input.path('$'))\n{ \"name\": $root.pet.age, \"pet\": $input.json('$.pet') }" } }`,
        message: "takes members",
      },
      {
        code: String.raw`{ "responseTemplates": { "application/json": "{ \"error\": \"⟦$input.path('$')⟧\" }" } }`,
        fixed: String.raw`{ "responseTemplates": { "application/json": "{ \"error\": $input.json('$') }" } }`,
      },
      {
        code: `{ "responseTemplates": { "text/plain": "⟦$input.params()⟧" } }`,
        message: "Java text",
      },
    ],
    fine: [
      String.raw`{ "responseTemplates": { "application/json": "#set($root = $input.path('$'))\n{ \"age\": $root.pet.age, \"tags\": $root.tags }" } }`,
      `{ "responseTemplates": { "application/json": "{ \\"pet\\": $input.json('$.pet'), \\"tags\\": $input.path('$.tags') }" } }`,
    ],
  },
  *check(island) {
    const studied = studiedTemplate(island);
    const outputs = studied?.study.outputs();
    if (studied === undefined || outputs === undefined) {
      return;
    }
    const { text } = studied;
    for (const [{ span }, { values, inText }] of outputs.printed) {
      const kinds = values.map((value) => whyMap(value, outputs.maps));
      const [why] = kinds;
      if (why === undefined || kinds.includes(undefined)) {
        continue;
      }
      const [value] = values;
      const path =
        values.length === 1 && value?.kind === "payload" && !/[*\s"]/.test(value.path)
          ? value.path
          : undefined;
      const isQuoted = text.value.charAt(span.start - 1) === '"' && text.value.charAt(span.end) === '"';
      // Inside of a JSON text the quotes have to go with it.
      const whole = inText === true ? spanOf(span.start - 1, span.end + 1) : span;
      const isFit = inText !== true || isQuoted;
      const json =
        path === undefined || !isFit
          ? undefined
          : `$input.json(${path.includes("'") ? `"${path}"` : `'${path}'`})`;
      const instead =
        json === undefined ? "Print its members one by one." : `Write \`${json.replaceAll("`", "")}\`.`;
      yield {
        span: text.toSourceSpan(span),
        message:
          why === "whole"
            ? `Where the body is a JSON object, this prints it as Java text, \`{name=value}\`. ${instead}`
            : why === "members"
              ? `The template takes members of this, so it is an object, and an object prints as Java text, \`{name=value}\`. ${instead}`
              : `This is a map, and prints as Java text, \`{name=value}\`. ${instead}`,
        ...(why === "whole" ? { severity: "hint" } : {}),
        fixes: () =>
          json === undefined
            ? []
            : [{ title: `Write ${json}`, edits: [text.edit(whole, json)], preferred: why !== "whole" }],
      };
    }
  },
});

function whyMap(value: AbstractValue, maps: ReadonlySet<string>): "whole" | "members" | "map" | undefined {
  switch (value.kind) {
    case "map":
    case "params":
      return "map";
    case "payload":
      return value.path === "$" ? "whole" : maps.has(value.path) ? "members" : undefined;
    default:
      return undefined;
  }
}

// `#include`, `#parse` and the like: Velocity has them, API Gateway has no use for them.
import { TEMPLATE_DIRECTIVES } from "../vocabulary/directives";
import { defineRule } from "./rule";
import { studiedTemplate } from "./studiedTemplate";

export default defineRule({
  id: "template-unsupported",
  title: "Directive that API Gateway may not run",
  subject: "island",
  severity: "information",
  evidence: "observed",
  explanation:
    "AWS documents `#set`, `#if` and `#foreach`. Users report that `#include` and `#parse` end in an error, since there are " +
    "no files to read, and that `#macro`, `#define` and `#evaluate` cannot be used. AWS says nothing of either; a test " +
    "invocation tells.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html",
  examples: {
    faulty: [
      {
        code: String.raw`{ "responseTemplates": { "text/plain": "⟦#include⟧(\"a.txt\")" } }`,
        message: "error",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "⟦#macro⟧(say $what)$what#end#say('a')" } }`,
        message: "test invocation",
      },
    ],
    fine: [
      `{ "responseTemplates": { "text/plain": "#foreach($pet in $input.path('$.pets'))#if($foreach.count > 3)#break#end$pet.name #end" } }`,
      `{ "responseTemplates": { "text/plain": "#if($input.path('$.a') == 1)#stop#end #[[#include]]#" } }`,
    ],
  },
  *check(island) {
    const studied = studiedTemplate(island);
    for (const { name, nameSpan } of studied?.study.directives ?? []) {
      const standing = TEMPLATE_DIRECTIVES.get(`#${name}`)?.standing;
      if (studied === undefined || standing === undefined || standing === "works") {
        continue;
      }
      const { text } = studied;
      yield {
        span: text.toSourceSpan(nameSpan),
        ...(standing === "refused"
          ? {
              message: `\`#${name}\` reads a file, and API Gateway has none: users report an error at run time. Write the text here.`,
              severity: "warning",
            }
          : {
              message: `Users report that API Gateway does not run \`#${name}\`. Write it out, or try it with a test invocation first.`,
            }),
      };
    }
  },
});

// `$inputRot`: a variable that nothing sets prints nothing, and a slip of the pen looks the same.
import type { ReferenceUse, TemplateStudy } from "../islands/vtl";
import { nearest } from "../text/nearest";
import { spanOf } from "../text/span";
import { TEMPLATE_ROOTS } from "../vocabulary/templateRoots";
import { asCode } from "./asCode";
import { defineRule } from "./rule";
import { studiedTemplate } from "./studiedTemplate";

export default defineRule({
  id: "template-variable",
  title: "Variable that nothing sets",
  subject: "island",
  severity: "warning",
  evidence: "uncertain",
  explanation:
    "A variable that has no value prints nothing in API Gateway, without a word in the logs. Marked are names that nothing " +
    "in the template sets and that are one or two letters away from one that has a value. Whether a variable of the request " +
    "template could still be there is not documented, so any other name is left alone.\n\n" +
    "`$ctx` is AWS AppSync's word: in API Gateway it is `$context`.",
  source: "https://velocity.apache.org/engine/1.7/user-guide.html",
  examples: {
    faulty: [
      {
        code: String.raw`{ "responseTemplates": { "text/plain": "#set($inputRoot = $input.path('$'))\n$⟦inputRot⟧.name" } }`,
        fixed: String.raw`{ "responseTemplates": { "text/plain": "#set($inputRoot = $input.path('$'))\n$inputRoot.name" } }`,
        message: "`$inputRoot`",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "$⟦inptu⟧.json('$')" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "$input.json('$')" } }`,
      },
      {
        code: `{ "responseTemplates": { "text/plain": "$⟦ctx⟧.requestId" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "$context.requestId" } }`,
        message: "AppSync",
      },
    ],
    fine: [
      `{ "responseTemplates": { "text/plain": "#foreach($item in $items)$item.name $foreach.count#end $other" } }`,
      '{ "responseTemplates": { "text/plain": "#set($page1 = 1)#set($page2 = 2)$page1$page2$page3" } }',
    ],
  },
  *check(island) {
    const studied = studiedTemplate(island);
    if (studied === undefined) {
      return;
    }
    const { text, study } = studied;
    for (const use of study.references) {
      const meant = meantBy(use, study);
      if (meant === undefined) {
        continue;
      }
      const { root, rootSpan } = use.reference;
      const name = spanOf(rootSpan.end - root.length, rootSpan.end);
      yield {
        span: text.toSourceSpan(name),
        message:
          root === "ctx"
            ? "`$ctx` is AWS AppSync's word; API Gateway documents `$context`. Write that."
            : `Nothing in this template sets ${asCode(`$${root}`)}, and without a value it prints nothing. It may be that \`$${meant}\` is meant: write that.`,
        fixes: () => [{ title: `Write $${meant}`, edits: [text.edit(name, meant)], preferred: true }],
      };
    }
  },
});

const GIVEN = [...TEMPLATE_ROOTS.values()].map(({ root }) => root);
const EVERYWHERE = [...TEMPLATE_ROOTS.values()].filter(({ scope }) => scope === "everywhere");
/** Velocity sets them in its own directives. */
const VELOCITYS: ReadonlySet<string> = new Set(["bodyContent", "define", "evaluate", "macro", "template"]);

function meantBy({ reference, role }: ReferenceUse, { assigned }: TemplateStudy): string | undefined {
  const { root, runt, escaped, rootSpan } = reference;
  const isKnown = assigned.has(root) || VELOCITYS.has(root) || GIVEN.some((name) => name === root);
  if (
    runt ||
    escaped ||
    isKnown ||
    role === "set" ||
    role === "declared" ||
    rootSpan.end - rootSpan.start < root.length
  ) {
    return undefined;
  }
  if (root === "ctx") {
    return "context";
  }
  if (root.length < 4 || root.includes("-")) {
    return undefined;
  }
  const names = [...assigned, ...EVERYWHERE.map((entry) => entry.root)].filter((name) => name.length > 3);
  const near = nearest(root, names, root.length > 5 ? 2 : 1);
  // One thing and several of them have names of their own, and so have the first and the second.
  const isOther = near === undefined || singular(near) === singular(root) || /\d/.test(root + near);
  return isOther && near?.toLowerCase() !== root.toLowerCase() ? undefined : near;
}

function singular(name: string): string {
  return name.replace(/(?:es|s)$/, "");
}

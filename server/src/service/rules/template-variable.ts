// `$inputRot`: a variable that nothing sets prints nothing, and a slip of the pen looks the same.
import {
  type Reference,
  type ReferenceUse,
  type TemplateStudy,
  type VtlNode,
  walkNode,
} from "../islands/vtl";
import type { DecodedText } from "../text/decodedText";
import { nearest } from "../text/nearest";
import { type Span, spanOf } from "../text/span";
import { TEMPLATE_ROOTS } from "../vocabulary/templateRoots";
import { asCode } from "./asCode";
import { isDirective } from "./meantDirective";
import { defineRule, type Fix, type Problem, type TemplateIsland } from "./rule";
import { nameBeforeHyphen, type StudiedTemplate, studiedTemplate } from "./studiedTemplate";

export default defineRule({
  id: "template-variable",
  title: "Variable that nothing sets",
  subject: "island",
  severity: "warning",
  evidence: "uncertain",
  explanation:
    "A variable that has no value prints nothing in API Gateway, without a word in the logs. Marked is a name that nothing " +
    "in the template sets: a warning where it is one or two letters away from one that has a value, and information, once " +
    "for each name, otherwise. Whether a variable that the request template set is still there is not documented: where the " +
    "integration is in sight and its request template sets the name, it is left alone.\n\n" +
    "So are names that the template expects to be empty at times: those that an `#if` asks about, that are written as a " +
    "quiet reference such as `$!name` somewhere, and `$null`. A dollar sign that is to be printed before a name can stand in `#[[$name]]#`, which " +
    "Velocity prints as it stands.\n\n" +
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
        code: `{ "responseTemplates": { "text/plain": "$⟦utils⟧.urlEncode('a b')" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "$util.urlEncode('a b')" } }`,
        message: "`$util` is meant",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "$⟦ctx⟧.requestId" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "$context.requestId" } }`,
        message: "AppSync",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "Hello $⟦custmerId⟧, $custmerId" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "#set($custmerId = $input.path('$.custmerId'))\\nHello $custmerId, $custmerId" } }`,
        message: "without a value it prints nothing",
      },
      {
        code: String.raw`{ "responseTemplates": { "text/plain": "#foreach($pet in $⟦pets⟧)$pet.name #end" } }`,
        fixed: String.raw`{ "responseTemplates": { "text/plain": "#set($pets = $input.path('$.pets'))\n#foreach($pet in $pets)$pet.name #end" } }`,
        message: "counts as empty",
      },
    ],
    fine: [
      `{ "responseTemplates": { "text/plain": "#foreach($item in $!items)$item.name $foreach.count#end $!other" } }`,
      '{ "responseTemplates": { "text/plain": "#set($page1 = 1)#set($page2 = 2)$page1$page2$!page3" } }',
      `{ "responseTemplates": { "text/plain": "#if($error != $null)$error#end#if($input.path('$.a') == 1)#set($one = 1)#end$one costs $5" } }`,
    ],
  },
  *check(island) {
    const studied = studiedTemplate(island);
    if (studied === undefined || island.kind !== "template") {
      return;
    }
    const { study } = studied;
    const isExpected = expectedUnset(study);
    const meantBy = meantAmong(study);
    const told = new Set<string>();
    for (const use of study.references) {
      if (!isUnset(use, study)) {
        continue;
      }
      const { root } = use.reference;
      const meant = meantBy(root);
      if (meant !== undefined) {
        if (!isSetBefore(island, root)) {
          yield misspelled(studied, use, meant);
        }
      } else if (!told.has(root) && !isExpected(use.reference) && !isSetBefore(island, root)) {
        told.add(root);
        yield neverSet(studied, use, island.requests !== undefined);
      }
    }
  },
});

const GIVEN = [...TEMPLATE_ROOTS.values()].map(({ root }) => root);
const EVERYWHERE = [...TEMPLATE_ROOTS.values()].filter(({ scope }) => scope === "everywhere");
/** Velocity sets them in its own directives. */
const VELOCITYS: ReadonlySet<string> = new Set(["bodyContent", "define", "evaluate", "macro", "template"]);

function isUnset({ reference, role }: ReferenceUse, { assigned }: TemplateStudy): boolean {
  const { root, runt, escaped, rootSpan } = reference;
  const isKnown = assigned.has(root) || VELOCITYS.has(root) || GIVEN.some((name) => name === root);
  return !(
    runt ||
    escaped ||
    isKnown ||
    role === "set" ||
    role === "declared" ||
    rootSpan.end - rootSpan.start < root.length
  );
}

/** A request template comes first, and what it sets may still be there. */
function isSetBefore({ requests = [] }: TemplateIsland, name: string): boolean {
  return requests.some(({ parsed }) => parsed().study().assigned.has(name));
}

/** How many pairs of names are compared in one template, so that thousands of both are no matter. */
const COMPARED = 50_000;

/** What a name that nothing sets is meant to be. Each is looked up once. */
function meantAmong({ assigned }: TemplateStudy): (root: string) => string | undefined {
  const names = [...assigned, ...EVERYWHERE.map((entry) => entry.root)].filter((name) => name.length > 3);
  const known = new Map<string, string | undefined>([["ctx", "context"]]);
  let left = COMPARED;
  return (root) => {
    if (!known.has(root)) {
      const isName = root.length > 3 && !root.includes("-") && left >= names.length;
      left -= isName ? names.length : 0;
      known.set(root, isName ? nearName(root, names) : undefined);
    }
    return known.get(root);
  };
}

function nearName(root: string, names: readonly string[]): string | undefined {
  const near = nearest(root, names, root.length > 5 ? 2 : 1);
  if (near !== undefined && EVERYWHERE.some((entry) => entry.root === near)) {
    return near;
  }
  // One thing and several of them have names of their own, and so have the first and the second.
  const isOther = near === undefined || singular(near) === singular(root) || /\d/.test(root + near);
  return isOther && near?.toLowerCase() !== root.toLowerCase() ? undefined : near;
}

function singular(name: string): string {
  return name.replace(/(?:es|s)$/, "");
}

function misspelled({ text }: StudiedTemplate, { reference }: ReferenceUse, meant: string): Problem {
  const { root } = reference;
  const name = nameSpan(reference);
  return {
    span: text.toSourceSpan(name),
    message:
      root === "ctx"
        ? "`$ctx` is AWS AppSync's word; API Gateway documents `$context`. Write that."
        : `Nothing in this template sets ${asCode(`$${root}`)}, and without a value it prints nothing. It may be that \`$${meant}\` is meant: write that.`,
    fixes: () => [{ title: `Write $${meant}`, edits: [text.edit(name, meant)], preferred: true }],
  };
}

/** What the template leaves empty on purpose, or may set in a way that nobody can follow. */
function expectedUnset(study: TemplateStudy): (reference: Reference) => boolean {
  const { guarded, directives, macros } = study;
  const isOpen = directives.some(({ name }) => name === "evaluate" || name === "parse");
  // The arguments of what is no directive are text.
  const text = new Set<VtlNode>();
  for (const { args } of directives.filter(({ name }) => !isDirective(name, macros))) {
    for (const arg of args) {
      walkNode(arg, (node) => void text.add(node));
    }
  }
  // `$null` is the custom for what has no value, and a hyphen that is meant as a minus is another rule's.
  return (reference) =>
    isOpen ||
    reference.root === "null" ||
    reference.root.endsWith("-") ||
    nameBeforeHyphen(reference.root, study) !== undefined ||
    guarded.has(reference.root) ||
    text.has(reference);
}

function neverSet({ text }: StudiedTemplate, { reference, role }: ReferenceUse, isSeen: boolean): Problem {
  const name = asCode(`$${reference.root}`);
  const empty = role === "printed" ? "prints nothing" : "counts as empty";
  return {
    span: text.toSourceSpan(nameSpan(reference)),
    severity: "information",
    message: isSeen
      ? `Nothing in this template sets ${name}, nor does a request template of the integration, and without a value it ${empty}. Set it before, or write the name that is meant.`
      : `Nothing in this template sets ${name}, and without a value it ${empty}. Whether one that the request template sets is still there is not documented: set it here, or write the name that is meant.`,
    fixes: () => setFromBody(text, reference),
  };
}

/** A guess at where the value comes from, which the user may take. */
function setFromBody(text: DecodedText, { root }: Reference): readonly Fix[] {
  const eol = text.value.includes("\r\n") ? "\r\n" : "\n";
  const set = `#set($${root} = $input.path('$.${root}'))`;
  return root.includes("-")
    ? []
    : [{ title: `Write ${set} before it`, edits: [text.edit(spanOf(0, 0), set + eol)], preferred: false }];
}

function nameSpan({ root, rootSpan }: Reference): Span {
  return spanOf(rootSpan.end - root.length, rootSpan.end);
}

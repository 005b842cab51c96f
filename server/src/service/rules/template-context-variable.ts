// `$context.…` in a template: variables for logs and gateway responses, and slips of the pen.
import type { Reference, ReferenceUse, TemplateStudy } from "../islands/vtl";
import type { DecodedText } from "../text/decodedText";
import { nearest } from "../text/nearest";
import { type Span, spanOf } from "../text/span";
import { CONTEXT_VARIABLES, findContextVariable } from "../vocabulary/contextVariables";
import { asCode } from "./asCode";
import { defineRule, type Fix, type Problem } from "./rule";
import { studiedTemplate } from "./studiedTemplate";

export default defineRule({
  id: "template-context-variable",
  title: "Not a context variable for a template",
  subject: "island",
  severity: "warning",
  evidence: "documented",
  explanation:
    "Some variables of `$context` exist for access logs only, such as `$context.status`, and `$context.error.…` for gateway " +
    "responses, where API Gateway itself is the one that answers. In the template of an integration response they have no " +
    "value. `$context.requestOverride.…` comes too late there: the backend has already answered.\n\n" +
    "Of `$context.responseOverride` API Gateway reads `status` and `header`; whatever else is written to it changes nothing of " +
    "the response.\n\n" +
    "A template may add members of its own, and new variables come up, so an unknown name is only marked when it resembles " +
    "a documented one, or is a member of `$context.identity` that AWS does not document. What an authorizer gives is open. " +
    "Case counts.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html",
  examples: {
    faulty: [
      {
        code: `{ "responseTemplates": { "text/plain": "$context.⟦error.message⟧" } }`,
        message: "gateway responses",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "$context.⟦responseLatency⟧" } }`,
        message: "access logs",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "$context.⟦requestID⟧ $context.⟦sourceIp⟧" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "$context.requestId $context.sourceIp" } }`,
        message: "Perhaps `$context.requestId`",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "#set($context.⟦requestOverride.header.X⟧ = 'a')ok" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "#set($context.responseOverride.header.X = 'a')ok" } }`,
        message: "already answered",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "#set($context.⟦responseOverride.stat⟧ = 404)ok" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "#set($context.responseOverride.status = 404)ok" } }`,
        message: "`status` and `header`",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "#set($context.⟦responseOverride.headers⟧.X = 'a')ok" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "#set($context.responseOverride.header.X = 'a')ok" } }`,
        message: "`status` and `header`",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "$context.⟦identity.country⟧ $context.identity.sourceIp.class" } }`,
        message: "no `$context.identity.country`",
      },
    ],
    fine: [
      `{ "responseTemplates": { "text/plain": "$context.authorizer.claims.country $context.authorizer.any $context.identity.clientCert.validity.notAfter $context.identity.keySet()" } }`,
      `{ "responseTemplates": { "text/plain": "#set($context.responseOverride.note = 'a')$context.responseOverride.note #set($context.identity.mine = 1)$context.identity.mine" } }`,
      `{ "responseTemplates": { "text/plain": "$context.requestId $context.authorizer.status $context.identity.sourceIp.length() $context.weather #set($context.responseOverride.status = 400)" } }`,
      '{ "responseTemplates": { "text/plain": "#set($context.requestid = 1)$context.requestid $context.responseOverride.header.X" } }',
    ],
  },
  *check(island) {
    const studied = studiedTemplate(island);
    if (studied === undefined) {
      return;
    }
    const { text, study } = studied;
    const written = namesOf(study, "set");
    const members = new Map<string, Told>();
    const notMember = (name: string): Told => {
      const told = members.get(name) ?? notAMember(name);
      members.set(name, told);
      return told;
    };
    const read = new Set([...namesOf(study, "printed"), ...namesOf(study, "read")]);
    for (const { reference, role } of study.references) {
      const whole = nameIn(reference);
      const member = whole && memberOf(whole);
      const isKept = member !== undefined && (role === "set" ? read : written).has(member.name);
      const found = isKept ? undefined : member;
      const named = found ?? whole;
      const told =
        found !== undefined
          ? notMember(found.name)
          : whole && whatIsWrong(whole.name, role === "set" || written.has(whole.name), role === "set");
      if (named === undefined || told === undefined) {
        continue;
      }
      const { meant, ...problem } = told;
      yield {
        ...problem,
        span: text.toSourceSpan(named),
        fixes: () =>
          meant === undefined
            ? asResponse(text, named)
            : [{ title: `Write $context.${meant}`, edits: [text.edit(named, meant)], preferred: true }],
      };
    }
  },
});

/** A header that is overridden too late for the backend may be meant for the client. */
function asResponse(text: DecodedText, { name, start }: NameInContext): readonly Fix[] {
  const before = "requestOverride";
  return name.startsWith(`${before}.header.`)
    ? [
        {
          title: "Write responseOverride",
          edits: [text.edit(spanOf(start, start + before.length), "responseOverride")],
          preferred: false,
        },
      ]
    : [];
}

/** The names that references of a role begin with. */
function namesOf({ references }: TemplateStudy, wanted: ReferenceUse["role"]): ReadonlySet<string> {
  return new Set(
    references.flatMap(({ reference, role }) => {
      const named = role === wanted ? nameIn(reference) : undefined;
      const member = named && memberOf(named);
      return [named?.name, member?.name].filter((name) => name !== undefined);
    }),
  );
}

interface NameInContext extends Span {
  readonly name: string;
}

/** The dotted name behind `$context`, up to the first step that is no plain name. */
function nameIn({ root, steps }: Reference): NameInContext | undefined {
  const other = steps.findIndex(({ kind }) => kind !== "property");
  const names = steps.slice(0, other < 0 ? undefined : other).filter((step) => step.kind === "property");
  const [first] = names;
  const last = names.at(-1);
  if (root !== "context" || first === undefined || last === undefined) {
    return undefined;
  }
  return {
    name: names.map(({ name }) => name).join("."),
    ...spanOf(first.span.end - first.name.length, last.span.end),
  };
}

const MEMBERS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  ["identity", "responseOverride"].map((owner) => [
    owner,
    new Set(
      [...CONTEXT_VARIABLES.keys()]
        .map((name) => name.split(/[.{]/))
        .flatMap(([first, second]) => (first === owner && second !== undefined ? [second] : [])),
    ),
  ]),
);

/** Of every object of Java and every map. */
const OF_ALL: ReadonlySet<string> = new Set(["class", "empty", "size"]);

/** The first two names, where the first is known to have members and the second is none of them. */
function memberOf({ name, start }: NameInContext): NameInContext | undefined {
  const [owner = "", member] = name.split(".", 2);
  const members = MEMBERS.get(owner);
  const isUnknown =
    members !== undefined &&
    member !== undefined &&
    !members.has(member) &&
    !OF_ALL.has(member) &&
    !member.endsWith("-");
  const short = `${owner}.${member}`;
  return isUnknown ? { name: short, ...spanOf(start, start + short.length) } : undefined;
}

/** What people write for them, further away than a slip of the finger. */
const OTHER_MEMBERS: ReadonlyMap<string, string> = new Map([
  ["code", "status"],
  ["responseStatus", "status"],
  ["statusCode", "status"],
]);

function notAMember(name: string): Told {
  const [owner = "", member = ""] = name.split(".", 2);
  const near =
    OTHER_MEMBERS.get(member) ?? nearest(member, MEMBERS.get(owner) ?? [], member.length > 3 ? 2 : 1);
  const meant = near === undefined ? undefined : `${owner}.${near}`;
  const perhaps = meant === undefined ? "" : ` Perhaps \`$context.${meant}\` was meant.`;
  return owner === "responseOverride"
    ? {
        message: `API Gateway reads \`status\` and \`header\` of \`$context.responseOverride\`, and ${asCode(member)} changes nothing of the response.${perhaps === "" ? " Write one of these, or leave it out." : perhaps}`,
        meant,
      }
    : {
        message: `AWS documents no ${asCode(`$context.${name}`)}, and without a value it prints nothing.${perhaps === "" ? " Write a variable that AWS documents, or leave it out." : perhaps}`,
        meant,
        evidence: "uncertain",
        ...(meant === undefined ? { severity: "information" } : {}),
      };
}

type Told = Omit<Problem, "span" | "fixes"> & { readonly meant?: string | undefined };

function whatIsWrong(name: string, isOwn: boolean, isSet: boolean): Told | undefined {
  const code = asCode(`$context.${name}`);
  if (name === "requestOverride" || name.startsWith("requestOverride.")) {
    return isSet
      ? {
          message: `${code} is for request templates; here the backend has already answered. Set it there, or \`$context.responseOverride\` here.`,
          severity: "information",
        }
      : undefined;
  }
  // A hyphen at the end is another rule's.
  if (isOwn || name.endsWith("-") || name === "authorizer" || name.startsWith("authorizer.")) {
    return undefined;
  }
  const entry = findContextVariable(name);
  switch (entry?.group) {
    case "usable":
    case "overrides":
      return undefined;
    case "accessLogOnly":
      return {
        message: `AWS documents ${code} for access logs only: here it prints nothing. Write a variable that templates have, or leave it out.`,
      };
    case "gatewayResponseOnly":
      return {
        message: `AWS documents ${code} for gateway responses, where API Gateway itself answers: here it prints nothing. Write the template there, or leave it out.`,
      };
    case undefined:
      return unknown(name);
  }
}

function unknown(name: string): Told | undefined {
  const known = [...CONTEXT_VARIABLES.values()]
    .filter(({ group, open }) => group === "usable" && !open)
    .map((entry) => entry.name);
  const isPart =
    known.some((other) => other.startsWith(`${name}.`)) ||
    ["responseOverride", "responseOverride.header"].includes(name);
  const meant = isPart
    ? undefined
    : (nearest(name, known, name.length > 5 ? 2 : 1) ??
      known.find((other) => other.toLowerCase().endsWith(`.${name.toLowerCase()}`)));
  return meant === undefined
    ? undefined
    : {
        message: `AWS documents no ${asCode(`$context.${name}`)}, and without a value it prints nothing. Perhaps \`$context.${meant}\` was meant.`,
        meant,
        evidence: "uncertain",
      };
}

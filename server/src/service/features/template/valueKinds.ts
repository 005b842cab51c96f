// What a template knows of the value of an expression without running it: enough for what may follow the dot.
// Invariant: `any` where nothing is sure, so that nothing is said that may be wrong.
import {
  type Expression,
  JavaList,
  JavaMap,
  JavaNumber,
  type Reference,
  type Value,
  type VtlScopes,
} from "../../islands/vtl";
import {
  findTemplateMember,
  type MemberOwner,
  TEMPLATE_MEMBERS,
  type ValueKind,
} from "../../vocabulary/templateMembers";

/** The kinds that a value has, and those of what API Gateway gives a template. */
export type KnownKind = ValueKind | "input" | "util" | "context" | "stageVariables";

const ROOT_KINDS: ReadonlyMap<string, KnownKind> = new Map([
  ["input", "input"],
  ["util", "util"],
  ["context", "context"],
  ["stageVariables", "stageVariables"],
  ["foreach", "loop"],
  ["velocityCount", "number"],
  ["velocityHasNext", "boolean"],
]);

/** How many variables are followed to what they were set to. */
const FARTHEST = 8;

/** The kind of a reference cut off after so many of its steps. */
export function kindOfReference(
  { root, steps, rootSpan }: Pick<Reference, "root" | "steps" | "rootSpan">,
  scopes: VtlScopes,
  count = steps.length,
  far = 0,
): KnownKind {
  let kind = kindOfVariable(root, rootSpan.end, scopes, far);
  for (const step of steps.slice(0, count)) {
    kind = step.kind === "index" ? "any" : afterMember(kind, step.name);
  }
  return kind;
}

export function kindOfVariable(name: string, at: number, scopes: VtlScopes, far = 0): KnownKind {
  const given =
    scopes.find("variable", name, at)?.occurrences.filter(({ gives }) => gives !== undefined) ?? [];
  if (given.length === 0) {
    return ROOT_KINDS.get(name) ?? "any";
  }
  const kinds = new Set(
    given.map(({ gives, value }) =>
      far >= FARTHEST || value === undefined
        ? "any"
        : gives === "loop"
          ? kindOfItem(value, scopes, far + 1)
          : kindOf(value, scopes, far + 1),
    ),
  );
  const [only = "any", ...more] = kinds;
  return more.length === 0 ? only : "any";
}

function kindOf(value: Expression, scopes: VtlScopes, far: number): KnownKind {
  switch (value.kind) {
    case "string":
      return "string";
    case "integer":
    case "float":
      return "number";
    case "boolean":
    case "not":
      return "boolean";
    case "list":
    case "range":
      return "list";
    case "map":
      return "map";
    case "group":
      return far > FARTHEST ? "any" : kindOf(value.expression, scopes, far + 1);
    case "reference":
      return kindOfReference(value, scopes, value.steps.length, far);
    default:
      return "any";
  }
}

/** The kind of a value that is there. */
export function kindOfValue(value: Value): KnownKind {
  if (value instanceof JavaList) {
    return "list";
  }
  if (value instanceof JavaMap) {
    return "map";
  }
  if (value instanceof JavaNumber) {
    return "number";
  }
  return typeof value === "string" ? "string" : typeof value === "boolean" ? "boolean" : "any";
}

/** The kind of what a loop takes from a list. */
function kindOfItem(list: Expression, scopes: VtlScopes, far: number): KnownKind {
  if (list.kind === "range") {
    return "number";
  }
  if (list.kind === "list") {
    const kinds = new Set(list.items.map((item) => kindOf(item, scopes, far)));
    const [only = "any", ...more] = kinds;
    return more.length === 0 ? only : "any";
  }
  const last = list.kind === "reference" ? list.steps.at(-1) : undefined;
  return last?.kind === "method" ? (ITEMS.get(last.name) ?? "any") : "any";
}

const ITEMS: ReadonlyMap<string, KnownKind> = new Map([
  ["entrySet", "entry"],
  ["keySet", "string"],
  ["split", "string"],
]);

const OWNERS: ReadonlySet<string> = new Set([
  "input",
  "util",
  "loop",
  "string",
  "list",
  "map",
  "entry",
  "number",
] satisfies MemberOwner[]);

export function ownerOf(kind: KnownKind): MemberOwner | undefined {
  return OWNERS.has(kind) ? (kind as MemberOwner) : kind === "stageVariables" ? "map" : undefined;
}

export function afterMember(kind: KnownKind, name: string): KnownKind {
  const owner = ownerOf(kind);
  const entry = owner && findTemplateMember(owner, name);
  if (entry !== undefined) {
    return entry.returns;
  }
  if (kind === "stageVariables") {
    return "string";
  }
  const returns = new Set(
    kind === "any"
      ? [...TEMPLATE_MEMBERS.values()]
          .filter(
            (known) => known.member === name && known.form === "method" && !GATEWAY_OWNERS.has(known.owner),
          )
          .map((known) => known.returns)
      : [],
  );
  const [only = "any", ...more] = returns;
  return more.length === 0 ? only : "any";
}

const GATEWAY_OWNERS: ReadonlySet<MemberOwner> = new Set(["input", "util", "loop"]);

// Patch operations, as the Update calls take them: a path into the resource, and always a string for a value.
// Invariant: all are judged before the first is carried out, so that a refused patch changes nothing.

import { badRequest, serialization, validation } from "./answer";
import { type Body, stringIn } from "./call";

export interface PatchOperation {
  readonly op: Op;
  /** The parts of the path: `~1` is a slash and `~0` a tilde. */
  readonly parts: readonly string[];
  readonly path: string;
  readonly value: string | undefined;
}

const OPS = ["add", "remove", "move", "test", "replace", "copy"] as const;

export type Op = (typeof OPS)[number];

/** Which operations a path takes. `*` stands for one key of a map. */
export type PatchTable = Readonly<Record<string, readonly Op[]>>;

export function readPatch(body: Body, input: string, table: PatchTable): readonly PatchOperation[] {
  const operations = listIn(body).map(asBody);
  const ops = operations.map((operation) => stringIn(operation, "op"));
  const violations = ops.flatMap((op = "", index) =>
    isOp(op)
      ? []
      : [
          `Value '${op}' at '${input}.patchOperations.${index + 1}.member.op' failed to satisfy constraint: Member must satisfy enum value set: [${OPS.join(", ")}]`,
        ],
  );
  if (violations.length > 0) {
    throw validation(
      violations,
      ops.includes(undefined) ? "the text for an operation without an op" : undefined,
    );
  }
  return operations.map((operation) => {
    const op = stringIn(operation, "op") as Op;
    const path = stringIn(operation, "path") ?? "";
    const parts = path.split("/").slice(1).map(unescapePart);
    const allowed = allowedAt(parts, table);
    if (allowed === undefined) {
      const paths = Object.keys(table).map((known) => `/${known.replace("*", "{name}")}`);
      throw badRequest(
        `Invalid patch path  '${path}' specified for op '${op}'. Must be one of: [${paths.join(", ")}]`,
        "whether the service refuses this path, and the paths that this text names",
      );
    }
    if (!allowed.includes(op)) {
      throw badRequest(
        `Invalid patch path  '${path}' specified for op '${op}'. Please choose supported operations`,
        "this text for this operation",
      );
    }
    return { op, parts, path, value: stringIn(operation, "value") };
  });
}

function listIn({ patchOperations: list = [] }: Body): readonly unknown[] {
  if (!Array.isArray(list)) {
    throw serialization(undefined, "the text for patchOperations that are no list");
  }
  return list;
}

function isThere(resource: object, [map = "", key = ""]: readonly string[]): boolean {
  const value: unknown = Object.hasOwn(resource, map) ? resource[map as keyof typeof resource] : undefined;
  return Array.isArray(value)
    ? value.includes(key)
    : typeof value === "object" && value !== null && Object.hasOwn(value, key);
}

/** What nobody has recorded of what the operations do to a resource. The second part of a path is a key of a map. */
export function patchDoubt(
  operations: readonly PatchOperation[],
  table: PatchTable,
  before: object,
): string | undefined {
  if (operations.length === 0) {
    return "the answer to a patch without operations";
  }
  if (operations.some(({ parts }) => parts.length === 1 && Object.hasOwn(table, `${parts[0]}/*`))) {
    return "that an operation on a whole map empties it";
  }
  const missing = operations.find(
    ({ op, parts }) => op !== "add" && parts.length === 2 && !isThere(before, parts),
  );
  return missing && `that ${missing.op} of what is not there is carried out`;
}

function allowedAt(parts: readonly string[], table: PatchTable): readonly Op[] | undefined {
  const [first = "", ...rest] = parts;
  const key = rest.length === 0 ? first : rest.length === 1 ? `${first}/*` : "";
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function unescapePart(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}

function isOp(op: string): op is Op {
  return OPS.some((known) => known === op);
}

function asBody(value: unknown): Body {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Body) : {};
}

/** A map with one key set or taken away. */
export function patchMap<T>(
  map: Readonly<Record<string, T>> | undefined,
  key: string,
  value: T | undefined,
): Record<string, T> {
  const entries = Object.entries(map ?? {}).filter(([name]) => name !== key);
  return Object.fromEntries(value === undefined ? entries : [...entries, [key, value]]);
}

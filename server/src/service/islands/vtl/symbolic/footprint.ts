// What a statement looks at and what it changes, before it is run.
// Invariant: how it goes depends on nothing else that is known, so that it has to be found out once for all the rest.
import type { Directive, Expression, IfDirective, Statement } from "../tree";
import { type VtlNode, walkNode } from "../walk";
import { askedBy, conditionKey, type Slots, type Stretches } from "./environment";

export interface Footprint {
  /** Slots. Whatever it may change inside of it is among them: ways that end up the same become one. */
  readonly looksAt: ReadonlySet<number>;
  readonly changes: ReadonlySet<number>;
}

const NONE: ReadonlySet<number> = new Set();
const NOWHERE: Footprint = { looksAt: NONE, changes: NONE };

export function footprintOf(statement: Statement, slots: Slots): Footprint {
  switch (statement.kind) {
    case "reference":
      return { looksAt: lookedAt([statement], slots), changes: NONE };
    case "set": {
      const { target, targetName, value } = statement;
      const changed =
        target.steps.length === 0 ? [targetName] : target.root === "context" ? [] : [target.root];
      return { looksAt: lookedAt([value], slots), changes: changedWith(changed, slots) };
    }
    case "if":
      return ofIf(statement, slots);
    case "directive":
      return ofDirective(statement, slots);
    default:
      return NOWHERE;
  }
}

/** The variables that stand for a loop inside of it. Behind it they are what they were. */
export function loopVariables({ args }: Directive): readonly string[] {
  const [element] = args;
  return [element?.kind === "reference" ? element.root : "", "foreach", "velocityCount", "velocityHasNext"];
}

/** The variable that a `#define` gives a value to. */
export function definedName({ args }: Directive): string {
  const [target] = args;
  return target?.kind === "reference" ? target.root : "";
}

function ofIf({ branches, otherwise }: IfDirective, slots: Slots): Footprint {
  const looksAt = lookedAt(
    branches.map(({ condition }) => condition),
    slots,
  );
  const changes = new Set<number>();
  for (const { condition, body } of branches) {
    addTo(changes, [slots.condition(conditionKey(askedBy(condition).asked))]);
    addBody(body.children, slots, { looksAt, changes });
  }
  addBody(otherwise?.body.children ?? [], slots, { looksAt, changes });
  addTo(looksAt, changes);
  return { looksAt, changes };
}

function ofDirective(directive: Directive, slots: Slots): Footprint {
  const { name, args, body } = directive;
  if (name !== "foreach" && name !== "define") return NOWHERE;
  const looksAt = new Set<number>();
  const changes = new Set<number>();
  addBody(body?.children ?? [], slots, { looksAt, changes });
  addTo(looksAt, changes);
  if (name === "define") return { looksAt, changes: changedWith([definedName(directive)], slots) };
  const own = loopVariables(directive);
  for (const slot of changedWith(own, slots)) {
    looksAt.delete(slot);
    changes.delete(slot);
  }
  for (const one of own) addStretches(changes, slots.mentioning(one));
  addTo(looksAt, lookedAt(args.slice(2, 3), slots));
  return { looksAt, changes };
}

function addBody(
  statements: readonly Statement[],
  slots: Slots,
  into: { readonly looksAt: Set<number>; readonly changes: Set<number> },
): void {
  for (const statement of statements) {
    const { looksAt, changes } = footprintOf(statement, slots);
    addTo(into.looksAt, looksAt);
    addTo(into.changes, changes);
  }
}

function changedWith(names: readonly string[], slots: Slots): Set<number> {
  const changed = new Set<number>();
  for (const name of names) {
    addTo(changed, [slots.variable(name)]);
    addStretches(changed, slots.mentioning(name));
  }
  return changed;
}

/** Variables, and conditions since it may be known already whether they hold. */
function lookedAt(expressions: readonly Expression[], slots: Slots): Set<number> {
  const found = new Set<number>();
  const look = (node: VtlNode): undefined => {
    if (node.kind === "reference") addTo(found, [slots.variable(node.root)]);
    if (isExpression(node)) addTo(found, [slots.condition(conditionKey(node))]);
  };
  for (const expression of expressions) walkNode(expression, look);
  return found;
}

function isExpression(node: VtlNode): node is Expression {
  return !["text", "comment", "set", "if", "directive"].includes(node.kind);
}

function addTo(set: Set<number>, slots: Iterable<number | undefined>): void {
  for (const slot of slots) {
    if (slot !== undefined) set.add(slot);
  }
}

function addStretches(set: Set<number>, stretches: Stretches): void {
  for (const [from, to] of stretches) {
    for (let slot = from; slot < to; slot++) set.add(slot);
  }
}

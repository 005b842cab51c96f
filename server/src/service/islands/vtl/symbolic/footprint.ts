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

const NONE: ReadonlySet<number> = new Set();
const NOWHERE: Footprint = { looksAt: NONE, changes: NONE };

export class Footprints {
  readonly #slots: Slots;
  readonly #found = new Map<Statement, Footprint>();

  constructor(slots: Slots) {
    this.#slots = slots;
  }

  of(statement: Statement): Footprint {
    switch (statement.kind) {
      case "reference":
        return { looksAt: this.#lookedAt([statement]), changes: NONE };
      case "set": {
        const { target, targetName, value } = statement;
        const isGiven = target.steps.length > 0 && target.root === "context";
        const changed = target.steps.length === 0 ? targetName : target.root;
        return { looksAt: this.#lookedAt([value]), changes: isGiven ? NONE : this.#changedWith([changed]) };
      }
      case "if":
      case "directive": {
        const found = this.#found.get(statement) ?? this.#ofBlock(statement);
        this.#found.set(statement, found);
        return found;
      }
      default:
        return NOWHERE;
    }
  }

  #ofBlock(statement: IfDirective | Directive): Footprint {
    if (statement.kind === "if") return this.#ofIf(statement);
    switch (statement.name) {
      case "foreach":
        return this.#ofLoop(statement);
      case "define":
        return {
          looksAt: this.#ofBody(statement.body?.children ?? []).looksAt,
          changes: this.#changedWith([definedName(statement)]),
        };
      default:
        return NOWHERE;
    }
  }

  #ofIf({ branches, otherwise }: IfDirective): Footprint {
    const bodies = [
      ...branches.map(({ body }) => body),
      ...(otherwise === undefined ? [] : [otherwise.body]),
    ];
    const { looksAt, changes } = this.#ofBody(bodies.flatMap(({ children }) => children));
    addTo(looksAt, this.#lookedAt(branches.map(({ condition }) => condition)));
    for (const { condition } of branches) {
      const asked = this.#slots.condition(conditionKey(askedBy(condition).asked));
      addTo(looksAt, [asked]);
      addTo(changes, [asked]);
    }
    return { looksAt, changes };
  }

  #ofLoop(directive: Directive): Footprint {
    const { looksAt, changes } = this.#ofBody(directive.body?.children ?? []);
    const { stretches, conditions } = this.#slots.assignment(loopVariables(directive));
    for (const slot of slotsIn(stretches)) {
      looksAt.delete(slot);
      changes.delete(slot);
    }
    addTo(changes, slotsIn(conditions));
    addTo(looksAt, this.#lookedAt(directive.args.slice(2, 3)));
    return { looksAt, changes };
  }

  #ofBody(statements: readonly Statement[]): {
    readonly looksAt: Set<number>;
    readonly changes: Set<number>;
  } {
    const looksAt = new Set<number>();
    const changes = new Set<number>();
    for (const statement of statements) {
      const found = this.of(statement);
      addTo(looksAt, found.looksAt);
      addTo(changes, found.changes);
    }
    addTo(looksAt, changes);
    return { looksAt, changes };
  }

  #changedWith(names: readonly string[]): Set<number> {
    const changed = new Set<number>();
    for (const name of names) addTo(changed, slotsIn(this.#slots.assignment([name]).stretches));
    return changed;
  }

  /** Variables, and conditions since it may be known already whether they hold. */
  #lookedAt(expressions: readonly Expression[]): Set<number> {
    const found = new Set<number>();
    const mayBeAsked = this.#slots.conditions > 0;
    const look = (node: VtlNode): undefined => {
      if (node.kind === "reference") addTo(found, [this.#slots.variable(node.root)]);
      if (mayBeAsked && isExpression(node)) addTo(found, [this.#slots.condition(conditionKey(node))]);
    };
    for (const expression of expressions) walkNode(expression, look);
    return found;
  }
}

const STATEMENTS: ReadonlySet<VtlNode["kind"]> = new Set(["text", "comment", "set", "if", "directive"]);

function isExpression(node: VtlNode): node is Expression {
  return !STATEMENTS.has(node.kind);
}

function* slotsIn(stretches: Stretches): Generator<number> {
  for (const [from, to] of stretches) {
    for (let slot = from; slot < to; slot++) yield slot;
  }
}

function addTo(set: Set<number>, slots: Iterable<number | undefined>): void {
  for (const slot of slots) {
    if (slot !== undefined) set.add(slot);
  }
}

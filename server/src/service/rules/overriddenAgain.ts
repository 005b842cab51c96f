// Overrides that a template sets more than once: after another one, or for each item of a loop.
// Invariant: branches know nothing of each other, and what only some ways set counts only where all ways go on.
import {
  constantText,
  type Directive,
  type Expression,
  type IfDirective,
  type SetDirective,
  type Statement,
  type TemplateStudy,
  walkNode,
} from "../islands/vtl";

export interface OverriddenAgain {
  readonly set: SetDirective;
  /** `status`, `header.X`, as it stands there. */
  readonly target: string;
  /** `before`: another one comes first. `items`: each item of a list sets it; `perhapsItems`: where a condition holds. */
  readonly by: "before" | "items" | "perhapsItems";
  /** How the one before it is written, where they differ in case. */
  readonly otherCase?: string;
}

/** In the order of the text; each override once. */
export function overriddenAgain(
  statements: readonly Statement[],
  study: TemplateStudy,
): readonly OverriddenAgain[] {
  const search = new Search(study);
  search.follow(statements, undefined);
  return [...search.found.values()].sort((a, b) => a.set.span.start - b.set.span.start);
}

/** `status`, `header.x`; nothing where it is no override or one whose name is computed. */
export function overrideTarget({ target }: SetDirective): string | undefined {
  if (target.root !== "context") {
    return undefined;
  }
  const names = target.steps.map((step) =>
    step.kind === "index" ? constantText(step.index) : step.kind === "property" ? step.name : undefined,
  );
  const [first, ...rest] = names;
  return first === "responseOverride" && rest.length > 0 && !rest.includes(undefined)
    ? rest.join(".")
    : undefined;
}

interface Before {
  readonly written: string;
  /** Whether every way to here has set it. */
  readonly isSure: boolean;
}

/** What one list of statements has set, by the name that HTTP takes it for, within what was set around it. */
class SetSoFar {
  readonly own = new Map<string, Before>();
  readonly #around: SetSoFar | undefined;

  constructor(around: SetSoFar | undefined) {
    this.#around = around;
  }

  /** All that was set since something around it began, but what `seen` holds already: ways share most of it. */
  *since(around: SetSoFar, seen: Set<SetSoFar>): Generator<readonly [name: string, before: Before]> {
    for (
      let at: SetSoFar | undefined = this;
      at !== undefined && at !== around && !seen.has(at);
      at = at.#around
    ) {
      seen.add(at);
      yield* at.own;
    }
  }

  /** What may have been set around a branch does not count in it: the two may exclude one another. */
  find(name: string): Before | undefined {
    let found = this.own.get(name);
    for (let at = this.#around; found === undefined && at !== undefined; at = at.#around) {
      const before = at.own.get(name);
      found = before?.isSure === true ? before : undefined;
    }
    return found;
  }
}

class Search {
  readonly found = new Map<SetDirective, OverriddenAgain>();
  readonly #study: TemplateStudy;
  /** Where each `#break` of the loop that is followed leaves it. */
  #leaving: SetSoFar[] = [];

  constructor(study: TemplateStudy) {
    this.#study = study;
  }

  /** Nothing where no way goes on behind the statements. */
  follow(statements: readonly Statement[], around: SetSoFar | undefined): SetSoFar | undefined {
    const soFar = new SetSoFar(around);
    for (const statement of statements) {
      switch (statement.kind) {
        case "set":
          this.#set(statement, soFar);
          break;
        case "if":
          if (!this.#branches(statement, soFar)) {
            return undefined;
          }
          break;
        case "directive":
          if (endsLoop(statement)) {
            if (statement.name === "break") {
              this.#leaving.push(soFar);
            }
            return undefined;
          }
          if (statement.name === "foreach") {
            this.#loop(statement, soFar);
          }
          break;
        default:
          break;
      }
    }
    return soFar;
  }

  #set(set: SetDirective, soFar: SetSoFar): void {
    const target = overrideTarget(set);
    if (target === undefined) {
      return;
    }
    const name = target.toLowerCase();
    const earlier = soFar.find(name)?.written;
    if (earlier !== undefined) {
      const otherCase = earlier === target ? {} : { otherCase: earlier };
      this.found.set(set, { set, target, by: "before", ...otherCase });
    }
    soFar.own.set(name, { written: earlier ?? target, isSure: true });
  }

  /** Whether any way goes on behind it. */
  #branches({ branches, otherwise }: IfDirective, soFar: SetSoFar): boolean {
    const bodies = [...branches, ...(otherwise === undefined ? [] : [otherwise])].map(({ body }) => body);
    const ways = bodies.flatMap(({ children }) => this.follow(children, soFar) ?? []);
    for (const way of ways) {
      for (const [name, { written }] of way.own) {
        const isSure = otherwise !== undefined && ways.every(({ own }) => own.get(name)?.isSure === true);
        if (soFar.find(name)?.isSure !== true) {
          soFar.own.set(name, { written, isSure });
        }
      }
    }
    return otherwise === undefined || ways.length > 0;
  }

  #loop(loop: Directive, soFar: SetSoFar): void {
    const body = loop.body?.children ?? [];
    const outer = this.#leaving;
    this.#leaving = [];
    const end = this.follow(body, soFar);
    const behind = end === undefined ? this.#leaving : [end, ...this.#leaving];
    this.#leaving = outer;
    if (!this.#hasOneItem(loop)) {
      this.#everyItem(body, { isSure: true, asked: namesOfRounds(loop, body) });
    }
    const seen = new Set<SetSoFar>();
    for (const way of behind) {
      for (const [name, { written }] of way.since(soFar, seen)) {
        if (soFar.find(name) === undefined) {
          soFar.own.set(name, { written, isSure: false });
        }
      }
    }
  }

  /** Overrides that a second item comes to as well. */
  #everyItem(
    statements: readonly Statement[],
    { isSure, asked }: { readonly isSure: boolean; readonly asked: ReadonlySet<string> },
  ): void {
    if (statements.some(endsLoop)) {
      return;
    }
    for (const statement of statements) {
      const target = statement.kind === "set" ? overrideTarget(statement) : undefined;
      if (statement.kind === "set" && target !== undefined && !this.found.has(statement)) {
        this.found.set(statement, { set: statement, target, by: isSure ? "items" : "perhapsItems" });
      } else if (
        statement.kind === "if" &&
        !statement.branches.some(({ condition }) => asks(condition, asked))
      ) {
        for (const { children } of [...statement.branches, statement.otherwise].flatMap(
          (one) => one?.body ?? [],
        )) {
          this.#everyItem(children, { isSure: false, asked });
        }
      }
    }
  }

  #hasOneItem(loop: Directive): boolean {
    const values = this.#study.outputs()?.loops.get(loop) ?? [];
    return (
      values.length > 0 &&
      values.every((value) => value.kind === "list" && value.size !== undefined && value.size < 2)
    );
  }
}

function endsLoop(statement: Statement): boolean {
  return statement.kind === "directive" && (statement.name === "break" || statement.name === "stop");
}

/** A condition that asks which round it is, or what an earlier one left, may hold for a single item. */
function namesOfRounds({ args }: Directive, body: readonly Statement[]): ReadonlySet<string> {
  const [item] = args;
  const names = new Set(["foreach", "velocityCount", "velocityHasNext"]);
  for (const statement of body) {
    walkNode(statement, (node) => {
      if (node.kind === "set" && node.target.steps.length === 0) {
        names.add(node.targetName);
      }
      return undefined;
    });
  }
  if (item?.kind === "reference") {
    names.delete(item.root);
  }
  return names;
}

function asks(condition: Expression, names: ReadonlySet<string>): boolean {
  let isAsked = false;
  walkNode(condition, (node) => {
    isAsked ||= node.kind === "reference" && names.has(node.root);
    return undefined;
  });
  return isAsked;
}

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
  search.follow(statements, new Map());
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

/** What was set on the way, by the name that HTTP takes it for. Absent where no way goes on. */
type SetSoFar = ReadonlyMap<string, Before>;

class Search {
  readonly found = new Map<SetDirective, OverriddenAgain>();
  readonly #study: TemplateStudy;

  constructor(study: TemplateStudy) {
    this.#study = study;
  }

  follow(statements: readonly Statement[], before: SetSoFar): SetSoFar | undefined {
    const soFar = new Map(before);
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
          if (statement.name === "stop" || statement.name === "break") {
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

  #set(set: SetDirective, soFar: Map<string, Before>): void {
    const target = overrideTarget(set);
    if (target === undefined) {
      return;
    }
    const name = target.toLowerCase();
    const earlier = soFar.get(name)?.written;
    if (earlier !== undefined) {
      this.found.set(set, {
        set,
        target,
        by: "before",
        ...(earlier === target ? {} : { otherCase: earlier }),
      });
    }
    soFar.set(name, { written: earlier ?? target, isSure: true });
  }

  /** Whether any way goes on behind it. */
  #branches({ branches, otherwise }: IfDirective, soFar: Map<string, Before>): boolean {
    const sure = new Map([...soFar].filter(([, { isSure }]) => isSure));
    const bodies = [
      ...branches.map(({ body }) => body),
      ...(otherwise === undefined ? [] : [otherwise.body]),
    ];
    const ways = bodies.flatMap(({ children }) => this.follow(children, sure) ?? []);
    const all = otherwise === undefined ? [...ways, sure] : ways;
    for (const [name, { written }] of all.flatMap((way) => [...way])) {
      soFar.set(name, { written, isSure: all.every((way) => way.get(name)?.isSure === true) });
    }
    return all.length > 0;
  }

  #loop(loop: Directive, soFar: Map<string, Before>): void {
    const body = loop.body?.children ?? [];
    const sure = new Map([...soFar].filter(([, { isSure }]) => isSure));
    const behind = this.follow(body, sure);
    if (!this.#hasOneItem(loop)) {
      this.#everyItem(body, { isSure: true, asked: namesOfRounds(loop, body) });
    }
    for (const [name, { written }] of behind ?? []) {
      if (!soFar.has(name)) {
        soFar.set(name, { written, isSure: false });
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

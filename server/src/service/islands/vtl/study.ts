// What rules want to know of a template, gathered in one walk and kept with its parse.
// Invariant: everything stands in the order of the text, what is in interpolated strings included.
import { lazily } from "../../lazily";
import { type PossibleOutputs, possibleOutputs } from "./symbolic/possibleOutputs";
import type {
  Directive,
  Expression,
  IfDirective,
  Reference,
  SetDirective,
  Statement,
  StringLiteral,
  Template,
} from "./tree";

export interface TemplateStudy {
  readonly references: readonly ReferenceUse[];
  readonly sets: readonly SetDirective[];
  readonly ifs: readonly IfDirective[];
  /** `#foreach`, `#macro`, … and every other `#word`. */
  readonly directives: readonly Directive[];
  /** The names of its macros. */
  readonly macros: ReadonlySet<string>;
  /** Every name that something in the template gives a value to. */
  readonly assigned: ReadonlySet<string>;
  /** What it may print, as JSON. Absent when it takes too many steps to tell. */
  readonly outputs: () => PossibleOutputs | undefined;
}

export interface ReferenceUse {
  readonly reference: Reference;
  /** `declared`: in the head of `#macro`, `#define` or as the variable of `#foreach`. */
  readonly role: "printed" | "read" | "set" | "declared";
  /** Whether it stands in a `"…"`. */
  readonly inString: boolean;
}

export function studyTemplate(template: Template): TemplateStudy {
  const walk = new StudyWalk();
  walk.statements(template.children, false);
  const { references, sets, ifs, directives, assigned } = walk;
  const macros = new Set(template.macros.map(({ args }) => nameOf(args[0])));
  const outputs = lazily(() => possibleOutputs(template, macros));
  return { references, sets, ifs, directives, macros, assigned, outputs };
}

class StudyWalk {
  readonly references: ReferenceUse[] = [];
  readonly sets: SetDirective[] = [];
  readonly ifs: IfDirective[] = [];
  readonly directives: Directive[] = [];
  readonly assigned = new Set<string>();

  statements(statements: readonly Statement[], inString: boolean): void {
    for (const statement of statements) this.#statement(statement, inString);
  }

  #statement(statement: Statement, inString: boolean): void {
    switch (statement.kind) {
      case "reference":
        this.#reference(statement, "printed", inString);
        return;
      case "set":
        this.sets.push(statement);
        if (statement.target.steps.length === 0) this.assigned.add(statement.targetName);
        this.#reference(statement.target, "set", inString);
        this.#expression(statement.value, inString);
        return;
      case "if":
        this.ifs.push(statement);
        for (const { condition, body } of statement.branches) {
          this.#expression(condition, inString);
          this.statements(body.children, inString);
        }
        this.statements(statement.otherwise?.body.children ?? [], inString);
        return;
      case "directive":
        this.#directive(statement, inString);
        return;
      default:
        return;
    }
  }

  #directive(directive: Directive, inString: boolean): void {
    const { name, args, body } = directive;
    this.directives.push(directive);
    if (name === "literal") return;
    const declares = name === "macro" ? args.length : name === "foreach" || name === "define" ? 1 : 0;
    for (const [index, arg] of args.entries()) {
      if (index >= declares) {
        this.#expression(arg, inString);
        continue;
      }
      this.assigned.add(nameOf(arg));
      if (arg.kind === "reference") this.#reference(arg, "declared", inString);
    }
    this.statements(body?.children ?? [], inString);
  }

  #reference(reference: Reference, role: ReferenceUse["role"], inString: boolean): void {
    this.references.push({ reference, role, inString });
    for (const step of reference.steps) {
      if (step.kind === "method") for (const arg of step.args) this.#expression(arg, inString);
      else if (step.kind === "index") this.#expression(step.index, inString);
    }
  }

  #expression(expression: Expression, inString: boolean): void {
    switch (expression.kind) {
      case "reference":
        this.#reference(expression, "read", inString);
        return;
      case "string":
        this.statements(expression.template?.children ?? [], true);
        return;
      case "list":
        for (const item of expression.items) this.#expression(item, inString);
        return;
      case "range":
        this.#expression(expression.from, inString);
        this.#expression(expression.to, inString);
        return;
      case "map":
        for (const { key, value } of expression.entries) {
          this.#expression(key, inString);
          this.#expression(value, inString);
        }
        return;
      case "operation":
        this.#expression(expression.first, inString);
        for (const { operand } of expression.rest) this.#expression(operand, inString);
        return;
      case "not":
        this.#expression(expression.operand, inString);
        return;
      case "group":
        this.#expression(expression.expression, inString);
        return;
      default:
        return;
    }
  }
}

/** The name that the first token of a declaration stands for. */
function nameOf(declared: Expression | undefined): string {
  switch (declared?.kind) {
    case "reference":
      return declared.root;
    case "word":
      return declared.literal.replace(/^\$/, "");
    default:
      return "";
  }
}

/** The text of a string that is the same whatever the variables are. */
export function constantText(expression: Expression | undefined): string | undefined {
  return expression?.kind === "string" && isConstant(expression) ? expression.text : undefined;
}

function isConstant({ template }: StringLiteral): boolean {
  return template === undefined || template.children.every(({ kind }) => kind === "text");
}

// The conditions of a template of which it matters later on whether they held.
// Invariant: what is left out is asked once only, or about another item each time, so that nothing is gained by its answer.
import type { Directive, Expression, Statement, Template } from "../tree";
import { walkNode } from "../walk";
import { askedBy, conditionKey } from "./environment";
import { loopVariables } from "./footprint";

export function conditionsAskedAgain({ children }: Template): Iterable<string> {
  const survey = new Survey();
  survey.statements(children, undefined);
  return [...survey.conditions].filter((key) => survey.again.has(key));
}

class Survey {
  /** Of `#if` and `#elseif`. */
  readonly conditions = new Set<string>();
  readonly again = new Set<string>();
  readonly #asked = new Set<string>();

  /** In a loop with the names of what has another value each time. */
  statements(statements: readonly Statement[], setEachTime: readonly string[] | undefined): void {
    for (const statement of statements) this.#statement(statement, setEachTime);
  }

  #statement(statement: Statement, setEachTime: readonly string[] | undefined): void {
    switch (statement.kind) {
      case "if":
        for (const { condition, body } of statement.branches) {
          this.#condition(condition, setEachTime);
          this.statements(body.children, setEachTime);
        }
        this.statements(statement.otherwise?.body.children ?? [], setEachTime);
        return;
      case "directive":
        for (const arg of statement.args) this.#expression(arg);
        this.statements(
          statement.body?.children ?? [],
          statement.name === "foreach" ? setEachTimeIn(statement) : setEachTime,
        );
        return;
      case "set":
        this.#expression(statement.value);
        return;
      case "reference":
        this.#expression(statement);
        return;
      default:
    }
  }

  #condition(condition: Expression, setEachTime: readonly string[] | undefined): void {
    const key = conditionKey(askedBy(condition).asked);
    this.conditions.add(key);
    if (setEachTime?.some((name) => key.includes(name)) === false) this.again.add(key);
    this.#asks(condition);
    this.#expression(condition);
  }

  #expression(expression: Expression): void {
    walkNode(expression, (node) => {
      if (node.kind === "not") this.#asks(node.operand);
      else if (node.kind === "operation" && isLogical(node.rest[0]?.operator)) {
        this.#asks(node.first);
        for (const { operand } of node.rest) this.#asks(operand);
      }
      return undefined;
    });
  }

  /** What is behind a `!` is asked by itself. */
  #asks(expression: Expression): void {
    const asked = expression.kind === "group" ? expression.expression : expression;
    if (asked.kind === "group") this.#asks(asked);
    if (asked.kind === "group" || asked.kind === "not") return;
    const key = conditionKey(asked);
    if (this.#asked.has(key)) this.again.add(key);
    this.#asked.add(key);
  }
}

/** The variables that have another value whenever the loop comes to the same place again. */
function setEachTimeIn(loop: Directive): readonly string[] {
  const body = loop.body?.children ?? [];
  return [
    ...loopVariables(loop),
    ...body.flatMap((child) =>
      child.kind === "set" && child.target.steps.length === 0 ? [child.targetName] : [],
    ),
  ];
}

function isLogical(operator: string | undefined): boolean {
  return operator === "&&" || operator === "||";
}

// Every node of a template in the order of the text, those in strings that hold templates too.
// The reader bounds how deep a tree goes, so that walking it by recursion is safe.
import type { Block, Expression, Reference, Statement, Step, Template } from "./tree";

export type VtlNode = Statement | Expression;

/** Return `false` to pass over what is inside. */
export type Visit = (node: VtlNode) => boolean | undefined;

export function walkTemplate({ children }: Template, visit: Visit): void {
  for (const child of children) {
    walkNode(child, visit);
  }
}

export function walkNode(node: VtlNode, visit: Visit): void {
  if (visit(node) === false) {
    return;
  }
  for (const child of childrenOf(node)) {
    walkNode(child, visit);
  }
}

/** What stands inside of a node, in the order of the text. */
export function childrenOf(node: VtlNode): readonly VtlNode[] {
  switch (node.kind) {
    case "set":
      return [node.target, node.value];
    case "if":
      return [
        ...node.branches.flatMap(({ condition, body }) => [condition, ...body.children]),
        ...bodyOf(node.otherwise?.body),
      ];
    case "directive":
      return [...node.args, ...bodyOf(node.body)];
    case "reference":
      return node.steps.every(({ kind }) => kind === "property") ? [] : node.steps.flatMap(partsOf);
    case "string":
      return node.template?.children ?? [];
    case "list":
      return node.items;
    case "range":
      return [node.from, node.to];
    case "map":
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case "operation":
      return [node.first, ...node.rest.map(({ operand }) => operand)];
    case "not":
      return [node.operand];
    case "group":
      return [node.expression];
    default:
      return [];
  }
}

function bodyOf(body: Block | undefined): readonly Statement[] {
  return body?.children ?? [];
}

function partsOf(step: Step): readonly Expression[] {
  return step.kind === "method" ? step.args : step.kind === "index" ? [step.index] : [];
}

/** A bare variable: what `#set`, `#foreach` and `#define` give a value to. */
export function isBareVariable({ runt, escaped, formal, quiet, steps }: Reference): boolean {
  return !runt && !escaped && !formal && !quiet && steps.length === 0;
}

/** What a condition asks whether it is true: itself, in brackets too, and what stands between `&&` and `||`. */
export function conditionParts(condition: Expression): readonly Expression[] {
  switch (condition.kind) {
    case "group":
      return conditionParts(condition.expression);
    case "operation":
      return condition.rest.every(({ operator }) => operator === "&&" || operator === "||")
        ? [condition.first, ...condition.rest.map(({ operand }) => operand)].flatMap(conditionParts)
        : [];
    default:
      return [condition];
  }
}

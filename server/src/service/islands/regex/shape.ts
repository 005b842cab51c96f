// What a pattern has to pass, whatever else it does: its branches and the parts of each in order.
// Groups that only enclose are looked through; repeated parts and lookaround are not entered.
import type { RegexNode } from "./regex";

/** The branches of the whole pattern: one, where it is no choice. */
export function branchesOf(root: RegexNode): readonly RegexNode[] {
  const node = unwrapped(root);
  return node.kind === "alternation" ? node.branches : [node];
}

/** The parts of a branch in order, those of plain groups in it among them. */
export function partsOf(branch: RegexNode): readonly RegexNode[] {
  const parts: RegexNode[] = [];
  const rest = [branch];
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    const inner = unwrapped(node);
    if (inner.kind === "sequence") {
      // Not spread: the arguments of a call lie on the stack, and a sequence may be as long as the pattern.
      for (const item of inner.items.toReversed()) {
        rest.push(item);
      }
    } else {
      parts.push(inner);
    }
  }
  return parts;
}

function unwrapped(node: RegexNode): RegexNode {
  let inner = node;
  while (inner.kind === "group" && !inner.atomic) {
    inner = inner.body;
  }
  return inner;
}

// Works through a pattern's tree from the leaves up, without recursion.
import type { RegexNode } from "./regex";

export function childrenOf(node: RegexNode): readonly RegexNode[] {
  switch (node.kind) {
    case "alternation":
      return node.branches;
    case "sequence":
      return node.items;
    case "group":
    case "look":
      return [node.body];
    case "repeat":
      return [node.atom];
    default:
      return [];
  }
}

/** What `build` makes of the root, given for every node what it made of the children. */
export function foldRegex<T>(root: RegexNode, build: (node: RegexNode, children: readonly T[]) => T): T {
  interface Level {
    readonly node: RegexNode;
    readonly children: readonly RegexNode[];
    readonly built: T[];
  }
  const levelOf = (node: RegexNode): Level => ({ node, children: childrenOf(node), built: [] });
  const levels = [levelOf(root)];
  for (;;) {
    const level = levels.at(-1);
    if (level === undefined) {
      throw new RangeError("The root is returned, not passed.");
    }
    const child = level.children[level.built.length];
    if (child !== undefined) {
      levels.push(levelOf(child));
      continue;
    }
    const result = build(level.node, level.built);
    levels.pop();
    const outer = levels.at(-1);
    if (outer === undefined) {
      return result;
    }
    outer.built.push(result);
  }
}

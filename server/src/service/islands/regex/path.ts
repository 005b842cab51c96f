// The parts of a pattern around an offset of its value, outermost first. Without recursion.
import { spanOf } from "../../text/span";
import { childrenOf } from "./fold";
import type { ClassItem, Regex, RegexNode } from "./regex";

/** Characters next to one another are one part: nobody means the letter when he points at a word. */
export function regexPathAt({ root }: Regex, offset: number): readonly RegexNode[] {
  const path: RegexNode[] = [];
  let next: RegexNode | undefined = root;
  while (next !== undefined && next.span.start <= offset && offset <= next.span.end) {
    path.push(next);
    const children: readonly RegexNode[] = childrenOf(next);
    const found: number = childAt(children, offset);
    const child: RegexNode | undefined = children[found];
    const run: RegexNode | undefined =
      next.kind === "sequence" && child?.kind === "character" ? runAround(children, found) : undefined;
    next = run ?? child;
    if (run !== undefined) {
      if (run.span.start !== path.at(-1)?.span.start || run.span.end !== path.at(-1)?.span.end) {
        path.push(run);
      }
      return path;
    }
  }
  return path;
}

/** What is written in a class around an offset, outermost first; nothing for a node that is no class. */
export function classPathAt(node: RegexNode | undefined, offset: number): readonly ClassItem[] {
  const path: ClassItem[] = [];
  let items = node?.kind === "set" ? node.items : undefined;
  while (items !== undefined) {
    const item: ClassItem | undefined = items[childAt(items, offset)];
    if (item !== undefined) {
      path.push(item);
    }
    items = item?.kind === "class" ? item.items : undefined;
  }
  return path;
}

/** The child that begins at or around the offset; failing that, the one that ends there. */
function childAt(children: readonly (RegexNode | ClassItem)[], offset: number): number {
  const around = children.findIndex(({ span }) => span.start <= offset && offset < span.end);
  return around >= 0 ? around : children.findIndex(({ span }) => span.end === offset && span.start < offset);
}

function runAround(items: readonly RegexNode[], at: number): RegexNode | undefined {
  let first = at;
  while (items[first - 1]?.kind === "character") {
    first--;
  }
  let last = at;
  while (items[last + 1]?.kind === "character") {
    last++;
  }
  const run = items.slice(first, last + 1);
  const [start] = run;
  const end = run.at(-1);
  return start === undefined || end === undefined
    ? undefined
    : {
        kind: "sequence",
        items: run,
        span: spanOf(start.span.start, end.span.end),
        extent: start.extent,
      };
}

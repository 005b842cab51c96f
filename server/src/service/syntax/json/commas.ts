// Which commas a new member of an object would need, wherever in the object it begins.
import type { Span } from "../../text/span";
import type { ObjectNode, Property, Tree } from "../node";

export interface CommasAround {
  /** The members before and after the stretch. */
  readonly previous: Property | undefined;
  readonly next: Property | undefined;
  /** Whether a comma stands between the stretch and the member on that side. */
  readonly before: boolean;
  readonly after: boolean;
}

/** The surroundings of a stretch inside an object that is, or will be, one member. */
export function commasAround(tree: Tree, object: ObjectNode, stretch: Span): CommasAround {
  const previous = object.properties.findLast(
    ({ start, end }) => end <= stretch.start && start < stretch.start,
  );
  const next = object.properties.find(({ start }) => start >= stretch.end && start > stretch.start);
  const before = textBetween(tree, previous?.end ?? object.start + 1, stretch.start);
  const after = textBetween(tree, stretch.end, next?.start ?? object.end);
  return { previous, next, before: before.includes(","), after: after.includes(",") };
}

/** The text of a stretch without its comments. */
export function textBetween(tree: Tree, start: number, end: number): string {
  let text = "";
  let at = start;
  for (const comment of tree.comments) {
    if (comment.end > at && comment.start < end) {
      text += tree.text.slice(at, Math.max(at, comment.start));
      at = comment.end;
    }
  }
  return text + tree.text.slice(at, Math.max(at, end));
}

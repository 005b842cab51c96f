// The stretch that a completion replaces, and what has to stand around what is written there.
// Invariant: a slot lies in one line and holds the cursor; an item made for it leaves legal JSON legal.
import { commasAround } from "../../syntax/json/commas";
import { encodeJson } from "../../syntax/json/string";
import type { Node, ObjectNode, StringNode, Tree } from "../../syntax/node";
import { type Span, shiftSpan, spanOf, touches } from "../../text/span";
import { shiftEdit, type TextEdit } from "../../text/textEdit";
import type { CompletionItemData, CompletionKind } from "../completion";
import { encoded, type Piece, type Written, written } from "./pieces";

/** A completion before it has a place. */
export interface Draft {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail?: string | undefined;
  readonly documentation?: (() => string) | undefined;
  /** What the user types for it, without quotes, as it is and as JSON writes it. */
  readonly filter: string;
  readonly filterText: string;
  readonly order: string;
  /** The inside of the JSON string that is written; or with `raw`, any other JSON text. */
  readonly content: Written;
  readonly raw: boolean;
  /** JSON text after the closing quote: the colon and value of a new member. */
  readonly after?: Written;
  readonly retrigger?: boolean;
  readonly preselect?: boolean;
  readonly deprecated?: boolean;
}

type DraftSource = Omit<Draft, "filterText" | "content" | "after" | "raw"> & {
  readonly pieces: readonly Piece[];
  readonly raw?: boolean;
  readonly after?: readonly Piece[];
};

export function defineDraft({ pieces, after, raw = false, ...draft }: DraftSource): Draft {
  return {
    ...draft,
    raw,
    filterText: encodeJson(draft.filter),
    content: written(raw ? pieces : encoded(pieces)),
    ...(after === undefined ? {} : { after: written(after) }),
  };
}

export interface Slot {
  readonly span: Span;
  /** What is in the slot before the cursor, decoded, and as the text has it. */
  readonly typed: string;
  readonly typedAs: string;
  /** Whether the text has other escapes than JSON needs. */
  readonly isTypedOddly: boolean;
  /** Which of the two quotes are written: those that are there already and stay are not. */
  readonly opening: boolean;
  readonly closing: boolean;
  /** Whether the replaced text begins with a quote. */
  readonly replacesQuote: boolean;
  readonly before: string;
  readonly after: string;
  /** Whether what is written stands in lines of its own, one step further in. */
  readonly isBlock: boolean;
  /** Whether a value follows already, so that of a member only the name is written. */
  readonly isNameOnly: boolean;
  readonly additionalEdits: readonly TextEdit[];
}

type Bare = Omit<Slot, "before" | "after" | "isBlock" | "isNameOnly" | "isTypedOddly" | "additionalEdits">;

/** The slot of a new member's key, between the others or over the half of one that is typed already. */
export function memberSlot(
  tree: Tree,
  object: ObjectNode,
  offset: number,
  typed: StringNode | undefined,
): Slot | undefined {
  const bare = typed === undefined ? emptySlot(offset) : stringSlot(tree, typed, offset, true);
  if (bare === undefined) {
    return undefined;
  }
  const { previous, next, before, after } = commasAround(tree, object, memberSpan(bare.span, typed));
  const lacksComma = previous !== undefined && !before;
  const touchesPrevious = lacksComma && previous.end === bare.span.start;
  const isBlock = typed === undefined && tree.text.slice(object.start, object.end) === "{}";
  return {
    ...alone(bare),
    before: `${touchesPrevious ? ", " : ""}${isBlock ? "\n\t" : ""}`,
    after: `${next !== undefined && !after ? "," : ""}${isBlock ? "\n" : ""}`,
    isBlock,
    additionalEdits:
      lacksComma && !touchesPrevious ? [{ span: spanOf(previous.end, previous.end), newText: "," }] : [],
  };
}

/** The slot of a key whose colon is there: only the name is replaced. */
export function nameSlot(tree: Tree, key: StringNode, offset: number): Slot | undefined {
  const bare = stringSlot(tree, key, offset, false);
  return bare && { ...alone(bare), isNameOnly: true };
}

/** The slot of a value: of a string, of a word that is none yet, or after a colon that nothing follows. */
export function valueSlot(
  tree: Tree,
  object: ObjectNode,
  value: Node | undefined,
  offset: number,
): Slot | undefined {
  if (value?.kind === "object" || value?.kind === "array") {
    return undefined;
  }
  const bare =
    value === undefined
      ? emptySlot(offset)
      : touches(value, offset)
        ? value.kind === "string"
          ? stringSlot(tree, value, offset, false)
          : wordSlot(tree, value, offset)
        : spaceSlot(tree, value, offset);
  if (bare === undefined) {
    return undefined;
  }
  const { next, after } = commasAround(tree, object, memberSpan(bare.span, value));
  return {
    ...alone(bare),
    before: tree.text.charAt(bare.span.start - 1) === ":" ? " " : "",
    after: bare.closing && next !== undefined && !after ? "," : "",
  };
}

/** A slot that nothing surrounds: in a blank document. */
export function blankSlot(tree: Tree, typed: Node | undefined, offset: number): Slot | undefined {
  const bare = typed === undefined ? emptySlot(offset) : wordSlot(tree, typed, offset);
  return bare && alone(bare);
}

/** The part of a slot in closed quotes that ends sooner: a prefix that is exchanged while the rest stays. */
export function shortened(slot: Slot, end: number): Slot | undefined {
  const isInQuotes = !slot.opening && !slot.closing;
  return isInQuotes && end <= slot.span.end ? { ...slot, span: spanOf(slot.span.start, end) } : undefined;
}

/** What is typed of a part between the quotes, from an offset of the source to the cursor. */
export function partSlot(
  slot: Slot,
  typed: string,
  source: { readonly text: string; readonly start: number; readonly offset: number },
): Slot | undefined {
  if (slot.opening || slot.closing) {
    return undefined;
  }
  const typedAs = source.text.slice(source.start, source.offset);
  return {
    ...slot,
    span: spanOf(source.start, source.offset),
    typed,
    typedAs,
    isTypedOddly: encodeJson(typed) !== typedAs,
  };
}

/** The slot as the whole document sees it: spans of its block become absolute. */
export function shiftSlot(slot: Slot, by: number): Slot {
  return {
    ...slot,
    span: shiftSpan(slot.span, by),
    additionalEdits: slot.additionalEdits.map((edit) => shiftEdit(edit, by)),
  };
}

export function itemFor(slot: Slot, draft: Draft): CompletionItemData {
  const { content, label, kind, detail, documentation, preselect, deprecated } = draft;
  const after = slot.isNameOnly ? undefined : draft.after;
  const retrigger = draft.retrigger === true && !slot.isNameOnly;
  const isSnippet = content.isSnippet || after?.isSnippet === true || slot.isBlock;
  const plain = textFor(slot, draft.raw, content.plain, after?.plain);
  return {
    label,
    kind,
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined ? {} : { documentation }),
    filterText: slot.replacesQuote ? `"${filterText(slot, draft)}` : filterText(slot, draft),
    sortText: draft.order,
    edit: {
      span: slot.span,
      newText: isSnippet ? textFor(slot, draft.raw, content.snippet, after?.snippet) : plain,
    },
    isSnippet,
    ...(isSnippet ? { plainText: plain } : {}),
    ...(slot.additionalEdits.length === 0 ? {} : { additionalEdits: slot.additionalEdits }),
    ...(retrigger ? { retrigger } : {}),
    ...(preselect === true ? { preselect } : {}),
    ...(deprecated === true ? { deprecated } : {}),
  };
}

function textFor(slot: Slot, raw: boolean, content: string, after = ""): string {
  const opening = slot.opening && !raw ? '"' : "";
  const closing = slot.closing && !raw ? '"' : "";
  const member = opening + content + closing + after;
  return slot.before + (slot.isBlock ? member.replaceAll("\n", "\n\t") : member) + slot.after;
}

/** Clients compare with the text as it stands, so a prefix that is typed with other escapes is kept as typed. */
function filterText({ typed, typedAs, isTypedOddly }: Slot, { filter, filterText: usual }: Draft): string {
  return isTypedOddly && filter.toLowerCase().startsWith(typed.toLowerCase())
    ? typedAs + encodeJson(filter.slice(typed.length))
    : usual;
}

/** What will be the member: all that is typed of it, but of a string without an end only what is replaced. */
function memberSpan(replaced: Span, typed: Node | undefined): Span {
  const isOpen = typed?.kind === "string" && !typed.closed;
  return spanOf(
    Math.min(replaced.start, typed?.start ?? replaced.start),
    isOpen ? replaced.end : Math.max(replaced.end, typed?.end ?? replaced.end),
  );
}

function alone(bare: Bare): Slot {
  const isTypedOddly = encodeJson(bare.typed) !== bare.typedAs;
  return {
    ...bare,
    isTypedOddly,
    before: "",
    after: "",
    isBlock: false,
    isNameOnly: false,
    additionalEdits: [],
  };
}

function emptySlot(offset: number): Bare {
  return {
    span: spanOf(offset, offset),
    typed: "",
    typedAs: "",
    opening: true,
    closing: true,
    replacesQuote: false,
  };
}

/** `isWhole`: the closing quote is replaced too, since something is written after it. */
function stringSlot(tree: Tree, node: StringNode, offset: number, isWhole: boolean): Bare | undefined {
  if (!touches(node, offset)) {
    return undefined;
  }
  if (!node.quoted) {
    return wordSlot(tree, node, offset);
  }
  const { text: content } = node;
  const isBefore = offset === node.start;
  const isAfter = node.closed && offset === node.end;
  const typed = isBefore ? "" : content.value.slice(0, content.fromSource(offset));
  const typedAs = tree.text.slice(content.sourceStart, offset);
  if (!node.closed) {
    const start = isBefore ? node.start : content.sourceStart;
    const end = endOfName(tree.text, Math.max(offset, content.sourceStart), node.end);
    return {
      span: spanOf(start, end),
      typed,
      typedAs,
      opening: isBefore,
      closing: true,
      replacesQuote: isBefore,
    };
  }
  if (isBefore || isAfter) {
    return {
      span: spanOf(node.start, node.end),
      typed,
      typedAs,
      opening: true,
      closing: true,
      replacesQuote: true,
    };
  }
  const end = isWhole ? node.end : content.sourceEnd;
  return {
    span: spanOf(content.sourceStart, end),
    typed,
    typedAs,
    opening: false,
    closing: isWhole,
    replacesQuote: false,
  };
}

/** A word, a number or text in single quotes: whatever stands where a string belongs. */
function wordSlot(tree: Tree, node: Node, offset: number): Bare | undefined {
  const whole = tree.text.slice(node.start, node.end);
  return touches(node, offset) && !/[\r\n]/.test(whole)
    ? {
        span: spanOf(node.start, node.end),
        typed: tree.text.slice(node.start, offset),
        typedAs: tree.text.slice(node.start, offset),
        opening: true,
        closing: true,
        replacesQuote: whole.startsWith('"'),
      }
    : undefined;
}

/** White space between a colon and its value: the value is replaced together with it. */
function spaceSlot(tree: Tree, value: Node, offset: number): Bare | undefined {
  const isSpace = offset < value.start && /^[ \t]*$/.test(tree.text.slice(offset, value.start));
  const whole = tree.text.slice(value.start, value.end);
  return isSpace && !/[\r\n]/.test(whole)
    ? { ...emptySlot(offset), span: spanOf(offset, value.end) }
    : undefined;
}

/** Where the name ends that the cursor is in, in a string whose end nobody marked. */
function endOfName(source: string, from: number, limit: number): number {
  let end = from;
  while (end < limit && /[\w.$/'*+;=-]/.test(source.charAt(end))) {
    end++;
  }
  return end;
}

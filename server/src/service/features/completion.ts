// What can be written where the cursor stands.
// Invariant: an edit stays in the cursor's line and holds the cursor; what it writes is legal JSON.
import type { Analysis } from "../analysis";
import {
  type GapPlace,
  type KeyPlace,
  type MappingValuePlace,
  type Nowhere,
  type Place,
  placeAt,
  type ValuePlace,
} from "../model/place";
import { type Property, stringValue } from "../syntax/node";
import type { Span } from "../text/span";
import { shiftEdit, type TextEdit } from "../text/textEdit";
import { HEADER_TARGET_PREFIX } from "../vocabulary/grammar";
import type { MemberEntry } from "../vocabulary/members";
import type { SnippetEntry } from "../vocabulary/snippets";
import {
  bareMapDraft,
  headerDrafts,
  type KeyOptions,
  mediaTypeDrafts,
  memberDrafts,
} from "./completion/keys";
import {
  blankSlot,
  type Draft,
  itemFor,
  memberSlot,
  nameSlot,
  type Slot,
  shortened,
  valueSlot,
} from "./completion/slot";
import { memberSnippets, objectSnippets, templateSnippets } from "./completion/snippets";
import { memberValueDrafts, prefixDrafts, sourceDrafts } from "./completion/values";

export type CompletionKind =
  | "member"
  | "target"
  | "header"
  | "source"
  | "variable"
  | "value"
  | "constant"
  | "mediaType"
  | "template"
  | "snippet";

export interface CompletionItemData {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail?: string;
  /** Markdown. Made when the item is looked at. */
  readonly documentation?: () => string;
  /** Begins as the text that the edit replaces does, quote included, so that clients compare like with like. */
  readonly filterText: string;
  readonly sortText: string;
  readonly edit: { readonly span: Span; readonly newText: string };
  /** Whether `newText` is an LSP snippet. Its lines are indented by tabs, relative to the edit's first line. */
  readonly isSnippet: boolean;
  /** What a client without snippets inserts. */
  readonly plainText?: string;
  readonly additionalEdits?: readonly TextEdit[];
  readonly commitCharacters?: readonly string[];
  /** Whether to ask for completions again once it is accepted. */
  readonly retrigger?: boolean;
  readonly preselect?: boolean;
  readonly deprecated?: boolean;
}

export interface CompletionData {
  readonly items: readonly CompletionItemData[];
  readonly isIncomplete: boolean;
}

type SnippetPlace = SnippetEntry["place"];

const NOTHING: CompletionData = { items: [], isIncomplete: false };

export function completionsAt(analysis: Analysis, offset: number): CompletionData {
  const place = placeAt(analysis, offset);
  if (place.kind === "nowhere") {
    return NOTHING;
  }
  const { start } = place.block;
  return { items: itemsAt(place, analysis).map((item) => shifted(item, start)), isIncomplete: false };
}

function shifted(item: CompletionItemData, by: number): CompletionItemData {
  const { edit, additionalEdits } = item;
  return {
    ...item,
    edit: shiftEdit(edit, by),
    ...(additionalEdits === undefined
      ? {}
      : { additionalEdits: additionalEdits.map((additional) => shiftEdit(additional, by)) }),
  };
}

function itemsAt(place: Exclude<Place, Nowhere>, analysis: Analysis): readonly CompletionItemData[] {
  const { tree } = place.block.content;
  switch (place.kind) {
    case "blank":
      return fill(blankSlot(tree, place.typed, place.offset), () => objectSnippets("document"));
    case "gap":
      return fill(memberSlot(tree, place.object, place.offset, undefined), ({ typed }) =>
        keyDrafts(place, typed, undefined, analysis),
      );
    case "memberKey":
    case "mappingKey":
    case "templateKey": {
      const { property, object, offset } = place;
      const hasValue = property.colon !== undefined || property.value !== undefined;
      const slot = hasValue
        ? nameSlot(tree, property.key, offset)
        : memberSlot(tree, object, offset, property.key);
      return fill(slot, ({ typed }) => keyDrafts(place, typed, property, analysis));
    }
    case "memberValue":
    case "mappingValue":
    case "templateValue":
      return valueItems(place);
    case "elsewhere":
      return [];
  }
}

function fill(
  slot: Slot | undefined,
  draftsFor: (slot: Slot) => readonly Draft[],
): readonly CompletionItemData[] {
  return slot === undefined ? [] : draftsFor(slot).map((draft) => itemFor(slot, draft));
}

/** The keys of the object that the place is in. `current`: the member whose key is being typed. */
function keyDrafts(
  place: GapPlace | KeyPlace,
  typed: string,
  current: Property | undefined,
  analysis: Analysis,
): readonly Draft[] {
  const others = place.object.properties.filter((property) => property !== current);
  const keys = new Set(others.map(({ key }) => key.text.value));
  const hasValue = current !== undefined && (current.colon !== undefined || current.value !== undefined);
  const options: KeyOptions = { hasValue, isPresent: (key) => keys.has(key) };
  const snippets = (at: SnippetPlace, isPresent = options.isPresent) =>
    hasValue ? [] : memberSnippets(at, isPresent);
  switch (place.container) {
    case "members": {
      const isEmpty = others.length === 0 && !hasValue && analysis.own;
      return [
        ...memberDrafts(rolesIn(place, analysis), options),
        ...snippets("body"),
        ...(isEmpty ? [...snippets("document"), bareMapDraft()] : []),
      ];
    }
    case "mappings": {
      // HTTP does not tell names apart by case, so a header that is mapped in another case is mapped.
      const lower = new Set([...keys].map((key) => key.toLowerCase()));
      const isMapped = (key: string) => lower.has(key.toLowerCase());
      const isHeaderMapped = (header: string) => isMapped(HEADER_TARGET_PREFIX + header);
      return [
        ...headerDrafts(typed, { hasValue, isPresent: isHeaderMapped }),
        ...snippets("responseParameters", isMapped),
      ];
    }
    case "templates":
      return [...mediaTypeDrafts(options), ...snippets("responseTemplates")];
  }
}

/** Which members to offer. The target goes into CLI input, or where a file of ours could become that. */
function rolesIn({ response }: GapPlace | KeyPlace, { own, uri }: Analysis): readonly MemberEntry["role"][] {
  const hasTargetInPath = /\/integration\/responses\/[^/]*$/.test(uri);
  return response.dialect === "cliInput" || (own && !hasTargetInPath) ? ["body", "target"] : ["body"];
}

function valueItems(place: ValuePlace): readonly CompletionItemData[] {
  const { tree } = place.block.content;
  const { value, object, offset } = place;
  const slot = valueSlot(tree, object, value, offset);
  if (slot === undefined) {
    return [];
  }
  switch (place.kind) {
    case "memberValue":
      return fill(slot, () => memberValueDrafts(place.name, value?.kind === "string"));
    case "templateValue":
      // A template that is written already is no word to be completed as a whole.
      return /^\w*$/.test(stringValue(value) ?? "") ? fill(slot, templateSnippets) : [];
    case "mappingValue": {
      const { key } = place.mapping;
      const prefix = prefixSlot(place, slot);
      const items = fill(slot, ({ typed }) =>
        sourceDrafts(key.kind === "header" ? key.name : undefined, typed),
      );
      return prefix === undefined
        ? items
        : [...items.filter(({ label }) => !prefix.labels.has(label)), ...prefix.items];
    }
  }
}

/** With the cursor in the prefix of an expression that has a name, other prefixes for the same name. */
function prefixSlot(
  { mapping, offset }: MappingValuePlace,
  slot: Slot,
): { readonly items: readonly CompletionItemData[]; readonly labels: ReadonlySet<string> } | undefined {
  const source = mapping.source;
  const hasName = source !== undefined && "nameSpan" in source.value;
  const end = hasName ? source.node.text.toSource(source.value.nameSpan.start) : undefined;
  const prefix = end !== undefined && offset < end ? shortened(slot, end) : undefined;
  if (prefix === undefined) {
    return undefined;
  }
  const drafts = prefixDrafts();
  return {
    items: drafts.map((draft) => itemFor(prefix, draft)),
    labels: new Set(drafts.map(({ label }) => label)),
  };
}

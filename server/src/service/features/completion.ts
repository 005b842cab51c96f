// What can be written where the cursor stands.
// Invariant: an edit stays in the cursor's line and holds the cursor; what it writes is legal JSON.
import type { Analysis, Block } from "../analysis";
import {
  type GapPlace,
  type KeyPlace,
  type MappingValuePlace,
  type MemberValuePlace,
  type Nowhere,
  type Place,
  patternAt,
  placeAt,
  templateAt,
  type ValuePlace,
} from "../model/place";
import type { NamedSample } from "../simulate/samples";
import { type Property, stringValue } from "../syntax/node";
import type { Span } from "../text/span";
import type { TextEdit } from "../text/textEdit";
import { HEADER_TARGET_PREFIX } from "../vocabulary/grammar";
import type { MemberEntry } from "../vocabulary/members";
import type { SnippetEntry } from "../vocabulary/snippets";
import { BARE_MAP, headerDrafts, mediaTypeDrafts, memberDrafts } from "./completion/keys";
import {
  blankSlot,
  type Draft,
  itemFor,
  memberSlot,
  nameSlot,
  partSlot,
  type Slot,
  shiftSlot,
  shortened,
  valueSlot,
} from "./completion/slot";
import { memberSnippets, objectSnippets, templateSnippets } from "./completion/snippets";
import { constructDrafts, memberValueDrafts, PREFIX_DRAFTS, sourceDrafts } from "./completion/values";
import { templateCompletions } from "./template/completion";

export type CompletionKind =
  | "member"
  | "target"
  | "header"
  | "source"
  | "variable"
  | "method"
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

export interface CompletionOptions {
  /** The sample that templates look into. */
  readonly sample?: () => NamedSample | undefined;
  /** The character that asked, if one did. `$` and `#` begin something in templates only. */
  readonly trigger?: string | undefined;
}

export function completionsAt(
  analysis: Analysis,
  offset: number,
  { sample, trigger }: CompletionOptions = {},
): CompletionData {
  const place = placeAt(analysis, offset);
  if (place.kind === "nowhere") {
    return NOTHING;
  }
  const template = templateAt(place);
  const inTemplate =
    template === undefined ? [] : templateCompletions(template, analysis, offset, sample?.());
  const isOfTemplates = trigger === "$" || trigger === "#";
  if (inTemplate.length > 0) {
    // A word of a mapping goes on over dots; of a template, each dot asks for other names.
    return { items: inTemplate, isIncomplete: true };
  }
  return { items: isOfTemplates ? [] : itemsAt(place, analysis), isIncomplete: false };
}

function itemsAt(place: Exclude<Place, Nowhere>, analysis: Analysis): readonly CompletionItemData[] {
  const { block } = place;
  const { tree } = block.content;
  switch (place.kind) {
    case "blank":
      return fill(block, blankSlot(tree, place.typed, place.offset), () => objectSnippets("document"));
    case "gap":
      return fill(block, memberSlot(tree, place.object, place.offset, undefined), ({ typed }) =>
        keyDrafts(place, typed, undefined, analysis),
      );
    case "memberKey":
    case "mappingKey":
    case "templateKey": {
      const { property, object, offset } = place;
      const slot = isValued(property)
        ? nameSlot(tree, property.key, offset)
        : memberSlot(tree, object, offset, property.key);
      return fill(block, slot, ({ typed }) => keyDrafts(place, typed, property, analysis));
    }
    case "memberValue":
    case "mappingValue":
    case "templateValue":
      return valueItems(place);
    case "standaloneTemplate":
    case "elsewhere":
      return [];
  }
}

/** The items for a slot. From here on offsets are those of the document. */
function fill(
  { start }: Block,
  slot: Slot | undefined,
  draftsFor: (slot: Slot) => readonly Draft[],
): readonly CompletionItemData[] {
  if (slot === undefined) {
    return [];
  }
  const absolute = shiftSlot(slot, start);
  return draftsFor(slot).map((draft) => itemFor(absolute, draft));
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
  const isPresent = (key: string) => keys.has(key);
  const hasValue = current !== undefined && isValued(current);
  const snippets = (at: SnippetPlace, isThere = isPresent) => (hasValue ? [] : memberSnippets(at, isThere));
  switch (place.container) {
    case "members": {
      const isAlone = analysis.own && analysis.frame === undefined;
      const isEmpty = others.length === 0 && !hasValue && isAlone;
      return [
        ...memberDrafts(rolesIn(place, analysis), isPresent),
        ...snippets("body"),
        ...(isEmpty ? [...snippets("document"), BARE_MAP] : []),
      ];
    }
    case "mappings": {
      // HTTP does not tell names apart by case, so a header that is mapped in another case is mapped.
      const lower = new Set([...keys].map((key) => key.toLowerCase()));
      const isMapped = (key: string) => lower.has(key.toLowerCase());
      return [
        ...headerDrafts(typed, (header) => isMapped(HEADER_TARGET_PREFIX + header)),
        ...snippets("responseParameters", isMapped),
      ];
    }
    case "templates":
      return [...mediaTypeDrafts(isPresent), ...snippets("responseTemplates")];
  }
}

function isValued({ colon, value }: Property): boolean {
  return colon !== undefined || value !== undefined;
}

/** Which members to offer. The target goes into CLI input, or where a file of ours could become that. */
function rolesIn({ response }: GapPlace | KeyPlace, { own, uri }: Analysis): readonly MemberEntry["role"][] {
  if (response.dialect === "serviceOutput") {
    return ["body"];
  }
  const hasTargetInPath = /\/integration\/responses\/[^/]*$/.test(uri);
  return response.dialect === "cliInput" || (own && !hasTargetInPath) ? ["body", "target"] : ["body"];
}

function valueItems(place: ValuePlace): readonly CompletionItemData[] {
  const { block, value, object, offset } = place;
  const { tree } = block.content;
  const slot = valueSlot(tree, object, value, offset);
  if (slot === undefined) {
    return [];
  }
  switch (place.kind) {
    case "memberValue":
      return [
        ...constructItems(place, slot),
        ...fill(block, slot, () => memberValueDrafts(place.name, value?.kind === "string")),
      ];
    case "templateValue":
      // A template that is written already is no word to be completed as a whole.
      return /^\w*$/.test(stringValue(value) ?? "") ? fill(block, slot, templateSnippets) : [];
    case "mappingValue": {
      const { key } = place.mapping;
      const prefix = prefixSlot(place, slot);
      const items = fill(block, slot, ({ typed }) =>
        sourceDrafts(key.kind === "header" ? key.name : undefined, typed),
      );
      return prefix === undefined
        ? items
        : [...items.filter(({ label }) => !prefix.labels.has(label)), ...prefix.items];
    }
  }
}

/** An escape, a group or flags of a pattern, where the beginning of one stands before the cursor. */
const CONSTRUCT = /(?<!\\)(?:\\\\)*(\\(?:[A-Za-z]|[pP]\{\w*)?|\(\?[a-zA-Z<]*)$/;

function constructItems(place: MemberValuePlace, slot: Slot): readonly CompletionItemData[] {
  const pattern = patternAt(place);
  if (pattern === undefined) {
    return [];
  }
  const { text } = pattern.node;
  const before = text.value.slice(0, text.fromSource(place.offset));
  const typed = CONSTRUCT.exec(before)?.[1];
  if (typed === undefined) {
    return [];
  }
  const { tree } = place.block.content;
  const start = text.toSource(before.length - typed.length);
  const part = partSlot(slot, typed, { text: tree.text, start, offset: place.offset });
  return fill(place.block, part, () => constructDrafts(typed));
}

/** With the cursor in the prefix of an expression that has a name, other prefixes for the same name. */
function prefixSlot(
  { block, mapping, offset }: MappingValuePlace,
  slot: Slot,
): { readonly items: readonly CompletionItemData[]; readonly labels: ReadonlySet<string> } | undefined {
  const source = mapping.source;
  const hasName = source !== undefined && "nameSpan" in source.value;
  const end = hasName ? source.node.text.toSource(source.value.nameSpan.start) : undefined;
  const prefix = end !== undefined && offset < end ? shortened(slot, end) : undefined;
  if (prefix === undefined) {
    return undefined;
  }
  const items = fill(block, prefix, () => PREFIX_DRAFTS());
  return { items, labels: new Set(items.map(({ label }) => label)) };
}

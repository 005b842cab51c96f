// Drafts for keys: members, mapped headers and media types, each with a value to start from.

import { lazily } from "../../lazily";
import { CONTENT_HANDLING } from "../../vocabulary/contentHandling";
import { HEADER_TARGET_PREFIX, PARAMETER_NAME } from "../../vocabulary/grammar";
import { findHeader, HEADERS, type HeaderEntry } from "../../vocabulary/headers";
import { MEDIA_TYPES } from "../../vocabulary/mediaTypes";
import { MEMBERS, type MemberEntry } from "../../vocabulary/members";
import { entryMarkdown } from "../markdown";
import { choice, type Piece, stop, text } from "./pieces";
import { type Draft, defineDraft } from "./slot";

/** How a member is written when nothing follows its key. */
function withValue(value: readonly Piece[]): readonly Piece[] {
  return [text(": "), ...value];
}

const OPEN_STRING: readonly Piece[] = [text('"'), stop(1), text('"')];
const OPEN_OBJECT: readonly Piece[] = [text("{\n\t"), stop(0), text("\n}")];

export function memberDrafts(
  roles: readonly MemberEntry["role"][],
  isPresent: (name: string) => boolean,
): readonly Draft[] {
  return MEMBER_DRAFTS()
    .filter(({ entry }) => roles.includes(entry.role) && !isPresent(entry.name))
    .map(({ draft }) => draft);
}

/** `typed`: the key so far, which may be a header that nobody has registered. */
export function headerDrafts(typed: string, isPresent: (header: string) => boolean): readonly Draft[] {
  const drafts = HEADER_DRAFTS()
    .filter(({ header }) => !isPresent(header))
    .map(({ draft }) => draft);
  return [...ownHeader(typed, isPresent), ...drafts, ANY_HEADER];
}

export function mediaTypeDrafts(isPresent: (mediaType: string) => boolean): readonly Draft[] {
  return MEDIA_TYPE_DRAFTS().filter(({ filter }) => !isPresent(filter));
}

const MEMBER_DRAFTS = lazily(() =>
  [...MEMBERS.values()].map((entry, index) => ({
    entry,
    draft: defineDraft({
      label: entry.name,
      kind: entry.role === "target" ? "target" : "member",
      detail: entry.role === "target" ? "target, in CLI input" : undefined,
      documentation: () => entryMarkdown(entry),
      filter: entry.name,
      order: `${entry.role === "body" ? 1 : 2}${index}`,
      pieces: [text(entry.name)],
      after: withValue(memberValue(entry)),
      retrigger: entry.name !== "contentHandling",
    }),
  })),
);

function memberValue(entry: MemberEntry): readonly Piece[] {
  if (entry.type === "stringMap") {
    return OPEN_OBJECT;
  }
  return entry.name === "contentHandling"
    ? [text('"'), choice(1, [...CONTENT_HANDLING.keys()]), text('"')]
    : OPEN_STRING;
}

const FATES = {
  passed: undefined,
  remapped: "renamed on its way to the client",
  overwritten: "renamed, and replaced by API Gateway's own",
  dropped: "dropped on its way to the client",
} as const satisfies Record<HeaderEntry["onResponse"], string | undefined>;

const HEADER_DRAFTS = lazily(() =>
  [...HEADERS.values()]
    .filter(({ direction }) => direction !== "request")
    .map((entry) => ({ header: entry.name, draft: headerDraft(entry) })),
);

function headerDraft(entry: HeaderEntry): Draft {
  const isObsolete = entry.standing === "obsolete";
  return defineDraft({
    label: entry.name,
    kind: "header",
    detail: isObsolete ? "obsolete" : FATES[entry.onResponse],
    documentation: () => entryMarkdown(entry),
    filter: HEADER_TARGET_PREFIX + entry.name,
    order: `${isObsolete ? 5 : 3}${String(entry.rank).padStart(3, "0")}`,
    pieces: [text(HEADER_TARGET_PREFIX + entry.name)],
    after: withValue(OPEN_STRING),
    retrigger: true,
    deprecated: isObsolete,
  });
}

/** Whoever types the beginning of a registered name means that one: the half name must not come before it. */
function beginsRegistered(name: string): boolean {
  const typed = name.toLowerCase();
  return HEADER_DRAFTS().some(({ header }) => header.toLowerCase().startsWith(typed));
}

/** A header that is typed in full but that nobody has registered. */
function ownHeader(typed: string, isPresent: (header: string) => boolean): readonly Draft[] {
  const name = typed.startsWith(HEADER_TARGET_PREFIX) ? typed.slice(HEADER_TARGET_PREFIX.length) : "";
  const isOwn =
    PARAMETER_NAME.test(name) &&
    findHeader(name) === undefined &&
    !beginsRegistered(name) &&
    !isPresent(name);
  return isOwn
    ? [
        defineDraft({
          label: name,
          kind: "header",
          detail: "own header",
          filter: typed,
          order: "6",
          pieces: [text(typed)],
          after: withValue(OPEN_STRING),
          retrigger: true,
        }),
      ]
    : [];
}

const ANY_HEADER: Draft = defineDraft({
  label: `${HEADER_TARGET_PREFIX}{name}`,
  kind: "header",
  detail: "any header",
  filter: HEADER_TARGET_PREFIX,
  order: "7",
  pieces: [text(HEADER_TARGET_PREFIX), stop(1, "X-Name")],
  after: withValue([text('"'), stop(2), text('"')]),
});

/** The start of a bare map, for an object that could still become one. */
export const BARE_MAP: Draft = { ...ANY_HEADER, order: "9" };

const MEDIA_TYPE_DRAFTS = lazily<readonly Draft[]>(() =>
  [...MEDIA_TYPES.values()].map((entry, index) =>
    defineDraft({
      label: entry.name,
      kind: "mediaType",
      detail: entry.binary ? "binary: no template can make it" : undefined,
      documentation: () => entryMarkdown(entry),
      filter: entry.name,
      order: `${entry.binary ? 4 : 3}${String(index).padStart(2, "0")}`,
      pieces: [text(entry.name)],
      after: withValue(OPEN_STRING),
      retrigger: true,
    }),
  ),
);

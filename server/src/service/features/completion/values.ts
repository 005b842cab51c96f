// Drafts for values: sources of a header, statuses, verbs, patterns, conversions and whole maps.
// What does not depend on the document is made once, at the first look.
import { lazily } from "../../lazily";
import { CONTENT_HANDLING } from "../../vocabulary/contentHandling";
import { CONTEXT_VARIABLES } from "../../vocabulary/contextVariables";
import type { Entry } from "../../vocabulary/entry";
import { SOURCE_PREFIX } from "../../vocabulary/grammar";
import { findHeader, HEADERS } from "../../vocabulary/headers";
import { HTTP_METHODS } from "../../vocabulary/httpMethods";
import { MAPPING_SOURCES, type MappingSourceEntry } from "../../vocabulary/mappingSources";
import { MEDIA_TYPES } from "../../vocabulary/mediaTypes";
import { REGEX_CONSTRUCTS } from "../../vocabulary/regexConstructs";
import { SELECTION_PATTERNS } from "../../vocabulary/selectionPatterns";
import { STATUS_CODES } from "../../vocabulary/statusCodes";
import { entryMarkdown } from "../markdown";
import { type Piece, stop, text } from "./pieces";
import { type Draft, defineDraft } from "./slot";
import { objectSnippets } from "./snippets";

/** The values of a member. `isString`: a string is being written, so that a map is out of place. */
export function memberValueDrafts(member: string, isString: boolean): readonly Draft[] {
  switch (member) {
    case "contentHandling":
      return CONTENT_HANDLING_DRAFTS();
    case "httpMethod":
      return HTTP_METHOD_DRAFTS();
    case "statusCode":
      return STATUS_DRAFTS();
    case "selectionPattern":
      return PATTERN_DRAFTS();
    case "responseParameters":
    case "responseTemplates":
      return isString ? [] : [EMPTY_MAP, ...objectSnippets(member)];
    default:
      return [];
  }
}

/** The sources of a header's value. What is typed so far decides how far they are spelled out. */
export function sourceDrafts(header: string | undefined, typed: string): readonly Draft[] {
  for (const { prefix, drafts } of HEADER_SOURCES()) {
    if (typed.startsWith(prefix)) {
      return header === undefined ? drafts : sameNameFirst(header, prefix, drafts);
    }
  }
  if (typed.startsWith(SOURCE_PREFIX.context)) {
    return CONTEXT_DRAFTS();
  }
  return [
    ...(header === undefined ? [] : usualDrafts(header)),
    ...SOURCE_FORM_DRAFTS(),
    ...LAMBDA_ERROR_DRAFTS(),
  ];
}

interface WordOptions {
  readonly order: string;
  readonly label?: string;
  readonly detail?: string | undefined;
  readonly entry?: Entry | undefined;
  readonly preselect?: boolean;
  readonly deprecated?: boolean;
}

/** A draft that writes just what the user types for it. */
function wordDraft(
  word: string,
  kind: Draft["kind"],
  { label = word, entry, ...options }: WordOptions,
): Draft {
  return defineDraft({
    ...options,
    label,
    kind,
    ...(entry === undefined ? {} : { documentation: () => entryMarkdown(entry) }),
    filter: word,
    pieces: [text(word)],
  });
}

function entryDrafts(entries: Iterable<Entry>, kind: Draft["kind"]): readonly Draft[] {
  return [...entries].map((entry, index) => wordDraft(entry.name, kind, { entry, order: numbered(index) }));
}

function numbered(index: number): string {
  return String(index).padStart(3, "0");
}

const CONTENT_HANDLING_DRAFTS = lazily(() => entryDrafts(CONTENT_HANDLING.values(), "constant"));
const HTTP_METHOD_DRAFTS = lazily(() => entryDrafts(HTTP_METHODS.values(), "constant"));

const PATTERN_DRAFTS = lazily<readonly Draft[]>(() =>
  [...SELECTION_PATTERNS.values()].map((entry, index) =>
    wordDraft(entry.name, "value", {
      entry,
      detail: entry.against === "status" ? "by the backend's status" : "by a Lambda function's errorMessage",
      order: numbered(index),
    }),
  ),
);

/** Escapes, or groups and flags: whatever begins as what is typed does. */
export function constructDrafts(typed: string): readonly Draft[] {
  return CONSTRUCT_DRAFTS().filter(({ label }) => label.startsWith(typed.charAt(0)));
}

const CONSTRUCT_DRAFTS = lazily<readonly Draft[]>(() =>
  [...REGEX_CONSTRUCTS.values()].map((entry, index) =>
    wordDraft(entry.name, "constant", { entry, detail: entry.summary, order: `0${numbered(index)}` }),
  ),
);

const STATUS_DRAFTS = lazily<readonly Draft[]>(() =>
  [...STATUS_CODES.values()].map((entry) =>
    defineDraft({
      label: `${entry.name} ${entry.reason}`,
      kind: "constant",
      documentation: () => entryMarkdown(entry),
      filter: `${entry.name} ${entry.reason}`,
      order: `${entry.name.startsWith("1") ? 2 : entry.standing === "standard" ? 0 : 1}${entry.name}`,
      pieces: [text(entry.name)],
      deprecated: entry.standing === "obsolete" || entry.standing === "unused",
    }),
  ),
);

const EMPTY_MAP = defineDraft({
  label: "{ }",
  kind: "value",
  filter: "{",
  order: "0",
  pieces: [text("{\n\t"), stop(0), text("\n}")],
  raw: true,
  retrigger: true,
});

function staticsOf(header: string): readonly string[] {
  return findHeader(header)?.values ?? [];
}

function inQuotes(value: string): string {
  return `'${value}'`;
}

/** Identifiers that API Gateway itself knows. */
function contextFor(header: string): readonly string[] {
  return /(?:request|correlation)-?id$/i.test(header)
    ? ["context.requestId"]
    : /trace-?id$/i.test(header)
      ? ["context.xrayTraceId"]
      : [];
}

/** What that header is mostly mapped from. */
function usualDrafts(header: string): readonly Draft[] {
  const values = staticsOf(header);
  const isContentType = header.toLowerCase() === "content-type";
  const others = isContentType ? [...MEDIA_TYPES.keys()].filter((name) => !values.includes(name)) : [];
  return [
    ...[...values, ...others].map((value, index) =>
      wordDraft(inQuotes(value), isContentType ? "mediaType" : "value", {
        entry: isContentType ? MEDIA_TYPES.get(value) : undefined,
        order: `1${numbered(index)}`,
      }),
    ),
    ...contextFor(header).map((source) =>
      wordDraft(source, "variable", {
        entry: CONTEXT_VARIABLES.get(source.slice(SOURCE_PREFIX.context.length)),
        order: "0",
      }),
    ),
    wordDraft(SOURCE_PREFIX.integrationHeader + header, "source", {
      detail: "the backend's header of that name",
      order: "2",
    }),
  ];
}

const BACKEND_HEADERS = [...HEADERS.values()].filter(({ direction }) => direction !== "request");

/** The backend's headers by name, for either prefix. */
const HEADER_SOURCES = lazily(() =>
  [SOURCE_PREFIX.integrationHeader, SOURCE_PREFIX.integrationMultivalueHeader].map((prefix) => ({
    prefix,
    drafts: BACKEND_HEADERS.map((entry, index) =>
      wordDraft(prefix + entry.name, "header", { label: entry.name, entry, order: `1${numbered(index)}` }),
    ),
  })),
);

function sameNameFirst(header: string, prefix: string, drafts: readonly Draft[]): readonly Draft[] {
  const first = wordDraft(prefix + header, "header", {
    label: header,
    detail: "of the same name",
    entry: HEADERS.get(header),
    order: "0",
    preselect: true,
  });
  return [first, ...drafts.filter(({ label }) => label !== header)];
}

const CONTEXT_DRAFTS = lazily<readonly Draft[]>(() =>
  [...CONTEXT_VARIABLES.values()]
    .filter(({ group }) => group === "usable")
    .map((entry, index) =>
      defineDraft({
        label: entry.name,
        kind: "variable",
        documentation: () => entryMarkdown(entry),
        filter: SOURCE_PREFIX.context + entry.prefix,
        order: numbered(index),
        pieces: [
          text(SOURCE_PREFIX.context + entry.prefix),
          ...(entry.open ? [stop(1, entry.name.slice(entry.prefix.length + 1, -1))] : []),
        ],
      }),
    ),
);

const FORM_PIECES = {
  static: [text("'"), stop(1, "value"), text("'")],
  integrationHeader: [text(SOURCE_PREFIX.integrationHeader)],
  integrationMultivalueHeader: [text(SOURCE_PREFIX.integrationMultivalueHeader)],
  integrationBody: [text(SOURCE_PREFIX.integrationBody)],
  integrationBodyPath: [text(SOURCE_PREFIX.integrationBodyPath), stop(1, "path")],
  stageVariable: [text(SOURCE_PREFIX.stageVariable), stop(1, "name")],
  context: [text(SOURCE_PREFIX.context)],
} as const satisfies Record<MappingSourceEntry["kind"], readonly Piece[]>;

/** The forms whose names are listed: the prefix is written, and the list opens. */
const LISTED: ReadonlySet<MappingSourceEntry["kind"]> = new Set([
  "integrationHeader",
  "integrationMultivalueHeader",
  "context",
]);

const SOURCE_FORM_DRAFTS = lazily<readonly Draft[]>(() =>
  [...MAPPING_SOURCES.values()].map((entry, index) =>
    defineDraft({
      label: entry.name,
      kind: entry.kind === "static" ? "value" : "source",
      documentation: () => entryMarkdown(entry),
      filter: entry.prefix,
      order: `3${index}`,
      pieces: FORM_PIECES[entry.kind],
      retrigger: LISTED.has(entry.kind),
    }),
  ),
);

/** Prefixes that can be exchanged for one another while the name after them stays. */
export const PREFIX_DRAFTS = lazily<readonly Draft[]>(() =>
  [...MAPPING_SOURCES.values()]
    .filter(({ kind }) => LISTED.has(kind) || kind === "stageVariable")
    .map((entry, index) =>
      wordDraft(entry.prefix, "source", { label: entry.name, entry, order: `3${index}` }),
    ),
);

const LAMBDA_ERROR_DRAFTS = lazily<readonly Draft[]>(() =>
  ["errorMessage", "errorType"].map((path, index) =>
    wordDraft(SOURCE_PREFIX.integrationBodyPath + path, "source", {
      detail: "of a Lambda function's error",
      order: `4${index}`,
    }),
  ),
);

// Drafts for values: sources of a header, statuses, verbs, patterns, conversions and whole maps.
import { CONTENT_HANDLING } from "../../vocabulary/contentHandling";
import { CONTEXT_VARIABLES } from "../../vocabulary/contextVariables";
import type { Entry } from "../../vocabulary/entry";
import { SOURCE_PREFIX } from "../../vocabulary/grammar";
import { findHeader, HEADERS } from "../../vocabulary/headers";
import { HTTP_METHODS } from "../../vocabulary/httpMethods";
import { MAPPING_SOURCES, type MappingSourceEntry } from "../../vocabulary/mappingSources";
import { MEDIA_TYPES } from "../../vocabulary/mediaTypes";
import { SELECTION_PATTERNS } from "../../vocabulary/selectionPatterns";
import { STATUS_CODES } from "../../vocabulary/statusCodes";
import { entryMarkdown } from "../markdown";
import { type Piece, stop, text } from "./pieces";
import type { Draft } from "./slot";
import { objectSnippets } from "./snippets";

/** The usual sources of a header: static values, then the backend's header of the same name. */
export function sourcesFor(header: string): readonly string[] {
  return [
    ...staticsOf(header).map(inQuotes),
    ...contextFor(header),
    SOURCE_PREFIX.integrationHeader + header,
  ];
}

/** The values of a member other than its maps' entries. `hasQuotes`: a string is being written. */
export function memberValueDrafts(member: string, hasQuotes: boolean): readonly Draft[] {
  switch (member) {
    case "contentHandling":
      return CONTENT_HANDLING_DRAFTS;
    case "httpMethod":
      return HTTP_METHOD_DRAFTS;
    case "statusCode":
      return STATUS_DRAFTS;
    case "selectionPattern":
      return PATTERN_DRAFTS;
    case "responseParameters":
    case "responseTemplates":
      return hasQuotes ? [] : [EMPTY_MAP, ...objectSnippets(member)];
    default:
      return [];
  }
}

/** The sources of a header's value. What is typed so far decides how far they are spelled out. */
export function sourceDrafts(header: string | undefined, typed: string): readonly Draft[] {
  for (const prefix of [SOURCE_PREFIX.integrationHeader, SOURCE_PREFIX.integrationMultivalueHeader]) {
    if (typed.startsWith(prefix)) {
      return headerSources(prefix, header, typed);
    }
  }
  if (typed.startsWith(SOURCE_PREFIX.context)) {
    return CONTEXT_DRAFTS;
  }
  const statics = header === undefined ? [] : [...typicalDrafts(header), ...sameHeader(header)];
  return [...statics, ...SOURCE_FORM_DRAFTS, ...LAMBDA_ERROR_DRAFTS];
}

/** The forms of a source that begin with a prefix to be exchanged for another, the name after it kept. */
export function prefixDrafts(): readonly Draft[] {
  return NAMED_PREFIXES.flatMap((name) => {
    const entry = MAPPING_SOURCES.get(name);
    return entry === undefined
      ? []
      : [{ ...sourceForm(entry), pieces: [text(entry.prefix)], retrigger: false }];
  });
}

const NAMED_PREFIXES = [
  "integration.response.header.{name}",
  "integration.response.multivalueheader.{name}",
  "stageVariables.{name}",
  "context.{name}",
] as const;

function staticsOf(header: string): readonly string[] {
  return findHeader(header)?.values ?? [];
}

function inQuotes(value: string): string {
  return `'${value}'`;
}

function contextFor(header: string): readonly string[] {
  return /(?:request|correlation)-?id$/i.test(header)
    ? ["context.requestId"]
    : /trace-?id$/i.test(header)
      ? ["context.xrayTraceId"]
      : [];
}

function typicalDrafts(header: string): readonly Draft[] {
  const values = staticsOf(header);
  const isContentType = header.toLowerCase() === "content-type";
  const others = isContentType ? [...MEDIA_TYPES.keys()].filter((name) => !values.includes(name)) : [];
  return [
    ...[...values, ...others].map((value, index): Draft => {
      const entry = isContentType ? MEDIA_TYPES.get(value) : undefined;
      return {
        label: inQuotes(value),
        kind: isContentType ? "mediaType" : "value",
        ...(entry === undefined ? {} : { documentation: () => entryMarkdown(entry) }),
        filter: inQuotes(value),
        order: `1${numbered(index)}`,
        pieces: [text(inQuotes(value))],
      };
    }),
    ...contextFor(header).map((source): Draft => {
      const entry = CONTEXT_VARIABLES.get(source.slice(SOURCE_PREFIX.context.length));
      return {
        label: source,
        kind: "variable",
        ...(entry === undefined ? {} : { documentation: () => entryMarkdown(entry) }),
        filter: source,
        order: "0",
        pieces: [text(source)],
      };
    }),
  ];
}

/** The backend's header of the same name. */
function sameHeader(header: string): readonly Draft[] {
  const source = SOURCE_PREFIX.integrationHeader + header;
  return [
    {
      label: source,
      kind: "source",
      detail: "the backend's header of that name",
      filter: source,
      order: "2",
      pieces: [text(source)],
    },
  ];
}

function headerSources(prefix: string, header: string | undefined, typed: string): readonly Draft[] {
  const own = typed.slice(prefix.length);
  const first = header === undefined || header === "" ? [] : [header];
  const names = new Set([...first, ...BACKEND_HEADERS]);
  const isOwn = own !== "" && !names.has(own);
  return [...names].map((name, index) => {
    const entry = HEADERS.get(name);
    return {
      label: name,
      kind: "header",
      ...(name === header ? { detail: "of the same name", preselect: !isOwn } : {}),
      ...(entry === undefined ? {} : { documentation: () => entryMarkdown(entry) }),
      filter: prefix + name,
      order: numbered(index),
      pieces: [text(prefix + name)],
    };
  });
}

const BACKEND_HEADERS = [...HEADERS.values()]
  .filter(({ direction }) => direction !== "request")
  .map(({ name }) => name);

const CONTEXT_DRAFTS: readonly Draft[] = [...CONTEXT_VARIABLES.values()]
  .filter(({ group }) => group === "usable")
  .map((entry, index) => ({
    label: entry.name,
    kind: "variable",
    documentation: () => entryMarkdown(entry),
    filter: SOURCE_PREFIX.context + entry.prefix,
    order: numbered(index),
    pieces: [
      text(SOURCE_PREFIX.context + entry.prefix),
      ...(entry.open ? [stop(1, entry.name.slice(entry.prefix.length + 1, -1))] : []),
    ],
  }));

const FORM_PIECES = {
  static: [text("'"), stop(1, "value"), text("'")],
  integrationBody: [text(SOURCE_PREFIX.integrationBody)],
  integrationBodyPath: [text(SOURCE_PREFIX.integrationBodyPath), stop(1, "path")],
  stageVariable: [text(SOURCE_PREFIX.stageVariable), stop(1, "name")],
  integrationHeader: [text(SOURCE_PREFIX.integrationHeader)],
  integrationMultivalueHeader: [text(SOURCE_PREFIX.integrationMultivalueHeader)],
  context: [text(SOURCE_PREFIX.context)],
} as const satisfies Record<MappingSourceEntry["kind"], readonly Piece[]>;

const SOURCE_FORM_DRAFTS: readonly Draft[] = [...MAPPING_SOURCES.values()].map(sourceForm);

/** A form of a source. Where names are listed, its prefix is written and the list opens. */
function sourceForm(entry: MappingSourceEntry, index = 0): Draft {
  const isListed =
    entry.kind === "integrationHeader" ||
    entry.kind === "integrationMultivalueHeader" ||
    entry.kind === "context";
  return {
    label: entry.name,
    kind: entry.kind === "static" ? "value" : "source",
    documentation: () => entryMarkdown(entry),
    filter: entry.kind === "static" ? "'" : entry.prefix,
    order: `3${index}`,
    pieces: isListed ? [text(entry.prefix)] : FORM_PIECES[entry.kind],
    retrigger: isListed,
  };
}

const LAMBDA_ERROR_DRAFTS: readonly Draft[] = ["errorMessage", "errorType"].map((path, index) => ({
  label: SOURCE_PREFIX.integrationBodyPath + path,
  kind: "source",
  detail: "of a Lambda function's error",
  filter: SOURCE_PREFIX.integrationBodyPath + path,
  order: `4${index}`,
  pieces: [text(SOURCE_PREFIX.integrationBodyPath + path)],
}));

const CONTENT_HANDLING_DRAFTS = valuesOf(CONTENT_HANDLING.values(), "constant");
const HTTP_METHOD_DRAFTS = valuesOf(HTTP_METHODS.values(), "constant");
const PATTERN_DRAFTS: readonly Draft[] = [...SELECTION_PATTERNS.values()].map((entry, index) => ({
  label: entry.name,
  kind: "value",
  detail: entry.against === "status" ? "by the backend's status" : "by a Lambda function's errorMessage",
  documentation: () => entryMarkdown(entry),
  filter: entry.name,
  order: numbered(index),
  pieces: [text(entry.name)],
}));

const STATUS_DRAFTS: readonly Draft[] = [...STATUS_CODES.values()].map((entry) => ({
  label: `${entry.name} ${entry.reason}`,
  kind: "constant",
  documentation: () => entryMarkdown(entry),
  filter: `${entry.name} ${entry.reason}`,
  order: `${entry.name.startsWith("1") ? 2 : entry.standing === "standard" ? 0 : 1}${entry.name}`,
  pieces: [text(entry.name)],
  deprecated: entry.standing === "obsolete" || entry.standing === "unused",
}));

const EMPTY_MAP: Draft = {
  label: "{ }",
  kind: "value",
  filter: "{",
  order: "0",
  pieces: [text("{\n\t"), stop(0), text("\n}")],
  raw: true,
  retrigger: true,
};

function valuesOf(entries: Iterable<Entry>, kind: Draft["kind"]): readonly Draft[] {
  return [...entries].map((entry, index) => ({
    label: entry.name,
    kind,
    documentation: () => entryMarkdown(entry),
    filter: entry.name,
    order: numbered(index),
    pieces: [text(entry.name)],
  }));
}

function numbered(index: number): string {
  return String(index).padStart(3, "0");
}

// What the value of a header has to be, for the headers whose value browsers and caches do not read otherwise.
// Only what a standard says for certain: a header that is not here may hold any text.
import { PARAMETER_NAME } from "./grammar";

export type HeaderValueKind =
  /** Methods with commas between them. */
  | "methods"
  | "mediaType"
  /** One origin, `*` or `null`. */
  | "origin"
  /** `true`, and nothing else. */
  | "true"
  | "date"
  | "seconds"
  | "secondsOrDate"
  | "nosniff";

export interface HeaderValueRule {
  readonly kind: HeaderValueKind;
  readonly source: string;
}

const FETCH = "https://fetch.spec.whatwg.org/#http-responses";
const rfc = (number: number, section: string) =>
  `https://www.rfc-editor.org/rfc/rfc${number}.html#section-${section}`;

/** By the name in small letters. */
export const HEADER_VALUES: ReadonlyMap<string, HeaderValueRule> = new Map<string, HeaderValueRule>([
  ["allow", { kind: "methods", source: rfc(9110, "10.2.1") }],
  ["access-control-allow-methods", { kind: "methods", source: FETCH }],
  ["content-type", { kind: "mediaType", source: rfc(9110, "8.3") }],
  ["access-control-allow-origin", { kind: "origin", source: FETCH }],
  ["access-control-allow-credentials", { kind: "true", source: FETCH }],
  ["expires", { kind: "date", source: rfc(9111, "5.3") }],
  ["last-modified", { kind: "date", source: rfc(9110, "8.8.2") }],
  ["sunset", { kind: "date", source: "https://www.rfc-editor.org/rfc/rfc8594.html#section-3" }],
  ["content-length", { kind: "seconds", source: rfc(9110, "8.6") }],
  ["age", { kind: "seconds", source: rfc(9111, "5.1") }],
  ["access-control-max-age", { kind: "seconds", source: FETCH }],
  ["retry-after", { kind: "secondsOrDate", source: rfc(9110, "10.2.3") }],
  [
    "x-content-type-options",
    { kind: "nosniff", source: "https://fetch.spec.whatwg.org/#x-content-type-options-header" },
  ],
]);

const DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
const TIME = "[0-2]\\d:[0-5]\\d:[0-6]\\d";

/** A date of HTTP in its three forms, the two obsolete ones included. Whether the day of the week is right is not told. */
export const HTTP_DATE = new RegExp(
  `^(?:${DAY}, \\d{2} ${MONTH} \\d{4} ${TIME} GMT` +
    `|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \\d{2}-${MONTH}-\\d{2} ${TIME} GMT` +
    `|${DAY} ${MONTH} [ \\d]\\d ${TIME} \\d{4})$`,
);

/** How a date of HTTP looks. */
export const HTTP_DATE_SAMPLE = "Tue, 01 Jul 2025 12:00:00 GMT";

/** A media type with whatever parameters. Where only the type counts, a stray `;` does no harm. */
export const MEDIA_TYPE_WITH_PARAMETERS =
  /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+\/[!#$%&'*+\-.^_`|~0-9A-Za-z]+[ \t]*(?:;.*)?$/s;

/** The first half of every registered media type. */
const TOP_LEVEL_TYPES: ReadonlySet<string> = new Set([
  "application",
  "audio",
  "example",
  "font",
  "haptics",
  "image",
  "message",
  "model",
  "multipart",
  "text",
  "video",
]);

/** Whether nobody could have registered the type: its first half is no known one, nor somebody's own (`x-…`). */
export function isUnregistrable(mediaType: string): boolean {
  const first = mediaType.slice(0, mediaType.indexOf("/")).trim().toLowerCase();
  return !TOP_LEVEL_TYPES.has(first) && !/^(?:x-.*|chemical|\*)$/.test(first) && PARAMETER_NAME.test(first);
}

/** Verbs that HTTP and its extensions know beside those that a method of an API may have. */
export const OTHER_HTTP_METHODS: ReadonlySet<string> = new Set([
  "ACL",
  "BIND",
  "CHECKIN",
  "CHECKOUT",
  "CONNECT",
  "COPY",
  "LINK",
  "LOCK",
  "MERGE",
  "MKACTIVITY",
  "MKCALENDAR",
  "MKCOL",
  "MKWORKSPACE",
  "MOVE",
  "ORDERPATCH",
  "PRI",
  "PROPFIND",
  "PROPPATCH",
  "PURGE",
  "QUERY",
  "REBIND",
  "REPORT",
  "SEARCH",
  "TRACE",
  "UNBIND",
  "UNCHECKOUT",
  "UNLINK",
  "UNLOCK",
  "UPDATE",
  "UPDATEREDIRECTREF",
  "VERSION-CONTROL",
  "VIEW",
]);

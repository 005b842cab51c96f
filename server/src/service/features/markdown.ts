// An entry of the vocabulary as hovers and completions show it: what it is, what becomes of it, how sure, a link.
import type { Entry, Evidence } from "../vocabulary/entry";

export interface MarkdownOptions {
  /** The first line, in Markdown. */
  readonly heading?: string | undefined;
  /** Paragraphs between the entry's own text and the link. */
  readonly more?: readonly (string | undefined)[];
}

export function entryMarkdown(entry: Entry, { heading, more = [] }: MarkdownOptions = {}): string {
  return paragraphs([heading, entry.summary, entry.detail, ...more, footer(entry)]);
}

export function paragraphs(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join("\n\n");
}

/** Where the facts come from, and how sure they are where AWS does not state them. */
export function footer({ evidence, source }: Pick<Entry, "evidence" | "source">): string {
  const link = `[${pageName(source)}](${source})`;
  const doubt = DOUBTS[evidence];
  return doubt === undefined ? link : `${doubt} ${link}`;
}

const DOUBTS = {
  documented: undefined,
  observed: "*Seen in practice, not stated by AWS.*",
  uncertain: "*Not stated by AWS and not confirmed.*",
} as const satisfies Record<Evidence, string | undefined>;

/** What to call a page, by its address. */
function pageName(address: string): string {
  const rfc = /rfc-editor\.org\/rfc\/rfc(\d+)/.exec(address)?.[1];
  if (rfc !== undefined) {
    return `RFC ${rfc}`;
  }
  const host = /^https?:\/\/(?:www\.)?([^/]+)/.exec(address)?.[1] ?? address;
  return PAGE_NAMES.get(host) ?? host;
}

const PAGE_NAMES: ReadonlyMap<string, string> = new Map([
  ["docs.aws.amazon.com", "AWS documentation"],
  ["developer.mozilla.org", "MDN"],
  ["fetch.spec.whatwg.org", "Fetch standard"],
  ["html.spec.whatwg.org", "HTML standard"],
  ["iana.org", "IANA registry"],
]);

const MAX_CODE = 200;

/** Text of the user's as inline code, on one line and cut where it is long. */
export function code(value: string): string {
  const line = value.slice(0, MAX_CODE).replace(/\s+/g, " ");
  const shown = value.length > MAX_CODE ? `${line.replace(/[\uD800-\uDBFF]$/, "")}…` : line;
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = /^`|`$|^ .*\S.* $/.test(shown) ? " " : "";
  return `${fence}${space}${shown}${space}${fence}`;
}

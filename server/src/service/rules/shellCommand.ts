// An `aws apigateway put-integration-response` command read as the JSON that its options say.
// Invariant: what only a shell could work out, as a variable or a file, is never guessed but named as lost.
import { type Span, spanOf } from "../text/span";

export interface ShellCommand {
  /** The words that name the command. */
  readonly span: Span;
  /** The JSON, whether it can be read or not. */
  readonly json: string;
  /** The options that it has no place for, in their order. */
  readonly lost: readonly string[];
}

const COMMAND = /\baws\s+apigateway\s+put-integration-response\b/;

type Kind = "text" | "map";

const OPTIONS: ReadonlyMap<string, { readonly member: string; readonly kind: Kind }> = new Map([
  ["--rest-api-id", { member: "restApiId", kind: "text" }],
  ["--resource-id", { member: "resourceId", kind: "text" }],
  ["--http-method", { member: "httpMethod", kind: "text" }],
  ["--status-code", { member: "statusCode", kind: "text" }],
  ["--selection-pattern", { member: "selectionPattern", kind: "text" }],
  ["--response-parameters", { member: "responseParameters", kind: "map" }],
  ["--response-templates", { member: "responseTemplates", kind: "map" }],
  ["--content-handling", { member: "contentHandling", kind: "text" }],
]);
const WHOLE_INPUT = "--cli-input-json";

export function readShellCommand(text: string): ShellCommand | undefined {
  const found = COMMAND.exec(text);
  if (found === null) {
    return undefined;
  }
  const span = spanOf(found.index, found.index + found[0].length);
  const options = optionsOf([...wordsOf(text, span.end)]);
  const whole = options.findLast(({ name, value }) => name === WHOLE_INPUT && isJson(value))?.value;
  const members = new Map<string, string>();
  const lost: string[] = [];
  for (const { name, value } of options) {
    const option = OPTIONS.get(name);
    const written = option && whole === undefined ? memberText(option.kind, value) : undefined;
    if (option !== undefined && written !== undefined) {
      members.set(option.member, written);
    } else if (!(name === WHOLE_INPUT && value?.text === whole?.text)) {
      lost.push(name);
    }
  }
  const json =
    whole?.text ??
    `{\n${[...members].map(([member, value]) => `  ${JSON.stringify(member)}: ${value}`).join(",\n")}\n}`;
  return whole === undefined && members.size === 0 ? undefined : { span, json, lost: [...new Set(lost)] };
}

interface Option {
  readonly name: string;
  /** Absent where the next option follows at once. */
  readonly value: Word | undefined;
}

function optionsOf(words: readonly Word[]): readonly Option[] {
  const options: Option[] = [];
  for (const [index, { text }] of words.entries()) {
    const [, name, value] = /^(--[a-z-]+)(?:=(.*))?$/s.exec(text) ?? [];
    if (name !== undefined) {
      const next = words[index + 1];
      const following = next?.text.startsWith("--") === true ? undefined : next;
      options.push({ name, value: value === undefined ? following : { text: value, isComputed: false } });
    }
  }
  return options;
}

/** The JSON of a member's value; `undefined` where it is not said in the command itself. */
function memberText(kind: Kind, value: Word | undefined): string | undefined {
  if (value === undefined || value.isComputed || /^(?:file|fileb|https?):\/\//.test(value.text)) {
    return undefined;
  }
  if (kind === "text") {
    return JSON.stringify(value.text);
  }
  return value.text.trimStart().startsWith("{") ? value.text : shorthand(value.text);
}

/** `key=value,key=value`. Quotes in it have rules of their own. */
function shorthand(text: string): string | undefined {
  const pairs = text.split(",").map((pair) => /^([^=]+)=(.*)$/s.exec(pair));
  return /['"{[]/.test(text) || pairs.includes(null)
    ? undefined
    : JSON.stringify(Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? "", pair?.[2] ?? ""])));
}

function isJson(value: Word | undefined): boolean {
  return value !== undefined && !value.isComputed && value.text.trimStart().startsWith("{");
}

interface Word {
  readonly text: string;
  /** Whether a shell would put something else in the place of a part of it. */
  readonly isComputed: boolean;
}

/** The words up to the end of the command. */
function* wordsOf(text: string, from: number): Generator<Word> {
  let at = from;
  while (at < text.length) {
    const space = /^(?:[ \t]|\\\r?\n)*/.exec(text.slice(at, at + 200))?.[0].length ?? 0;
    if (space > 0) {
      at += space;
      continue;
    }
    if (/[\r\n;|&<>#]/.test(text.charAt(at))) {
      return;
    }
    const word = wordAt(text, at);
    yield word;
    at = word.end;
  }
}

function wordAt(source: string, start: number): Word & { readonly end: number } {
  let text = "";
  let isComputed = false;
  let at = start;
  while (at < source.length && !/[\s;|&<>]/.test(source.charAt(at))) {
    const character = source.charAt(at);
    if (character === "'") {
      const end = quotedEnd(source, at);
      text += source.slice(at + 1, end);
      at = end + 1;
    } else if (character === '"') {
      const end = doubleQuotedEnd(source, at);
      const inside = source.slice(at + 1, end);
      isComputed ||= /(?<!\\)[$`]/.test(inside);
      text += inside.replace(/\\(["\\$`]|\r?\n)/g, (_, escaped: string) => escaped.trim());
      at = end + 1;
    } else if (character === "\\") {
      text += source.charAt(at + 1);
      at += 2;
    } else {
      isComputed ||= character === "$" || character === "`";
      text += character;
      at++;
    }
  }
  return { text, isComputed, end: Math.max(at, start + 1) };
}

/**
 * The end of what stands in single quotes. People write `'{"a": "'*'"}'` and mean the inner quotes, which a shell
 * takes away: an object is read to its own end, unless its quotes are written as a shell wants them.
 */
function quotedEnd(source: string, start: number): number {
  const end = closing(source, start, "'");
  if (source.charAt(start + 1) !== "{") {
    return end;
  }
  const object = objectEnd(source, start + 1);
  const isWhole = object !== undefined && source.charAt(object) === "'";
  return isWhole && !/'\\''|'"'"'/.test(source.slice(start, object)) ? object : end;
}

function closing(source: string, start: number, quote: string): number {
  const end = source.indexOf(quote, start + 1);
  return end < 0 ? source.length : end;
}

function doubleQuotedEnd(source: string, start: number): number {
  let at = start + 1;
  while (at < source.length && source.charAt(at) !== '"') {
    at += source.charAt(at) === "\\" ? 2 : 1;
  }
  return Math.min(at, source.length);
}

/** Behind the brace that closes the object; braces in its strings do not count. */
function objectEnd(source: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < source.length; at++) {
    const character = source.charAt(at);
    if (character === '"') {
      at = doubleQuotedEnd(source, at);
    } else if (character === "{") {
      depth++;
    } else if (character === "}" && --depth === 0) {
      return at + 1;
    }
  }
  return undefined;
}

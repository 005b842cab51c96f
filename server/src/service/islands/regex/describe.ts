// Says in words what a node matches, and what a whole pattern does.
// Invariant: as long as a pattern may be, what is said of it stays short.
import { Flag, type Flags } from "./flags";
import { foldRegex } from "./fold";
import type {
  AssertionKind,
  CharacterNode,
  CharacterSet,
  ClassItem,
  FlagChange,
  Regex,
  RegexNode,
  RepeatNode,
  SetNode,
} from "./regex";
import { UNLIMITED } from "./regex";

const MOST_PARTS = 12;
const MOST_LETTERS = 600;

/** The whole pattern in a sentence. */
export function describeRegex(regex: Regex): string {
  if (regex.problems.length > 0) {
    return "Java refuses this pattern.";
  }
  if (regex.undecided === "tooLong") {
    return "It is too long to be read here, so nothing is told of what it matches.";
  }
  const words = describeNode(regex.root);
  return words === NOTHING ? "Matches the empty text only." : `Matches a text that is, as a whole: ${words}.`;
}

/** A node in words, without a full stop: `one or more of: a digit`. */
export function describeNode(node: RegexNode): string {
  return foldRegex<string>(node, (part, children) => shorten(wordsOf(part, children)));
}

/** One item of a class in words, and what is in it where it is a class itself. */
export function describeClassItem(item: ClassItem): string {
  switch (item.kind) {
    case "class":
      return describeItems(item.items, item.negated);
    case "character":
      return `the character “${shown(item.codePoint)}”`;
    case "range":
      return `a character from “${shown(item.from)}” to “${shown(item.to)}”`;
    case "intersection":
      return "only what is in both: before it and after it";
    default:
      return describeItem(item);
  }
}

const NOTHING = "nothing";

function wordsOf(node: RegexNode, children: readonly string[]): string {
  switch (node.kind) {
    case "alternation":
      return `either ${list(children.map(enclosed), "or")}`;
    case "sequence":
      return describeSequence(node.items, children);
    case "character":
      return describeString([node]);
    case "any":
      return ANY_WORDS[node.except];
    case "set":
      return describeSet(node);
    case "assertion":
      return ASSERTION_WORDS[node.assertion];
    case "group":
      return describeGroup(node, children[0] ?? NOTHING);
    case "look":
      return `where ${node.negative ? "not " : ""}${node.behind ? "preceded" : "followed"} by ${enclosed(children[0] ?? NOTHING)}`;
    case "flags":
      return `(from here on ${describeFlags(node.change)})`;
    case "repeat":
      return describeRepeat(node, children[0] ?? NOTHING);
    case "reference":
      return `the same text as group ${node.name ?? node.group}`;
    case "lineBreak":
      return "a line break";
    case "grapheme":
      return "a character with its marks";
    case "empty":
      return NOTHING;
    case "hole":
      return "something that is not known here";
    case "invalid":
      return "something that Java refuses";
  }
}

const ANY_WORDS = {
  nothing: "any character",
  lineFeed: "any character but a line feed",
  lineTerminators: "any character but a line end",
} as const;

const ASSERTION_WORDS: Readonly<Record<AssertionKind, string>> = {
  inputStart: "the start of the text",
  lineStart: "the start of a line",
  unixLineStart: "the start of a line",
  inputEnd: "the end of the text",
  lastLineEnd: "the end of the text, or before the line end it closes with",
  unixLastLineEnd: "the end of the text, or before the line feed it closes with",
  lineEnd: "the end of a line",
  unixLineEnd: "the end of a line",
  lastMatchEnd: "the start of the text",
  wordBoundary: "the edge of a word",
  noWordBoundary: "no edge of a word",
  unicodeWordBoundary: "the edge of a word",
  noUnicodeWordBoundary: "no edge of a word",
  graphemeBoundary: "the edge of a character with its marks",
};

/** Parts in order; characters next to one another are one text. */
function describeSequence(items: readonly RegexNode[], children: readonly string[]): string {
  const parts: string[] = [];
  for (let at = 0; at < items.length && parts.length <= MOST_PARTS; ) {
    const string: CharacterNode[] = [];
    for (let item = items[at]; item?.kind === "character"; item = items[++at]) {
      string.push(item);
    }
    if (string.length > 0) {
      parts.push(describeString(string));
    } else {
      parts.push(items[at]?.kind === "alternation" ? enclosed(children[at] ?? "") : (children[at] ?? ""));
      at++;
    }
  }
  if (parts.length === 0) {
    return NOTHING;
  }
  return parts.length > MOST_PARTS
    ? `${parts.slice(0, MOST_PARTS).join(", then ")}, …`
    : parts.join(", then ");
}

function describeString(characters: readonly CharacterNode[]): string {
  const text = characters
    .slice(0, 60)
    .map(({ codePoint }) => shown(codePoint))
    .join("");
  const isFolded = characters.some(({ folding }) => folding !== "exact");
  return `“${text}${characters.length > 60 ? "…" : ""}”${isFolded ? " in any case" : ""}`;
}

function describeGroup(node: Extract<RegexNode, { kind: "group" }>, body: string): string {
  if (node.number !== undefined) {
    return `group ${node.name ?? node.number} (${body})`;
  }
  return node.atomic ? `${enclosed(body)}, never given back` : enclosed(body);
}

function describeRepeat({ atom, min, max, mode }: RepeatNode, body: string): string {
  const what = atom.kind === "group" || atom.kind === "alternation" ? body : enclosed(body);
  const manner = { greedy: "", reluctant: ", as few as possible", possessive: ", never given back" }[mode];
  return `${timesOf(min, max)} ${what}${manner}`;
}

function timesOf(min: number, max: number): string {
  if (max === UNLIMITED) {
    return min === 0 ? "any number of" : min === 1 ? "one or more of" : `${min} or more times`;
  }
  if (min === max) {
    return `${min} times`;
  }
  return min === 0 && max === 1 ? "optionally" : `${min} to ${max} times`;
}

/** Parentheses where an enumeration would run into what stands around it. */
function enclosed(words: string): string {
  const isOne = /^“[^”]*”(?: in any case)?$/.test(words) || !/, |^either /.test(words);
  return isOne || isEnclosed(words) ? words : `(${words})`;
}

function isEnclosed(words: string): boolean {
  let depth = 0;
  for (let at = 0; at < words.length; at++) {
    depth += words[at] === "(" ? 1 : words[at] === ")" ? -1 : 0;
    if (depth === 0) {
      return at > 0 && at === words.length - 1;
    }
  }
  return false;
}

function describeSet({ set, items, negated }: SetNode): string {
  if (items === undefined) {
    return nameOfSet(set);
  }
  return describeItems(items, negated);
}

function describeItems(items: readonly ClassItem[], negated: boolean): string {
  return negated ? `any character but ${listItems(items, "and")}` : `one of ${listItems(items, "or")}`;
}

function listItems(items: readonly ClassItem[], last: string): string {
  const crossing = items.findIndex((item) => item.kind === "intersection");
  if (crossing >= 0) {
    const left = list(items.slice(0, crossing).map(describeItem), last);
    return `${left} that is also ${list(items.slice(crossing + 1).map(describeItem), last)}`;
  }
  return list(items.map(describeItem), last);
}

/** Classes in classes are named, not entered: the one the cursor is in is described by itself. */
function describeItem(item: ClassItem): string {
  switch (item.kind) {
    case "character":
      return shown(item.codePoint);
    case "range":
      return `${shown(item.from)} to ${shown(item.to)}`;
    case "set":
      return nameOfSet(item.set);
    case "class":
      return item.negated ? "what another class does not hold" : "what another class holds";
    case "intersection":
      return "what is also";
    case "hole":
      return "something that is not known here";
    case "invalid":
      return "something that Java refuses";
  }
}

function nameOfSet(set: CharacterSet): string {
  if (set.kind === "complement" && set.of.kind === "named") {
    return `any character but ${nameOfSet(set.of)}`;
  }
  if (set.kind !== "named") {
    return "a character that is named";
  }
  return SET_WORDS.get(set.name) ?? `a character of ${set.name}`;
}

const SET_WORDS: ReadonlyMap<string, string> = new Map([
  ["\\d", "a digit"],
  ["\\s", "white space"],
  ["\\w", "a letter, digit or underscore"],
  ["\\h", "a space or tab"],
  ["\\v", "a line end"],
]);

const FLAG_WORDS: readonly (readonly [Flags, string])[] = [
  [Flag.caseInsensitive, "upper and lower case are the same"],
  [Flag.multiline, "^ and $ stand at every line"],
  [Flag.dotAll, "the dot is any character, also a line end"],
  [Flag.unixLines, "only a line feed ends a line"],
  [Flag.unicodeCase, "case is that of all scripts"],
  [Flag.canonicalEquivalence, "composed and decomposed characters are the same in classes"],
  [Flag.comments, "white space and comments do not count"],
  [Flag.unicodeClasses, "classes are those of all scripts"],
];

export function describeFlags({ on, off }: FlagChange): string {
  const words = FLAG_WORDS.flatMap(([flag, meaning]) =>
    (on & flag) !== 0 ? [meaning] : (off & flag) !== 0 ? [`no longer: ${meaning}`] : [],
  );
  return words.length === 0 ? "nothing changes" : words.join("; ");
}

function list(parts: readonly string[], last: string): string {
  const known = parts.length > MOST_PARTS ? [...parts.slice(0, MOST_PARTS - 1), "…"] : parts;
  const end = known.at(-1) ?? NOTHING;
  return known.length < 2 ? end : `${known.slice(0, -1).join(", ")} ${last} ${end}`;
}

function shorten(words: string): string {
  return words.length > MOST_LETTERS ? `${words.slice(0, MOST_LETTERS)}…` : words;
}

function shown(codePoint: number): string {
  const name = CONTROL_NAMES.get(codePoint);
  if (name !== undefined) {
    return name;
  }
  const isPlain = codePoint > 0x20 && codePoint !== 0x7f && !(codePoint >= 0xd800 && codePoint <= 0xdfff);
  return isPlain
    ? String.fromCodePoint(codePoint)
    : `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
}

const CONTROL_NAMES: ReadonlyMap<number, string> = new Map([
  [9, "⇥"],
  [10, "↵"],
  [13, "␍"],
  [32, " "],
]);

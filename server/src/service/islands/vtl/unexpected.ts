// A token that cannot stand where it does, in words: told by what it is and by the characters before it.
// Invariant: says what Velocity reads, and what to write for what was probably meant.
import { openBracket } from "./openBracket";
import { quoted, shown } from "./shown";
import type { Token } from "./token";

/** How far back the text before a token is looked at. */
const REACH = 400;

export function unexpectedMessage(token: Token, text: string): string {
  const before = text.slice(Math.max(0, token.start - REACH), token.start);
  return (
    atQuote(token, before) ??
    inHead(token, before) ??
    ofOtherLanguages(token, before) ??
    ofItsKind(token, before)
  );
}

/** A quote that was to be part of a text, and ends it. */
function atQuote(token: Token, before: string): string | undefined {
  const quote = /["']$/.exec(before)?.[0];
  const word = token.image.trim();
  if (quote === undefined || CLOSING.test(word) || OPERATOR.test(word) || word.startsWith("#")) {
    return undefined;
  }
  const ends = `so the text ends at the one before ${shown(token.image)}`;
  return before.endsWith(`\\${quote}`)
    ? `A backslash escapes no quote in Velocity, ${ends}. Inside of a text write the quote twice, or put the text in the other quotes.`
    : `A quote inside of a text is written twice in Velocity, ${ends}. Write it twice, or put the text in the other quotes.`;
}

/** At the beginning of what `#set`, `#if` and `#elseif` take. */
function inHead({ kind, image }: Token, before: string): string | undefined {
  const [, bare] = BARE_CONDITION.exec(before) ?? [];
  if (bare !== undefined) {
    return `${quoted(`#${bare}`)} takes its condition in parentheses. Write ${quoted(`#${bare}(…)`)}.`;
  }
  if (SET.test(before) && kind === "word") {
    return `\`#set\` gives a variable its value, and its name begins with a dollar sign. Write ${quoted(`$${image.trim()}`)}.`;
  }
  const [, name = ""] = SET_TARGET.exec(before) ?? [];
  if (name === "") {
    return undefined;
  }
  switch (kind) {
    case "equal":
      return "`#set` gives a value with a single `=`. Write `=`.";
    case "plus":
    case "minus":
    case "times":
    case "divide":
      return `\`#set\` has no ${quoted(`${image.trim()}=`)} and no ${quoted(image.trim().repeat(2))}. Write the whole of it, such as ${quoted(`#set(${name} = ${name} ${image.trim()} 1)`)}.`;
    default:
      return `${shown(image)} cannot stand here. After its variable \`#set\` takes \`=\` and a value: \`#set($name = 1)\`.`;
  }
}

const BARE_CONDITION = /#\{?(if|elseif)\}?\s*$/;
const SET = /#(?:set|\{set\}) *\(\s*$/;
const SET_TARGET = /#(?:set|\{set\}) *\(\s*(\$!?\{?[A-Za-z][\w.-]*\}?)\s*$/;

function ofOtherLanguages({ kind, image }: Token, before: string): string | undefined {
  const last = before.trimEnd();
  switch (kind) {
    case "assign":
      return /[=!]=$/.test(last)
        ? `Velocity has no ${quoted(`${last.slice(-2)}=`)}. Write ${quoted(last.slice(-2))}.`
        : undefined;
    case "greater":
      return last.endsWith("<") ? "Velocity has no `<>`. Write `!=`." : undefined;
    case "minus":
      return isAwaited(last)
        ? "Velocity 1.7 knows a sign before digits alone. Write `0 -` before the variable."
        : undefined;
    case "word":
      return ofWord(image.trim());
    default:
      return OPEN_REFERENCE.test(before)
        ? /^\s*[|?]/.test(image)
          ? "Velocity 1.7 has no default for a reference. Ask with `#if` whether there is a value, and print the other one in its `#else`."
          : `The brace of this reference is not closed before ${shown(image, "the end")}. Write \`}\` behind its name.`
        : undefined;
  }
}

const OPEN_REFERENCE = /\$!?\{[A-Za-z][\w.-]*\s*$/;

function ofWord(word: string): string | undefined {
  if (word === "null") {
    return "Velocity has no `null`. Compare with `''`, which a missing value was seen to equal in API Gateway, or leave the `#set` out.";
  }
  const own = OTHER_WORDS.get(word.toLowerCase());
  return own === undefined || own === word
    ? undefined
    : `Velocity has no ${quoted(word)}. Write ${quoted(own)}.`;
}

/** What stands in other cases and other languages, in small letters, and Velocity's own for it. */
export const OTHER_WORDS: ReadonlyMap<string, string> = new Map([
  ["and", "&&"],
  ["eq", "=="],
  ["false", "false"],
  ["ge", ">="],
  ["gt", ">"],
  ["le", "<="],
  ["lt", "<"],
  ["ne", "!="],
  ["not", "!"],
  ["or", "||"],
  ["true", "true"],
]);

function ofItsKind({ kind, image }: Token, before: string): string {
  const found = shown(image);
  const last = before.trimEnd();
  const isValueDue = isAwaited(last);
  if (CLOSING.test(image)) {
    return last.endsWith(",")
      ? `Velocity takes no comma before ${found}. Leave the comma out.`
      : isValueDue
        ? `A value is missing before ${found}. Write one.`
        : `${found} cannot stand here. ${closeFirst(before) ?? "Take it out, or complete what stands before it."}`;
  }
  if (!isValueDue && image.trim().startsWith("#")) {
    return `${found} cannot stand here. ${closeFirst(before) ?? "Complete what stands before it."}`;
  }
  switch (kind) {
    case "assign":
      return "A single `=` compares nothing. Write `==` to compare, or `#set` to assign.";
    case "word":
      return isValueDue
        ? `The bare word ${found} is no value here. Put text in quotes, or write \`$\` before the name of a variable.`
        : `The bare word ${found} cannot stand behind a value. ${orClose(before)}`;
    case "integer":
    case "float":
      return image.startsWith("-")
        ? `${found} is a negative number here, not a subtraction. Write a blank after the minus.`
        : `The number ${found} cannot stand here. An operator or a comma is missing before it.`;
    case "string":
      return `The text ${found} cannot stand behind a value. Write an operator or a comma between them.`;
    case "colon":
      return "A `:` cannot stand here. In `#foreach` write `in` between the variable and the list.";
    default:
      return isValueDue
        ? `${found} cannot stand here. A value is expected.`
        : `${found} cannot stand behind a value. ${orClose(before)}`;
  }
}

function closeFirst(before: string): string | undefined {
  const bracket = openBracket(before);
  return (
    bracket &&
    `The ${quoted(bracket.open)} before it is still open: write ${quoted(bracket.close)} where it ends.`
  );
}

function orClose(before: string): string {
  const bracket = openBracket(before);
  return bracket === undefined
    ? "Write an operator between them."
    : `Write an operator between them, or ${quoted(bracket.close)} where the ${quoted(bracket.open)} before it ends.`;
}

const CLOSING = /^\s*[)\]}]\s*$/;
const OPERATOR = /^(?:[-+*/%<>=!]=?|&&|\|\||,|:|\.\.)$/;

/** Whether a value has to come next. */
function isAwaited(before: string): boolean {
  return before === "" || /[([{,:=<>!+\-*/%&|]$|(?:^|\s)(?:and|or|not|eq|ne|lt|gt|le|ge|in)$/.test(before);
}

// Every way a text can fail to be JSON, but for the escapes, which have a rule of their own.
// One mistake is told once: what only follows from a problem already told is left out.
import { JSON_FORMAT } from "../syntax/json/format";
import type { Node, Property, SyntaxProblem, SyntaxProblemCode, Tree } from "../syntax/node";
import { pathAt } from "../syntax/node";
import { type Span, spanOf } from "../text/span";
import { HEADER_TARGET_PREFIX } from "../vocabulary/grammar";
import { asCode } from "./asCode";
import { findHalfDocument } from "./halfDocument";
import { defineRule, type Fix, type Severity, type Subjects } from "./rule";

export default defineRule({
  id: "json-syntax",
  title: "Not JSON",
  subject: "document",
  severity: "error",
  evidence: "documented",
  explanation:
    "The body of the PUT and the input of the AWS CLI are strict JSON: names and strings in double quotes, a comma " +
    "between members and none after the last, no comments, no raw line breaks or tabs inside a string. " +
    "One slip makes the whole document unreadable, and nothing of it is stored.\n\n" +
    'A Velocity template in `responseTemplates` is one JSON string: each `"` in it is written `\\"`, ' +
    "each line break `\\n`, each tab `\\t`.",
  source: "https://www.rfc-editor.org/rfc/rfc8259",
  examples: {
    faulty: [
      {
        code: '{ "selectionPattern": "5\\\\d{2}"⟦,⟧ }',
        fixed: '{ "selectionPattern": "5\\\\d{2}" }',
        message: "No comma may follow the last",
      },
      {
        code: '{\n  "selectionPattern": "4\\\\d{2}"\n  ⟦"contentHandling"⟧: "CONVERT_TO_TEXT"\n}',
        fixed: '{\n  "selectionPattern": "4\\\\d{2}",\n  "contentHandling": "CONVERT_TO_TEXT"\n}',
        message: "comma is missing",
      },
      {
        code: '{\n  ⟦// the default⟧\n  "selectionPattern": ""\n}',
        fixed: '{\n  "selectionPattern": ""\n}',
        message: "no comments",
      },
      {
        code: '{ "selectionPattern": "" }\n⟦/* the default⟧',
        message: "`*/`",
      },
      {
        code: '{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": ⟦\'*\'⟧ } }',
        fixed: '{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "\'*\'" } }',
        message: "double quotes around them",
      },
      {
        code: "{ ⟦'selectionPattern'⟧: \"\" }",
        fixed: '{ "selectionPattern": "" }',
        message: "double quotes",
      },
      {
        code: '{ ⟦selectionPattern⟧: "" }',
        fixed: '{ "selectionPattern": "" }',
        message: "in double quotes",
      },
      {
        code: '{ "responseTemplates": { "text/plain": "a⟦\t⟧b" } }',
        fixed: '{ "responseTemplates": { "text/plain": "a\\tb" } }',
        message: "Write `\\t`",
      },
      {
        code: '{\n  "selectionPattern": ⟦"4\\\\d{2},⟧\n  "contentHandling": "CONVERT_TO_TEXT"\n}',
        fixed: '{\n  "selectionPattern": "4\\\\d{2}",\n  "contentHandling": "CONVERT_TO_TEXT"\n}',
        message: 'has no closing `"`',
      },
      {
        code: '{\n  "responseTemplates": {\n    "application/json": ⟦"#set($a = 1)⟧\n$a"\n  }\n}',
        fixed: '{\n  "responseTemplates": {\n    "application/json": "#set($a = 1)\\n$a"\n  }\n}',
        message: "goes on over several lines",
      },
      {
        code: '{ "responseTemplates": { "application/json": "{ "⟦message⟧": "no" }" } }',
        message: 'Inside a string a double quote is written `\\"`',
      },
      {
        code: '{ "contentHandling": ⟦CONVERT_TO_TEXT⟧ }',
        fixed: '{ "contentHandling": "CONVERT_TO_TEXT" }',
        message: "in double quotes",
      },
      {
        code: '{ "responseTemplates": { "application/json": ⟦None⟧ } }',
        fixed: '{ "responseTemplates": { "application/json": null } }',
        message: "Write `null`",
      },
      {
        code: '{ ⟦"selectionPattern"⟧ "5\\\\d{2}" }',
        fixed: '{ "selectionPattern": "5\\\\d{2}" }',
        message: "colon",
      },
      {
        code: '{ ⟦"selectionPattern":⟧ }',
        message: "no value",
      },
      {
        code: '{ "selectionPattern": "",⟦,⟧ "contentHandling": "CONVERT_TO_TEXT" }',
        fixed: '{ "selectionPattern": "", "contentHandling": "CONVERT_TO_TEXT" }',
        message: "One comma",
      },
      {
        code: '{ "selectionPattern": ⟦:⟧ "" }',
        fixed: '{ "selectionPattern":  "" }',
        message: "does not belong here",
      },
      {
        code: '{ "selectionPattern": "" } ⟦}⟧',
        fixed: '{ "selectionPattern": "" } ',
        message: "ends before this",
      },
      {
        code: '⟦{⟧ "selectionPattern": ""',
        fixed: '{ "selectionPattern": "" }',
        message: "never closed",
      },
      {
        code: '{ "responseParameters": ⟦[⟧ }',
        fixed: '{ "responseParameters": [] }',
        message: "never closed",
      },
      {
        code: '⟦"selectionPattern"⟧: "4\\\\d{2}",\n"contentHandling": "CONVERT_TO_TEXT"',
        fixed: '{\n"selectionPattern": "4\\\\d{2}",\n"contentHandling": "CONVERT_TO_TEXT"\n}',
        message: "no braces",
      },
      {
        code: '⟦"selectionPattern"⟧: "4\\\\d{2}" }',
        fixed: '{\n"selectionPattern": "4\\\\d{2}" }',
        message: "no braces",
      },
      {
        code: `⟦aws apigateway put-integration-response⟧ --region eu-west-1 \\
  --response-parameters '{ "method.response.header.ETag": "integration.response.header.ETag" }'`,
        fixed: `{
  "responseParameters": { "method.response.header.ETag": "integration.response.header.ETag" }
}`,
        message: "What `--region` says is lost",
      },
      {
        code: `⟦$ aws apigateway get-integration-response --status-code 200⟧
{ "selectionPattern": "" }`,
        fixed: '{ "selectionPattern": "" }',
        message: "before the JSON",
      },
      {
        code: `⟦cat > body.json <<EOF⟧
{
  "selectionPattern": ""
}
EOF`,
        fixed: `{
  "selectionPattern": ""
}`,
        message: "more after it",
      },
      {
        code: `{ "selectionPattern": ${"[".repeat(63)}⟦[⟧${"]".repeat(64)} }`,
        message: "nested",
      },
    ],
    fine: ['{ "selectionPattern": "", "responseTemplates": { "text/plain": "a\\tb" } }', " { } "],
  },
  *check(subject) {
    const half =
      subject.facts.own && subject.tree.problems.length > 0 ? findHalfDocument(subject.tree) : undefined;
    if (half !== undefined) {
      const { span, message, fix: mend } = half;
      yield { span, message, fixes: () => [mend] };
      return;
    }
    for (const { code, span } of causes(subject.tree)) {
      yield { span, ...TOLD[code](subject, span) };
    }
  },
});

interface Told {
  readonly message: string;
  readonly fixes?: () => readonly Fix[];
  readonly severity?: Severity;
}

const UNREADABLE = "so the document cannot be read";

const TOLD: Readonly<Record<ToldCode, (subject: Subjects["document"], span: Span) => Told>> = {
  comment: ({ tree }, span) => ({
    message: `JSON has no comments, ${UNREADABLE}. Remove it.`,
    fixes: () => [fix("Remove the comment", withItsLine(tree.text, span), "", false)],
  }),
  unterminatedComment: () => ({
    message: `JSON has no comments, and this one has no closing \`*/\`, ${UNREADABLE}. Remove it.`,
  }),
  controlCharacter: ({ tree }, span) => {
    const character = tree.text.slice(span.start, span.end);
    const written = JSON.stringify(character).slice(1, -1);
    return {
      message: `A ${nameOfControl(character)} may not stand in a JSON string as it is. Write \`${written}\`.`,
      fixes: () => [fix(`Write ${written}`, span, written, true)],
    };
  },
  invalidLiteral: ({ tree }, span) => {
    const word = tree.text.slice(span.start, span.end);
    const literal = LITERALS.get(word.toLowerCase());
    const meant = literal ?? JSON_FORMAT.quote(word);
    const rest = literal === undefined ? "Write a string in double quotes" : `Write \`${literal}\``;
    return {
      message: `${asCode(word)} is no JSON value, ${UNREADABLE}. ${rest}.`,
      fixes: () => [fix(`Write ${short(meant)}`, span, meant, true)],
    };
  },
  missingColon: ({ tree }, span) => {
    const key = asCode(tree.text.slice(span.start, span.end));
    const valueFollows = /^\s*[^\s,}\]/]/.test(tree.text.slice(span.end, span.end + 200));
    return valueFollows
      ? {
          message: `A colon is missing after ${key}, ${UNREADABLE}. Write \`:\` between the name and its value.`,
          fixes: () => [fix("Insert the colon", spanOf(span.end, span.end), ":", true)],
        }
      : { message: `${key} has no value, ${UNREADABLE}. Write a colon and a value after it, or remove it.` };
  },
  missingValue: ({ tree }, span) => ({
    message: `${asCode(tree.text.slice(span.start, span.end))} has no value, ${UNREADABLE}. Write one after the colon, or remove the name.`,
  }),
  missingComma: ({ tree }, span) => {
    const at = endBefore(tree, span.start);
    if (isInsideString(tree, span)) {
      return {
        message: `The string ends at the double quote before this, ${UNREADABLE}. Inside a string a double quote is written \`\\"\`.`,
      };
    }
    const startsMember = /^\s*:/.test(tree.text.slice(span.end, span.end + 200));
    return {
      message: `A comma is missing before this, ${UNREADABLE}. Write \`,\` after the member before it.`,
      fixes: () => [fix("Insert the comma", spanOf(at, at), ",", startsMember)],
    };
  },
  nestedTooDeep: () => ({
    message:
      "Objects and arrays are nested too deep here to be an integration response. Nothing inside is checked.",
    severity: "information",
  }),
  singleQuotes: ({ tree }, span) => {
    const written = tree.text.slice(span.start, span.end);
    const closed = written.length > 1 && written.endsWith("'");
    const property = pathAt(tree.root, span.start).findLast((found) => !("kind" in found));
    const isMapped = property !== undefined && "key" in property && isMapping(property);
    if (!closed) {
      return {
        message: `A JSON string stands in double quotes, ${UNREADABLE}. Write \`"\` at both of its ends.`,
      };
    }
    const inside = written
      .slice(1, -1)
      .replaceAll(/\\'/g, "'")
      .replaceAll(/(?<!\\)"/g, '\\"');
    if (!isMapped) {
      return {
        message: `A JSON string stands in double quotes, ${UNREADABLE}. Write \`"\` instead of \`'\`.`,
        fixes: () => [fix("Write it in double quotes", span, `"${inside}"`, true)],
      };
    }
    return {
      message: `A JSON string stands in double quotes, ${UNREADABLE}. A static value keeps its single quotes and has double quotes around them: ${asCode(`"'${inside}'"`)}.`,
      fixes: () => [
        fix("Put double quotes around it", span, `"'${inside}'"`, true),
        fix("Write it in double quotes instead", span, `"${inside}"`, false),
      ],
    };
  },
  trailingComma: ({ tree }, span) => ({
    message: `No comma may follow the last member, ${UNREADABLE}. Remove it.`,
    fixes: () => [fix("Remove the comma", withSpaceIfAlone(tree.text, span), "", true)],
  }),
  trailingContent: ({ tree }, span) => ({
    message:
      "The JSON value ends before this, and a document holds only one. Remove what follows, or check the brackets.",
    fixes: () =>
      /^[\s,}\]]*$/.test(tree.text.slice(span.start, span.end))
        ? [fix("Remove what follows", span, "", false)]
        : [],
  }),
  unclosedArray: ({ tree }, span) => unclosed(tree, span, "]"),
  unclosedObject: ({ tree }, span) => unclosed(tree, span, "}"),
  unexpectedToken: ({ tree }, span) => {
    const token = tree.text.slice(span.start, span.end);
    return token === ","
      ? {
          message: `One comma stands between two members and none before the first, ${UNREADABLE}. Remove this one.`,
          fixes: () => [fix("Remove the comma", span, "", true)],
        }
      : {
          message: `${asCode(token)} does not belong here, ${UNREADABLE}. Remove it, or write what is missing before it.`,
          fixes: () => (token.length === 1 ? [fix(`Remove ${token}`, span, "", false)] : []),
        };
  },
  unquotedKey: ({ tree }, span) => {
    const word = tree.text.slice(span.start, span.end);
    return {
      message: `A name stands in double quotes in JSON, ${UNREADABLE}. Write ${asCode(JSON_FORMAT.quote(word))}.`,
      fixes: () => [fix(`Write ${short(JSON_FORMAT.quote(word))}`, span, JSON_FORMAT.quote(word), true)],
    };
  },
  unterminatedString: ({ tree }, span) => {
    const end = endOverLines(tree.text, span);
    return end === undefined
      ? notClosed(tree, span)
      : {
          message: `The string goes on over several lines, ${UNREADABLE}. A JSON string holds no line breaks: write each as \`\\n\`.`,
          fixes: () => [
            fix(
              "Write the line breaks as \\n",
              spanOf(span.start, end),
              inOneLine(tree.text, span.start, end),
              true,
            ),
          ],
        };
  },
};

function notClosed(tree: Tree, span: Span): Told {
  return {
    message: `The string has no closing \`"\`, ${UNREADABLE}. It has to end on this line: a line break inside is written \`\\n\`.`,
    fixes: () => closingQuote(tree.text, span),
  };
}

/**
 * Where a string that its line leaves open ends on a later one: at the next double quote, if what follows it is what
 * follows a string. Each open string looks no further than the next quote, so all of them read the text once.
 */
function endOverLines(text: string, span: Span): number | undefined {
  for (let at = span.start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') {
      return /^[ \t]*(?:[,}\]\r\n]|$)/.test(text.slice(at + 1, at + 100)) ? at + 1 : undefined;
    }
    if (character === "\\") {
      at++;
      // A backslash that ends its line would make something else of the line break's own escape.
      if (text.charAt(at) < " ") {
        return undefined;
      }
    }
  }
  return undefined;
}

function inOneLine(text: string, start: number, end: number): string {
  return text
    .slice(start, end)
    .replaceAll(/\r\n?|\n/g, "\\n")
    .replaceAll("\t", "\\t");
}

function isMapping({ key }: Property): boolean {
  return key.text.value.startsWith(HEADER_TARGET_PREFIX);
}

type ToldCode = Exclude<SyntaxProblemCode, "invalidEscape">;

function isTold(problem: SyntaxProblem): problem is SyntaxProblem & { readonly code: ToldCode } {
  return problem.code !== "invalidEscape";
}

/** The problems without those that only follow from another one. */
function* causes(tree: Tree): Generator<SyntaxProblem & { readonly code: ToldCode }> {
  // An open string or comment may have swallowed the comma and the brackets that seem to be missing.
  const isCutOff = tree.problems.some(
    ({ code }) => code === "unterminatedString" || code === "unterminatedComment",
  );
  const openToTheEnd = new Set(startsOpenToTheEnd(tree.root).slice(1));
  let openStringEnd = -1;
  let quietUntil = -1;
  let told = 0;
  for (const problem of tree.problems) {
    const { code, span } = problem;
    const isUnclosed = code === "unclosedArray" || code === "unclosedObject";
    const follows =
      span.start < quietUntil ||
      (isUnclosed && (isCutOff || openToTheEnd.has(span.start))) ||
      (code === "missingComma" && endBefore(tree, span.start) === openStringEnd) ||
      (code === "controlCharacter" && span.start < openStringEnd);
    if (follows || !isTold(problem)) {
      continue;
    }
    if (code === "unterminatedString" || code === "singleQuotes") {
      openStringEnd = span.end;
    }
    if (code === "missingComma" && isInsideString(tree, span)) {
      quietUntil = lineEnd(tree.text, span.end);
    }
    yield problem;
    // Of a string over several lines the rest was read as if it stood outside, and means nothing until it is mended.
    const isOverLines = code === "unterminatedString" && endOverLines(tree.text, span) !== undefined;
    if (isOverLines || ++told === MAX_TOLD) {
      return;
    }
  }
}

/** A text with more is no JSON in the making, and the rest is read when these are mended. */
const MAX_TOLD = 100;

/** Where the containers begin that nothing closes, outermost first: the first one's fix closes them all. */
function startsOpenToTheEnd(root: Node | undefined): readonly number[] {
  const starts: number[] = [];
  let node = root;
  while ((node?.kind === "object" || node?.kind === "array") && !node.closed) {
    starts.push(node.start);
    node = node.kind === "object" ? node.properties.at(-1)?.value : node.items.at(-1);
  }
  return starts;
}

/** Whether a token stands right behind a closing quote: then that quote was meant as part of the string. */
function isInsideString({ text }: Tree, span: Span): boolean {
  return text.charAt(span.start - 1) === '"' && text.charAt(span.start) !== '"';
}

function unclosed(tree: Tree, span: Span, bracket: string): Told {
  return {
    message: `This \`${tree.text.slice(span.start, span.end)}\` is never closed, ${UNREADABLE}. Write \`${bracket}\` where it ends.`,
    fixes: () => {
      const closers = missingBrackets(tree, span.start);
      return closers === undefined
        ? []
        : [fix(`Insert ${closers.text}`, closers.span, closers.insert, false)];
    },
  };
}

/** The brackets that close a container and all that is still open in it. Told only when nothing else is amiss. */
function missingBrackets(tree: Tree, start: number) {
  const isOpen = ({ code }: SyntaxProblem) => code === "unclosedArray" || code === "unclosedObject";
  const node = pathAt(tree.root, start).find((found) => found.start === start && "kind" in found);
  if (node === undefined || !tree.problems.every(isOpen)) {
    return undefined;
  }
  const inside = tree.problems.filter(({ span }) => start <= span.start && span.start < node.end);
  const text = inside
    .map(({ span }) => (tree.text.charAt(span.start) === "[" ? "]" : "}"))
    .reverse()
    .join("");
  const at = endBefore(tree, node.end);
  const isEmpty = at === start + 1;
  const inOneLine = !/[\r\n]/.test(tree.text.slice(start, at));
  return { text, span: spanOf(at, at), insert: isEmpty ? text : inOneLine ? ` ${text}` : `\n${text}` };
}

/** Where the string was probably meant to end: before the comma or the brackets that end the line. */
function closingQuote(text: string, span: Span): readonly Fix[] {
  let content = text.slice(span.start, span.end).trimEnd();
  if (content.endsWith(",")) {
    content = content.slice(0, -1).trimEnd();
  }
  for (;;) {
    const brackets = /[}\]]*$/.exec(content.slice(-MAX_BRACKETS))?.[0].length ?? 0;
    const rest = content.slice(0, content.length - brackets);
    if (brackets === 0 || rest === rest.trimEnd()) {
      break;
    }
    content = rest.trimEnd();
  }
  const backslashes = /\\*$/.exec(content.slice(-MAX_BRACKETS))?.[0].length ?? 0;
  const at = span.start + content.length;
  return backslashes % 2 === 1 ? [] : [fix("Close the string", spanOf(at, at), '"', false)];
}

/** So many brackets or backslashes in a row are looked at. */
const MAX_BRACKETS = 100;

const LITERALS: ReadonlyMap<string, string> = new Map([
  ["true", "true"],
  ["false", "false"],
  ["null", "null"],
  ["none", "null"],
  ["nil", "null"],
  ["undefined", "null"],
]);

function fix(title: string, span: Span, newText: string, preferred: boolean): Fix {
  return { title, edits: [{ span, newText }], preferred };
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function nameOfControl(character: string): string {
  return character === "\t"
    ? "tab"
    : `control character (U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")})`;
}

/** Where the last thing before an offset ends, white space and comments aside. */
function endBefore(tree: Tree, offset: number): number {
  let at = offset;
  for (;;) {
    while (at > 0 && /\s/.test(tree.text.charAt(at - 1))) {
      at--;
    }
    const comment = commentEndingAt(tree.comments, at);
    if (comment === undefined) {
      return at;
    }
    at = comment.start;
  }
}

function commentEndingAt(comments: readonly Span[], end: number): Span | undefined {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle]?.end ?? end) < end) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const found = comments[low];
  return found?.end === end ? found : undefined;
}

/** The span with the white space before it, and with its line where it has one of its own. */
function withItsLine(text: string, span: Span): Span {
  const isBlank = (at: number) => text.charAt(at) === " " || text.charAt(at) === "\t";
  let start = span.start;
  while (start > 0 && isBlank(start - 1)) {
    start--;
  }
  let end = span.end;
  while (isBlank(end)) {
    end++;
  }
  const isAlone = start === 0 || /[\r\n]/.test(text.charAt(start - 1));
  const lineBreak = /^(?:\r\n|\r|\n)/.exec(text.slice(end, end + 2))?.[0];
  return isAlone && lineBreak !== undefined ? spanOf(start, end + lineBreak.length) : spanOf(start, span.end);
}

/** A comma that has a line of its own takes the line with it. */
function withSpaceIfAlone(text: string, span: Span): Span {
  const line = withItsLine(text, span);
  return line.end > span.end ? line : span;
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !/[\r\n]/.test(text.charAt(at))) {
    at++;
  }
  return at;
}

// A document of ours that was pasted in half, or with what stood around it: members without their braces, a prompt
// or heading above the JSON, a shell command around it.
// Invariant: only what reads as JSON once it is wrapped or taken out is such a half.
import { isObjectText } from "../syntax/json/parse";
import type { Tree } from "../syntax/node";
import { type Span, spanOf } from "../text/span";
import { asCode } from "./asCode";
import type { Fix } from "./rule";
import { readShellCommand } from "./shellCommand";

export interface HalfDocument {
  readonly span: Span;
  readonly message: string;
  readonly fix: Fix;
}

export function findHalfDocument({ text }: Tree): HalfDocument | undefined {
  const content = text.trimEnd();
  return (
    membersAlone(text, content) ??
    shellCommand(text, content) ??
    withTextAbove(text, content) ??
    amongOtherLines(text, content)
  );
}

const MEMBERS_ALONE = /^"(?:[^"\\]|\\.)*"\s*:/;

function membersAlone(text: string, content: string): HalfDocument | undefined {
  const first = MEMBERS_ALONE.exec(content);
  if (first === null) {
    return undefined;
  }
  const members = content.replace(/,$/, "");
  const [wrapped, advice] = isObjectText(`{\n${members}`)
    ? [`{\n${members}`, "Write `{` before the first."]
    : [`{\n${members}\n}`, "Write `{` before the first and `}` after the last."];
  return isObjectText(wrapped)
    ? {
        span: spanOf(0, first[0].lastIndexOf('"') + 1),
        message: `These members have no braces around them, so the document cannot be read. ${advice}`,
        fix: wholeText(text, "Put braces around it", wrapped),
      }
    : undefined;
}

function shellCommand(text: string, content: string): HalfDocument | undefined {
  const command = readShellCommand(content);
  if (command === undefined || !isObjectText(command.json)) {
    return undefined;
  }
  const { span, json, lost } = command;
  const loss = lost.length === 0 ? "" : ` What ${lost.map(asCode).join(", ")} says is lost.`;
  return {
    span,
    message: `This is a shell command, and a document holds JSON alone. Write what its options say as the input of the AWS CLI.${loss}`,
    fix: wholeText(text, "Take the JSON out of the command", json),
  };
}

/** Objects that are tried, and characters that they may have in all: a long text is not parsed over and over. */
const MAX_TRIED = 20;
const MAX_READ = 2_000_000;

/** A terminal's prompt, a heading or an assignment above the one object of the document. */
function withTextAbove(text: string, content: string): HalfDocument | undefined {
  if (/^[{["/]/.test(content)) {
    return undefined;
  }
  let start = -1;
  for (let tried = 0; tried < MAX_TRIED && tried * content.length < MAX_READ; tried++) {
    start = content.indexOf("{", start + 1);
    if (start < 0) {
      return undefined;
    }
    const json = content.slice(start).replace(/;$/, "");
    if (isObjectText(json)) {
      const above = content.slice(0, start).trimEnd();
      return {
        span: spanOf(0, above.length),
        message: "This stands before the JSON, so the document cannot be read. Remove it.",
        fix: wholeText(text, "Remove what stands before the JSON", json),
      };
    }
  }
  return undefined;
}

/** A here-document or the answer to a request: an object on lines of its own, and other lines above and below it. */
function amongOtherLines(text: string, content: string): HalfDocument | undefined {
  const start = /^\{[ \t]*\r?$/m.exec(content)?.index ?? 0;
  const length = content.slice(start).search(/^\}/m) + 1;
  const json = content.slice(start, start + length);
  if (start === 0 || length === 0 || !isObjectText(json)) {
    return undefined;
  }
  const above = content.slice(0, start).trimEnd();
  return {
    span: spanOf(0, above.length),
    message: "This stands before the JSON and more after it, so the document cannot be read. Remove both.",
    fix: wholeText(text, "Remove what stands around the JSON", json),
  };
}

function wholeText(text: string, title: string, newText: string): Fix {
  return { title, edits: [{ span: spanOf(0, text.length), newText }], preferred: false };
}

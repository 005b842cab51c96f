// A document of ours that was pasted in half: members without their braces, or a shell command around the JSON.
// Invariant: only what reads as JSON once it is wrapped or taken out is such a half.
import { parseJson } from "../syntax/json/parse";
import type { Tree } from "../syntax/node";
import { type Span, spanOf } from "../text/span";
import type { Fix } from "./rule";

export interface HalfDocument {
  readonly span: Span;
  readonly message: string;
  readonly fix: Fix;
}

const COMMAND = /\baws\s+apigateway\s+put-integration-response\b/;
const IN_QUOTES = /'(\{[\s\S]*?\})'(?=\s|$)/;
const MEMBERS_ALONE = /^"(?:[^"\\]|\\.)*"\s*:/;

export function findHalfDocument({ text }: Tree): HalfDocument | undefined {
  const content = text.trimEnd();
  const first = MEMBERS_ALONE.exec(content);
  if (first !== null) {
    const wrapped = `{\n${content.replace(/,$/, "")}\n}`;
    return isObject(wrapped)
      ? {
          span: spanOf(0, first[0].lastIndexOf('"') + 1),
          message:
            "These members have no braces around them, so the document cannot be read. Write `{` before the first and `}` after the last.",
          fix: wholeText(text, "Put braces around it", wrapped),
        }
      : undefined;
  }
  const command = COMMAND.exec(content);
  const json = command === null ? undefined : IN_QUOTES.exec(content)?.[1];
  return command === null || json === undefined || !isObject(json)
    ? undefined
    : {
        span: spanOf(command.index, command.index + command[0].length),
        message:
          "This is a shell command, and a document holds its JSON alone. Take the JSON out of the command; what its other options say is lost.",
        fix: wholeText(text, "Take the JSON out of the command", json),
      };
}

function isObject(text: string): boolean {
  const { root, problems } = parseJson(text);
  return root?.kind === "object" && problems.every(({ code }) => code === "invalidEscape");
}

function wholeText(text: string, title: string, newText: string): Fix {
  return { title, edits: [{ span: spanOf(0, text.length), newText }], preferred: false };
}

// JSON as a host format: how its text is read and how edits are written into it.

import { spanOf } from "../../text/span";
import type { TextEdit } from "../../text/textEdit";
import type { Format } from "../format";
import type { ObjectNode, Property, Tree } from "../node";
import { parseJsonInSteps } from "./parse";

export const JSON_FORMAT: Format = {
  id: "json",
  parse: parseJsonInSteps,
  quote: (value) => JSON.stringify(value),
  insertProperty,
  removeProperty,
};

function insertProperty(tree: Tree, object: ObjectNode, key: string, value: unknown): TextEdit {
  const eol = tree.text.includes("\r\n") ? "\r\n" : "\n";
  const outer = indentOfLineAt(tree.text, object.start);
  const last = object.properties.at(-1);
  const first = object.properties[0];
  const inOneLine = first !== undefined && !/[\r\n]/.test(tree.text.slice(object.start, first.start));
  const indent =
    first === undefined || inOneLine
      ? `${outer}${unitOf(tree.text)}`
      : indentOfLineAt(tree.text, first.start);
  const written = (JSON.stringify(value, undefined, unitOf(tree.text)) ?? "null").replaceAll(
    "\n",
    `${eol}${indent}`,
  );
  const member = `${JSON.stringify(key)}: ${written}`;
  if (last === undefined) {
    const end = object.closed ? object.end - 1 : object.end;
    return { span: spanOf(object.start + 1, end), newText: `${eol}${indent}${member}${eol}${outer}` };
  }
  const comma = commaAfter(tree, last.end);
  const at = comma ?? last.end;
  const lead = comma === undefined ? "," : "";
  const trail = comma === undefined ? "" : ",";
  return {
    span: spanOf(at, at),
    newText: `${lead}${inOneLine ? " " : `${eol}${indent}`}${member}${trail}`,
  };
}

function removeProperty(tree: Tree, object: ObjectNode, property: Property): TextEdit {
  const index = object.properties.indexOf(property);
  const next = object.properties[index + 1];
  const previous = object.properties[index - 1];
  if (next !== undefined) {
    return { span: spanOf(property.start, next.start), newText: "" };
  }
  const end = commaAfter(tree, property.end) ?? property.end;
  if (previous !== undefined) {
    return { span: spanOf(previous.end, end), newText: "" };
  }
  return { span: spanOf(property.start, end), newText: "" };
}

/** The offset after the comma that follows, comments and white space aside. */
function commaAfter(tree: Tree, from: number): number | undefined {
  let at = from;
  for (;;) {
    const comment = tree.comments.find((candidate) => candidate.start === at);
    if (comment !== undefined) {
      at = comment.end;
    } else if (/\s/.test(tree.text.charAt(at))) {
      at++;
    } else {
      return tree.text.charAt(at) === "," ? at + 1 : undefined;
    }
  }
}

function indentOfLineAt(text: string, offset: number): string {
  const lineStart = Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? "";
}

/** One level of indentation as the text has it: that of its first indented line. */
function unitOf(text: string): string {
  return /\n(\t|[ ]+)\S/.exec(text)?.[1] ?? "  ";
}

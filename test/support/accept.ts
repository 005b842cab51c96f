// Accepts a completion as VS Code does: snippet places, indentation and line ends as in the document.
// The outcome is drawn with the selection `⟦ ⟧` or cursor `‸` that the user is left with.
import { applyEdits, type CompletionItemData } from "../../server/src/service";
import { CLOSE, CURSOR, OPEN } from "./marks";

export function accept(document: string, { edit, isSnippet, additionalEdits }: CompletionItemData): string {
  const eol = document.includes("\r\n") ? "\r\n" : "\n";
  const line =
    document
      .slice(0, edit.span.start)
      .split(/\r\n|\n|\r/)
      .at(-1) ?? "";
  const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
  const unit = /\n( +|\t)\S/.exec(document)?.[1] ?? "  ";
  const expanded = isSnippet ? expand(edit.newText) : edit.newText + CURSOR;
  const written = expanded
    .replace(/\n\t*/g, (lead) => `\n${indent}${unit.repeat(lead.length - 1)}`)
    .replaceAll("\n", eol);
  return applyEdits(document, [{ span: edit.span, newText: written }, ...(additionalEdits ?? [])]);
}

interface Stop {
  readonly index: number;
  readonly text: string;
}

/** The text of an LSP snippet with its first place selected. */
export function expand(snippet: string): string {
  const parts: (string | Stop)[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(snippet);
    at = match === null ? at : pattern.lastIndex;
    return match ?? undefined;
  };
  while (at < snippet.length) {
    const escaped = take(/\\([\\$}])/y);
    if (escaped !== undefined) {
      parts.push(escaped[1] ?? "");
      continue;
    }
    const choice = take(/\$\{(\d+)\|((?:[^\\|]|\\.)*)\|\}/y);
    if (choice !== undefined) {
      const first = /^(?:[^\\,]|\\.)*/.exec(choice[2] ?? "")?.[0] ?? "";
      parts.push({ index: Number(choice[1]), text: first.replace(/\\([\\,|])/g, "$1") });
      continue;
    }
    const stop = take(/\$\{(\d+)(?::((?:[^\\}]|\\.)*))?\}/y) ?? take(/\$(\d+)/y);
    if (stop !== undefined) {
      parts.push({ index: Number(stop[1]), text: (stop[2] ?? "").replace(/\\([\\$}])/g, "$1") });
      continue;
    }
    if (snippet.startsWith("${", at)) {
      throw new Error(`Not an LSP snippet at ${at}: ${snippet}`);
    }
    parts.push(snippet.charAt(at));
    at++;
  }
  const indexes = parts.flatMap((part) => (typeof part === "string" ? [] : [part.index || 1000]));
  const first = Math.min(...indexes);
  const drawn = parts.map((part) => {
    if (typeof part === "string") {
      return part;
    }
    const isFirst = (part.index || 1000) === first;
    return !isFirst ? part.text : part.text === "" ? CURSOR : OPEN + part.text + CLOSE;
  });
  return drawn.join("") + (indexes.length === 0 ? CURSOR : "");
}

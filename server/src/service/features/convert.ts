// One response in another notation: the whole document rewritten, as an edit.
// Invariant: what the other notation cannot say is named in the title; values are never guessed.
import type { Analysis, Block } from "../analysis";
import type { DialectId } from "../model/dialects/dialect";
import { PRINTED_MEMBERS } from "../model/dialects/serviceOutput";
import { spanOf } from "../text/span";
import type { TextEdit } from "../text/textEdit";
import { MEMBERS } from "../vocabulary/members";
import { chosenBlock } from "./chosenBlock";
import { type TargetKeys, targetKeysOf } from "./targetKeys";
import { type Wanted, wantedOf } from "./wanted";

export interface ConversionData {
  /** Imperative, with what gets lost. */
  readonly title: string;
  readonly to: DialectId;
  readonly edits: readonly TextEdit[];
}

const TARGET = ["restApiId", "resourceId", "httpMethod", "statusCode"] as const;
const NAMES = {
  putBody: "PUT Body",
  cliInput: "CLI Input",
  parameterMap: "Bare Map of Response Parameters",
  serviceOutput: "Service Output",
} as const satisfies Record<DialectId, string>;

/** Into every other notation, the response at the offset or the only one. None of a text that is not understood. */
export function conversionsAt(analysis: Analysis, offset: number): readonly ConversionData[] {
  const block = chosenBlock(analysis, offset);
  const from = block?.content.response?.dialect;
  const outcome = block && wantedOf(analysis, block);
  if (block === undefined || from === undefined || outcome?.kind !== "wanted") {
    return [];
  }
  const { wanted } = outcome;
  const target = targetKeysOf(analysis, block);
  const isInFrame = analysis.frame !== undefined;
  return (Object.keys(NAMES) as DialectId[])
    .filter((to) => to !== from || isInFrame)
    .filter((to) => to !== "parameterMap" || Object.keys(wanted.responseParameters ?? {}).length > 0)
    .map((to) => {
      const lost = lostIn(to, { analysis, block, wanted, target });
      const written = JSON.stringify(valueIn(to, wanted, target), undefined, unitOf(analysis.text));
      const eol = analysis.text.includes("\r\n") ? "\r\n" : "\n";
      return {
        title: `Convert to ${NAMES[to]}${lost.length === 0 ? "" : `, Losing ${listed(lost)}`}`,
        to,
        edits: [{ span: contentOf(analysis.text), newText: written.replaceAll("\n", eol) }],
      };
    });
}

function valueIn(to: DialectId, wanted: Wanted, target: Partial<TargetKeys>): object {
  const { statusCode = "" } = target;
  switch (to) {
    case "putBody":
      return wanted;
    case "cliInput":
      // As a skeleton has it: what is not known is left to be filled in.
      return { ...Object.fromEntries(TARGET.map((key) => [key, target[key] ?? ""])), ...wanted };
    case "parameterMap":
      return wanted.responseParameters ?? {};
    case "serviceOutput":
      return { ...(statusCode === "" ? {} : { statusCode }), ...wanted, ResponseMetadata: {} };
  }
}

interface Source {
  readonly analysis: Analysis;
  readonly block: Block;
  readonly wanted: Wanted;
  readonly target: Partial<TargetKeys>;
}

/** What the document says and the other notation has no place for. */
function lostIn(to: DialectId, { analysis, block, wanted, target }: Source): readonly string[] {
  const { response, tree } = block.content;
  const isElse = (name: string) => to === "parameterMap" && name in wanted;
  const hasTarget =
    to === "serviceOutput"
      ? TARGET.some((key) => key !== "statusCode" && target[key] !== undefined)
      : to !== "cliInput" && TARGET.some((key) => target[key] !== undefined);
  const isUnknown =
    response?.dialect !== "parameterMap" &&
    (response?.members ?? []).some(
      ({ key: { text } }) => !MEMBERS.has(text.value) && !PRINTED_MEMBERS.has(text.value),
    );
  return [
    hasTarget ? "the Target" : undefined,
    isElse("selectionPattern") && wanted.selectionPattern !== "" ? "the Pattern" : undefined,
    isElse("responseTemplates") ? "the Templates" : undefined,
    isElse("contentHandling") ? "the Content Handling" : undefined,
    isUnknown ? "Other Members" : undefined,
    analysis.frame === undefined ? undefined : "the Rest of the Document",
    (analysis.frame?.content.tree ?? tree).comments.length > 0 ? "Comments" : undefined,
  ].filter((lost) => lost !== undefined);
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

/** The text between a byte order mark or white space and what JSON takes for white space at the end. */
function contentOf(text: string): { readonly start: number; readonly end: number } {
  let end = text.length;
  while (end > 0 && " \t\r\n".includes(text.charAt(end - 1))) {
    end--;
  }
  return spanOf(Math.min(end, text.length - text.trimStart().length), end);
}

/** One level of indentation, as the text has it. */
function unitOf(text: string): string {
  return /\n(\t|[ ]+)\S/.exec(text)?.[1] ?? "  ";
}

// The integration responses in files and folders, each with the target that its path or its keys say.
// Invariant: a file that was named and cannot be sent is an error; in a folder it is passed over, and said to be.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { DeployTarget, WantedResponse } from "../../contract";
import { isCompleteTarget, targetOf } from "../../deploy";
import { analyse, findingsOfBlock, Lines, targetKeysOf, wantedOf } from "../../service";
import { tell } from "./answer";
import { readSources } from "./sources";

export interface ResponseFile {
  readonly file: string;
  readonly uri: string;
  readonly target: DeployTarget;
  readonly wanted: WantedResponse;
  /** Whether `wanted` is what the text says; of one that cannot be read nothing is known. */
  readonly isReadable: boolean;
  /** What API Gateway refuses, each a line with its place. */
  readonly errors: readonly string[];
  /** What it may refuse. */
  readonly doubts: readonly string[];
}

export interface ResponseFiles {
  readonly responses: readonly ResponseFile[];
  /** Something that was named cannot be used. */
  readonly hasErrors: boolean;
}

/** How a command's document says so. */
export const UNUSABLE = { reason: "usage", message: "A file that was named cannot be used." } as const;

export async function responseFiles(names: readonly string[]): Promise<ResponseFiles> {
  const seen = new Set<string>();
  const responses: ResponseFile[] = [];
  let hasErrors = false;
  for (const name of names) {
    for await (const source of readSources(name, undefined)) {
      if (source.kind === "error") {
        hasErrors = true;
        tell(`${source.file}: ${source.why}.`);
        continue;
      }
      const path = resolve(source.file);
      if (seen.has(path)) {
        continue;
      }
      seen.add(path);
      const isNamed = source.file === name;
      const found = responsesIn(source.file, source.text, isNamed || source.claim === "own");
      if (typeof found === "string") {
        hasErrors ||= isNamed;
        tell(`${source.file}: ${found}`);
        continue;
      }
      responses.push(...found);
    }
  }
  return { responses, hasErrors };
}

/** Or why there is none, in a sentence. */
function responsesIn(file: string, text: string, own: boolean): readonly ResponseFile[] | string {
  const uri = pathToFileURL(resolve(file)).href;
  const analysis = analyse({ uri, own, tellsSyntax: true, text });
  const blocks = analysis.blocks.filter(({ content }) => content.response !== undefined);
  if (blocks.length === 0) {
    return "no integration response found.";
  }
  const lines = new Lines(text);
  const responses: ResponseFile[] = [];
  for (const block of blocks) {
    const { known, conflicts } = targetOf(uri, targetKeysOf(analysis, block));
    const [conflict] = conflicts;
    if (conflict !== undefined) {
      return `its keys and its path disagree about ${conflict.key}: ${conflict.inKeys} and ${conflict.inPath}.`;
    }
    if (!isCompleteTarget(known)) {
      return "it does not say where it belongs: name restApiId, resourceId, httpMethod and statusCode, or put it in restapis/<api>/resources/<id>/methods/<METHOD>/integration/responses/<status>.json.";
    }
    const wanted = wantedOf(analysis, block);
    const errors = findingsOfBlock(analysis, block, new Map()).filter(({ severity }) => severity === "error");
    const told = (isUncertain: boolean): readonly string[] =>
      errors
        .filter(({ evidence }) => (evidence === "uncertain") === isUncertain)
        .map(({ message, span }) => {
          const { line, column } = lines.positionAt(span.start);
          return `${file}:${line + 1}:${column + 1}: ${message}`;
        });
    const broken = wanted.kind === "none" && told(false).length === 0 ? [`${file}: it cannot be read.`] : [];
    responses.push({
      file,
      uri,
      target: known,
      wanted: wanted.kind === "wanted" ? wanted.wanted : {},
      isReadable: wanted.kind === "wanted",
      errors: [...told(false), ...broken],
      doubts: told(true),
    });
  }
  return responses;
}

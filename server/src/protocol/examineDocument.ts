// Which response of an open document is meant, and what the document says of its target.
// Invariant: it answers for one version of the buffer, or says why there is nothing to answer for.
import type { DeployFailure, DeployParams, TargetStatus } from "../contract";
import { refusal } from "../deploy";
import { type Analysis, type Block, chosenBlock } from "../service";
import { Stop } from "./answer";
import type { Documents, OpenDocument } from "./documents";
import { targetStatusOf } from "./target";

export interface ExaminedDocument {
  readonly kind: "examined";
  readonly document: OpenDocument;
  readonly analysis: Analysis;
  /** The response that is meant. */
  readonly block: Block;
  readonly status: TargetStatus;
}

/** In the order in which it refuses. */
export async function examineDocument(
  documents: Documents,
  { uri, version, line, character }: Pick<DeployParams, "uri" | "version" | "line" | "character">,
): Promise<ExaminedDocument | DeployFailure> {
  const document = documents.get(uri);
  if (document === undefined) {
    return refusal({ reason: "noDocument" });
  }
  if (version !== undefined && version !== document.version) {
    return refusal({ reason: "documentChanged" });
  }
  const analysis = await documents.analysisOf(document);
  if (analysis instanceof Stop) {
    return refusal({ reason: "documentChanged" });
  }
  const offset =
    line === undefined || character === undefined
      ? undefined
      : document.positions.offset({ line, character });
  const block = chosenBlock(analysis, offset);
  const status = targetStatusOf(uri, analysis, block);
  if (!status.recognised) {
    return refusal({ reason: "notRecognised" });
  }
  return block === undefined
    ? refusal({ reason: "severalResponses" })
    : { kind: "examined", document, analysis, block, status };
}

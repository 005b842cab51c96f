// What the service said against a document at its last deploy, for as long as the text is the one it spoke of.
// Invariant: one version of one opening; any change of the text takes it back.
import type { DeployOutcome, DeployPlan, DeployTarget } from "../contract";
import { refusedWords } from "../deploy";
import { type Analysis, type Block, type Finding, refusedPlaces } from "../service";
import type { OpenDocument } from "./documents";

export interface Refused {
  readonly findings: readonly Finding[];
  /** What the service did not find of the target. */
  readonly ofTarget?: string;
}

export interface Asked {
  readonly document: OpenDocument;
  readonly analysis: Analysis;
  readonly block: Block;
  readonly target: Partial<DeployTarget>;
  readonly region: string | undefined;
}

export class Refusals {
  readonly #known = new Map<string, { readonly version: string; readonly refused: Refused }>();
  #told = 0;

  /** Counts what was noted, so that an earlier report is not called unchanged. */
  get stamp(): number {
    return this.#told;
  }

  of(document: OpenDocument): Refused {
    const known = this.#known.get(document.uri);
    return known?.version === versionOf(document) ? known.refused : NOTHING;
  }

  /** Takes down how it ended; answers whether there is other than before to tell of the document. */
  note(asked: Asked, outcome: DeployPlan | DeployOutcome): boolean {
    const { document } = asked;
    const before = this.of(document);
    const refused = refusedBy(asked, outcome);
    if (isNothing(before) && isNothing(refused)) {
      return false;
    }
    this.#known.set(document.uri, { version: versionOf(document), refused });
    this.#told++;
    return true;
  }

  forget(uri: string): void {
    this.#known.delete(uri);
  }
}

const NOTHING: Refused = { findings: [] };

function isNothing({ findings, ofTarget }: Refused): boolean {
  return findings.length === 0 && ofTarget === undefined;
}

function versionOf({ opening, version }: OpenDocument): string {
  return `${opening}.${version}`;
}

function refusedBy(asked: Asked, outcome: DeployPlan | DeployOutcome): Refused {
  if (outcome.kind !== "failed" || outcome.serviceMessage === undefined) {
    return NOTHING;
  }
  const { reason, serviceMessage, httpStatus } = outcome;
  if (reason === "notFound") {
    return { findings: [], ofTarget: serviceMessage };
  }
  if (reason !== "badRequest" && reason !== "conflict") {
    return NOTHING;
  }
  const { restApiId = "", resourceId = "", httpMethod = "", statusCode = "" } = asked.target;
  const call = { target: { restApiId, resourceId, httpMethod, statusCode }, region: asked.region ?? "" };
  const status = httpStatus === undefined ? {} : { httpStatus };
  return {
    findings: refusedPlaces(serviceMessage, asked.analysis, asked.block).map(
      ({ code, span, said, fixes }) => ({
        rule: code,
        severity: "error",
        evidence: "observed",
        span,
        message: refusedWords({ said, serviceMessage, ...status }, call),
        fixes,
      }),
    ),
  };
}

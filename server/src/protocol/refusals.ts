// What stands against a document on the side of the service: what it said at the last deploy, or what the last plan saw
// on the method, for as long as the text is the one it is about.
// Invariant: one version of one opening; any change of the text takes it back.
import type { DeployOutcome, DeployPlan, DeployTarget, PreflightFinding } from "../contract";
import { refusedWords } from "../deploy";
import {
  type Analysis,
  type Block,
  type Finding,
  findingsOfBlock,
  refusedPlaces,
  type Span,
  shiftSpan,
  spanOfMemberPath,
} from "../service";
import type { OpenDocument } from "./documents";

export interface Refused {
  readonly findings: readonly Finding[];
  /** Where a deploy could declare what is missing. */
  readonly declarable: readonly Span[];
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

const NOTHING: Refused = { findings: [], declarable: [] };

function isNothing({ findings, ofTarget }: Refused): boolean {
  return findings.length === 0 && ofTarget === undefined;
}

function versionOf({ opening, version }: OpenDocument): string {
  return `${opening}.${version}`;
}

function refusedBy(asked: Asked, outcome: DeployPlan | DeployOutcome): Refused {
  if (outcome.kind === "plan") {
    return foreseen(asked, outcome);
  }
  if (outcome.kind !== "failed" || outcome.serviceMessage === undefined) {
    return NOTHING;
  }
  const { reason, serviceMessage, httpStatus } = outcome;
  if (reason === "notFound") {
    return { ...NOTHING, ofTarget: serviceMessage };
  }
  if (reason !== "badRequest" && reason !== "conflict") {
    return NOTHING;
  }
  const { restApiId = "", resourceId = "", httpMethod = "", statusCode = "" } = asked.target;
  const call = { target: { restApiId, resourceId, httpMethod, statusCode }, region: asked.region ?? "" };
  const status = httpStatus === undefined ? {} : { httpStatus };
  return {
    ...NOTHING,
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

/** What only the method as it is deployed shows; the rest is told of the document anyway. */
function foreseen({ analysis, block }: Asked, { preflight, declaration }: DeployPlan): Refused {
  const { response } = block.content;
  if (response === undefined) {
    return NOTHING;
  }
  const own = new Set(findingsOfBlock(analysis, block, new Map()).map(({ rule }) => rule));
  const told = preflight.flatMap((finding) =>
    finding.rule === undefined || own.has(finding.rule)
      ? []
      : [{ finding, span: shiftSpan(spanOfMemberPath(response, finding.path), block.start) }],
  );
  return {
    findings: told.map(({ finding, span }) => foreseenFinding(finding, span)),
    declarable: told.flatMap(({ finding: { offer }, span }) =>
      declaration !== undefined && offer !== undefined ? [span] : [],
    ),
  };
}

function foreseenFinding(
  { rule = "", severity, evidence, message, offer }: PreflightFinding,
  span: Span,
): Finding {
  const seen = "That is how the method is deployed now";
  const told =
    offer === undefined ? `${message} ${seen}.` : `${message} ${seen}, and a deploy can declare it first.`;
  return { rule, severity, evidence, span, message: told };
}

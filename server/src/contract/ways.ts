// The ways on that a plan leaves, as its verdict has them: the one place where it is decided what a verdict means.
// Invariant: what API Gateway is known to refuse is never sent by a way that does not say so.
import type { DeclarationOffer, DeployPlan, PlanVerdict } from "./deploy";

/** `undeclared`: it is stored, and breaks without the declaration. `anyway`: it is known to be refused. */
export type WayKind = "plain" | "declaring" | "undeclared" | "anyway";

export interface PlanWay {
  readonly kind: WayKind;
  /** What `DeployParams.confirmed` gives back, where this way is gone. */
  readonly digest: string;
}

/** In the order of their worth. */
const KINDS = {
  refused: ["anyway"],
  needsDeclaration: ["declaring", "anyway"],
  wantsDeclaration: ["declaring", "undeclared"],
  none: ["plain", "declaring"],
} as const satisfies Readonly<Record<PlanVerdict | "none", readonly WayKind[]>>;

type Judged = Pick<DeployPlan, "declaration" | "digest" | "verdict">;

/** The first is the one to propose. */
export function planWays({ declaration, digest, verdict }: Judged): readonly PlanWay[] {
  return KINDS[verdict ?? "none"].flatMap((kind): readonly PlanWay[] => {
    if (kind !== "declaring") {
      return [{ kind, digest }];
    }
    return declaration === undefined ? [] : [{ kind, digest: declaration.digest }];
  });
}

/** What has to be declared, or better is, before the PUT; a declaration that is of no use to it is none. */
export function proposedDeclaration(plan: Judged): DeclarationOffer | undefined {
  return planWays(plan)[0]?.kind === "declaring" ? plan.declaration : undefined;
}

/** What is confirmed of one plan among several, where one answer does for all of them. */
export function confirmedAmongSeveral(plan: Judged, declaring: boolean): string {
  return (declaring ? proposedDeclaration(plan) : undefined)?.digest ?? plan.digest;
}

// Of which responses an answer of the server says that they may be others now than they were shown.
// Invariant: of each API one at most, since whoever shows an API reads all of it.
import type {
  DeployAllAnswer,
  DeployAllParams,
  DeployOutcome,
  DeployTarget,
  SettledAnswer,
} from "../../../server/src/contract";

/** `undefined` among them stands for a response that neither the question nor the answer names. */
export function touchedBy(answer: unknown, params: object): readonly (DeployTarget | undefined)[] {
  return isAnswer(answer) ? onePerApi(targetsIn(answer, params)) : [];
}

type Answer = DeployOutcome | DeployAllAnswer | SettledAnswer;

const KINDS: ReadonlySet<unknown> = new Set(["deployed", "failed", "deployedAll", "settled"]);

function isAnswer(answer: unknown): answer is Answer {
  return KINDS.has((answer as { readonly kind?: unknown } | null)?.kind);
}

function targetsIn(answer: Answer, params: object): readonly (DeployTarget | undefined)[] {
  switch (answer.kind) {
    case "deployed":
      return [answer.target, ...settledIn(answer.earlier)];
    case "failed":
      return [
        ...(answer.declared !== undefined || answer.reason === "inDoubt" ? [targetOf(params)] : []),
        ...settledIn(answer.earlier),
      ];
    case "deployedAll": {
      const { files } = params as DeployAllParams;
      return answer.outcomes.flatMap(({ outcome }, index) => targetsIn(outcome, files[index] ?? {}));
    }
    case "settled":
      return settledIn(answer.settled);
  }
}

/** A deployment to a stage leaves the responses as they are. */
function settledIn(settled: SettledAnswer["settled"] = []): readonly DeployTarget[] {
  return settled
    .filter(({ found }) => found !== "unsettled")
    .flatMap(({ target }) => ("statusCode" in target ? [target] : []));
}

/** A restore names its entry of the history alone. */
function targetOf(params: { readonly target?: DeployTarget }): DeployTarget | undefined {
  return params.target;
}

function onePerApi(targets: readonly (DeployTarget | undefined)[]): readonly (DeployTarget | undefined)[] {
  return [...new Map(targets.map((target) => [target?.restApiId, target])).values()];
}

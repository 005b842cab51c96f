// Several responses in the order in which they can be stored: what gives a pattern up, before what takes it.
// Invariant: pure; as a method has one default, nothing takes it before what has it gave it up.
import type { DeployPlan } from "./deploy";
import { verdictOf } from "./verdict";

/** What is deployed among others. */
export interface Member {
  readonly plan: DeployPlan;
}

export interface Sequenced<One extends Member> {
  readonly one: One;
  /** As it is judged at its turn. */
  readonly plan: DeployPlan;
  /** Those of the same method whose pattern, or whose place as the default, it takes. Each of them comes before it. */
  readonly after: readonly One[];
  /** Others that would become the default of the same method: API Gateway stores one of them. */
  readonly rivals: readonly One[];
}

/** What takes nothing from another keeps its place. Where patterns change hands in a circle, the first of it begins. */
export function inSequence<One extends Member>(members: readonly One[]): readonly Sequenced<One>[] {
  const waiting = new Map(members.map((one) => [one, members.filter((other) => gives(other, one))]));
  const sequence = new Map<One, Sequenced<One>>();
  for (let next = nextOf(waiting); next !== undefined; next = nextOf(waiting)) {
    const [one, givers] = next;
    const after = givers.filter((giver) => sequence.has(giver));
    const rivals = members.filter((other) => isRival(other, one));
    sequence.set(one, { one, plan: atItsTurn(one.plan, after, rivals), after, rivals });
    waiting.delete(one);
  }
  return [...sequence.values()];
}

/** Whoever has the default and gives it up takes a pattern: so what waits for the default never waits for itself. */
function nextOf<One extends Member>(
  waiting: ReadonlyMap<One, readonly One[]>,
): readonly [One, readonly One[]] | undefined {
  const left = [...waiting];
  return (
    left.find(([, givers]) => !givers.some((giver) => waiting.has(giver))) ??
    left.find(([{ plan }]) => wantedPattern(plan) !== DEFAULT)
  );
}

const DEFAULT = "";

function gives({ plan }: Member, taker: Member): boolean {
  const given = livePattern(plan);
  return (
    given !== undefined &&
    given !== wantedPattern(plan) &&
    given === wantedPattern(taker.plan) &&
    given !== livePattern(taker.plan) &&
    isSameMethod(plan, taker.plan)
  );
}

function isRival(other: Member, one: Member): boolean {
  return (
    other !== one &&
    [other, one].every(({ plan }) => becomesDefault(plan)) &&
    isSameMethod(other.plan, one.plan)
  );
}

function becomesDefault(plan: DeployPlan): boolean {
  return plan.liveState !== "denied" && wantedPattern(plan) === DEFAULT && livePattern(plan) !== DEFAULT;
}

function atItsTurn(plan: DeployPlan, after: readonly Member[], rivals: readonly Member[]): DeployPlan {
  const given = new Set(after.map((one) => one.plan.target.statusCode));
  const preflight = plan.preflight.filter(
    ({ heldBy = [] }) => heldBy.length === 0 || !heldBy.every((status) => given.has(status)),
  );
  if (preflight.length === plan.preflight.length && rivals.length === 0) {
    return plan;
  }
  const { verdict: _, ...rest } = plan;
  const verdict = rivals.length > 0 ? "refused" : verdictOf(preflight, plan.declaration);
  return { ...rest, preflight, ...(verdict === undefined ? {} : { verdict }) };
}

/** Nothing where the response is to be taken away. */
function wantedPattern({ removes, wanted }: DeployPlan): string | undefined {
  return removes === true ? undefined : (wanted.selectionPattern ?? DEFAULT);
}

/** Nothing where nothing is deployed, or it could not be read. */
function livePattern({ live, liveState }: DeployPlan): string | undefined {
  return liveState === "read" ? (live?.selectionPattern ?? DEFAULT) : undefined;
}

function isSameMethod({ target: one }: DeployPlan, { target: other }: DeployPlan): boolean {
  return (
    one.restApiId === other.restApiId &&
    one.resourceId === other.resourceId &&
    one.httpMethod === other.httpMethod
  );
}

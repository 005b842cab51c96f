// One of the ways through a template, as far as it has come, and what a statement makes of it.
// Invariant: what is kept of a statement counts from where it was entered, so that it holds for every way that enters alike.
import type { Span } from "../../../text/span";
import type { Environment, Stretches } from "./environment";
import type { JsonFault, JsonState } from "./jsonState";

/** Where an output stands. The same place is the same object. */
export interface Place {
  readonly id: number;
  /** Nothing: it may be anywhere. */
  readonly state: JsonState | undefined;
  /** Whether it is broken already. */
  readonly failed: boolean;
}

export class Places {
  readonly failed: Place = { id: 0, state: undefined, failed: true };
  readonly anywhere: Place = { id: 1, state: undefined, failed: false };
  readonly #known = new Map<string, Place>();

  of(state: JsonState | undefined): Place {
    if (state === undefined) return this.anywhere;
    const key = `${state.mode} ${state.open} ${state.rest}`;
    let place = this.#known.get(key);
    if (place === undefined) {
      place = { id: this.#known.size + 2, state, failed: false };
      this.#known.set(key, place);
    }
    return place;
  }
}

export interface Way {
  readonly place: Place;
  readonly environment: Environment;
  /** The choices that led here, as bits. */
  readonly taken: bigint;
  /** How much was printed. */
  readonly progress: number;
}

/** A way that failed: of several, the one that got farthest knows best. */
export interface Failure {
  readonly fault: JsonFault;
  readonly span: Span;
  readonly taken: bigint;
  readonly progress: number;
}

/** What becomes of a way in a statement: each way as if nothing had been taken and printed before. */
export interface Outcome {
  /** Where it came from, and what it knew of what the statement looks at. */
  readonly place: Place;
  readonly seen: string;
  readonly steps: number;
  readonly next: readonly Way[];
  /** At a `#stop`. */
  readonly ended: readonly Way[];
  /** At a `#break` of a loop around it. */
  readonly broken: readonly Way[];
  readonly failures: readonly Failure[];
}

/** Where a way is that did what another did, which may have changed these slots; else it is that other one. */
export function onward(way: Way, exit: Way, changes: Stretches | undefined): Way {
  const { place, taken, progress } = exit;
  return {
    place,
    environment:
      changes === undefined ? exit.environment : way.environment.takeOver(changes, exit.environment),
    taken: taken === 0n ? way.taken : way.taken | taken,
    progress: way.progress + progress,
  };
}

/** Ways that cannot be told apart any more are one. */
export function merged(all: readonly Way[]): readonly Way[] {
  if (all.length < 2) return all;
  // One that failed has nothing more to tell while others go on.
  const live = all.some(({ place }) => place.failed) ? all.filter(({ place }) => !place.failed) : all;
  const kept: Way[] = [];
  for (const way of live.length > 0 ? live : all) {
    const same = indexOfSame(kept, way);
    const other = kept[same];
    if (other === undefined) kept.push(way);
    else kept[same] = joined(other, way);
  }
  return kept;
}

function indexOfSame(ways: readonly Way[], { place, environment }: Way): number {
  for (let at = 0; at < ways.length; at++) {
    const way = ways[at];
    if (way?.environment === environment && way.place === place) return at;
  }
  return -1;
}

function joined(one: Way, other: Way): Way {
  const { place, environment } = one;
  return {
    place,
    environment,
    taken: one.taken | other.taken,
    progress: Math.max(one.progress, other.progress),
  };
}

/** Of several that got as far the first. */
export function furthestOf(failures: readonly Failure[]): Failure | undefined {
  let furthest: Failure | undefined;
  for (const failure of failures) {
    if (furthest === undefined || furthest.progress < failure.progress) furthest = failure;
  }
  return furthest;
}

// Adds up how much nodes can match, the way Java does: 32-bit sums, and a limit lost once they overflow.
import { type Extent, UNLIMITED } from "./regex";

export const NOTHING: Extent = { min: 0, max: 0, bounded: true, deterministic: true };
export const ONE: Extent = { min: 1, max: 1, bounded: true, deterministic: true };
export const LINE_BREAK: Extent = { min: 1, max: 2, bounded: true, deterministic: true };
/** A cluster: Java counts its least length only. */
export const CLUSTER: Extent = { min: 1, max: 0, bounded: true, deterministic: false };
export const UNKNOWN_LENGTH: Extent = { min: 0, max: 0, bounded: false, deterministic: true };

/** One after the other. */
export function extentOfAll(parts: readonly { readonly extent: Extent }[]): Extent {
  let { min, max, bounded, deterministic } = NOTHING;
  for (const { extent } of parts) {
    min = (min + extent.min) | 0;
    max = (max + extent.max) | 0;
    bounded &&= extent.bounded;
    deterministic &&= extent.deterministic;
  }
  return { min, max, bounded, deterministic };
}

/** One of several. */
export function extentOfEither(parts: readonly { readonly extent: Extent }[]): Extent {
  let min = UNLIMITED;
  let max = -1;
  let bounded = true;
  for (const { extent } of parts) {
    min = Math.min(min, extent.min);
    max = Math.max(max, extent.max);
    bounded &&= extent.bounded;
  }
  return { min, max, bounded, deterministic: false };
}

/** One or none. */
export function extentOfOptional({ extent }: { readonly extent: Extent }): Extent {
  return { ...extent, min: 0, deterministic: false };
}

/** One character, greedily and without a limit: Java adds the largest number and lets it overflow. */
export function extentOfRun(min: number): Extent {
  return { min, max: UNLIMITED, bounded: true, deterministic: false };
}

export function extentOfRepeat({ extent }: { readonly extent: Extent }, least: number, most: number): Extent {
  const min = Math.imul(extent.min, least);
  const max = Math.imul(extent.max, most);
  return {
    min: min < 0 ? 0xfffffff : min,
    max,
    bounded: extent.bounded && max >= 0,
    deterministic: extent.deterministic && least === most,
  };
}

/** A group that Java repeats in a loop: nothing is known of it, nor of what follows. */
export const LOOP: Extent = { min: 0, max: 0, bounded: false, deterministic: false };

// What a method that may take long or make much is charged for, so that a template cannot hang or fill the memory.
// Invariant: `spend` and `make` end the run once nothing is left.

export interface Cost {
  /** How much may still be spent. */
  readonly left: number;
  spend(amount: number): void;
  /** Counts what comes into being, in characters: all of it might be kept until the end. */
  make(amount: number): void;
  /** Ends the run where what Java would answer cannot be told. */
  giveUp(): never;
}

/** How many characters or items a method gets through in the time of one step of a search. */
export const SIZE_A_COIN = 8;

/** An item of a list takes as much memory as so many characters. */
export const CHARACTERS_AN_ITEM = 32;

/** A value is too large, or holds itself by a detour. Caught by the renderer. */
export class TooLarge {}

/** Nested deeper than is followed here, though Java would go on. Caught by the renderer. */
export class TooDeep extends TooLarge {}

const DEEPEST = 402;

/** What walking through a value may cost: lists that share their items are small and print without end. */
export class Budget {
  readonly cost: Cost | undefined;
  #left = 2_000_000;
  #depth = 0;

  constructor(cost?: Cost) {
    this.cost = cost;
  }

  enter(): void {
    this.#left--;
    if (++this.#depth > DEEPEST) throw new TooLarge();
  }

  leave(): void {
    this.#depth--;
  }

  spend(amount: number): void {
    this.#left -= amount;
    if (this.#left < 0) throw new TooLarge();
    this.cost?.spend(amount / SIZE_A_COIN);
  }
}

// What a method that may take long is charged for, so that a template cannot hang in one call.
// Invariant: `spend` ends the run once nothing is left.

export interface Cost {
  /** How much may still be spent. */
  readonly left: number;
  spend(amount: number): void;
  /** Ends the run where what Java would answer cannot be told. */
  giveUp(): never;
}

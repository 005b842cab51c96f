// The ways people write an integration response down.

export type DialectId = "putBody" | "cliInput" | "parameterMap";

/** What is known of a document besides its text. */
export interface DocumentFacts {
  readonly uri: string;
  /** Our own language, where a file is an integration response by definition. */
  readonly own: boolean;
}

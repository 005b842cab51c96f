// The ways people write an integration response down.

/**
 * `putBody`: the body of the PUT. `cliInput`: `--cli-input-json`, the body with the target's keys beside it.
 * `parameterMap`: the bare map of `--response-parameters file://…`.
 * `serviceOutput`: what the service prints of it, alone or inside its integration, method or resource.
 */
export type DialectId = "putBody" | "cliInput" | "parameterMap" | "serviceOutput";

/** What is known of a document besides its text. */
export interface DocumentFacts {
  readonly uri: string;
  /** It is an integration response by its name or language, even where its text is broken or empty. */
  readonly own: boolean;
  /** What the text is written in: an integration response, or one Velocity template that stands alone. */
  readonly language?: "response" | "template" | undefined;
  /** What a template that stands alone prints, where that is known. */
  readonly mediaType?: string | undefined;
  /** Whether nobody else tells the syntax errors: true for our own language and on the command line. */
  readonly tellsSyntax: boolean;
}

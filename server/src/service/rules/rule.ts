// What a rule is. One file per rule; the engine derives from `subject` when a rule has to run again.
import type { ParsedTemplate } from "../islands/vtl";
import type { DocumentFacts } from "../model/dialects/dialect";
import type {
  IntegrationResponse,
  Mapping,
  RequestTemplate,
  SelectionPattern,
} from "../model/integrationResponse";
import type { Backend, Method } from "../model/method";
import type { Tree } from "../syntax/node";
import type { DecodedText } from "../text/decodedText";
import type { Span } from "../text/span";
import type { TextEdit } from "../text/textEdit";
import type { Evidence } from "../vocabulary/entry";

/** What the service does with it: refuses, breaks at run time, surprises; and what is mere style. */
export type Severity = "error" | "warning" | "information" | "hint";

export interface Fix {
  /** Imperative, as the menu shows it. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Whether it is the one right mend, which "fix all" may apply unseen. */
  readonly preferred: boolean;
}

/** What a rule has to say of a place. Spans and edits are relative to the block; of a method, to the method. */
export interface Problem {
  /** Of a method, whose parts may lie in several documents: the one that the span and the fixes belong to. */
  readonly uri?: string;
  readonly span: Span;
  readonly message: string;
  /** Asked for only when the user opens the menu. */
  readonly fixes?: () => readonly Fix[];
  /** Where the rule's own severity does not fit this case. */
  readonly severity?: Severity;
  readonly evidence?: Evidence;
}

/** A problem with the name of the rule that found it. */
export interface Finding extends Problem {
  readonly rule: string;
  readonly severity: Severity;
  readonly evidence: Evidence;
}

/** What a rule looks at, by the name of its subject. */
export interface Subjects {
  /** The text as such, whatever it holds. */
  readonly document: {
    readonly tree: Tree;
    readonly facts: DocumentFacts;
    readonly response: IntegrationResponse | undefined;
  };
  readonly response: IntegrationResponse;
  /** One string that holds a little language. */
  readonly island: Island;
  /** The responses of one method together, with its integration and declarations where they are in sight. */
  readonly method: Method;
}

/** A rule is shown it through getters, which tell whether the rule has to be asked again: take parts, do not spread it. */
export type Island = { readonly kind: "mapping"; readonly mapping: Mapping } | PatternIsland | TemplateIsland;

export interface PatternIsland {
  readonly kind: "pattern";
  readonly pattern: SelectionPattern;
  readonly response: IntegrationResponse;
  /** What stands behind the method, where it is in sight: it decides what the pattern is tried against. */
  readonly backend: Backend | undefined;
}

/** A Velocity template. Its problems are told in terms of the text, which knows the way to the source. */
export interface TemplateIsland {
  readonly kind: "template";
  readonly text: DecodedText;
  /** Spans are those of the decoded value. */
  readonly parsed: () => ParsedTemplate;
  /** The key it stands under. Not known of every template that is a document of its own. */
  readonly mediaType: string | undefined;
  /** Whether the document around it is broken, which may have cut the string short. */
  readonly mayBeCut: boolean;
  /** What runs before it, where the integration is in sight: the request templates. */
  readonly requests: readonly RequestTemplate[] | undefined;
  /** What it is part of, where that is in sight. */
  readonly response: IntegrationResponse | undefined;
}

export type SubjectName = keyof Subjects;

/**
 * The text of a PUT body; of a method rule, what the service prints of the method. `⟦ ⟧` mark the findings;
 * the other dialects are derived from it.
 */
export interface FaultyExample {
  readonly code: string;
  /** The text after the first fix, if there is one. */
  readonly fixed?: string;
  /** Part of the message, where one rule has several. */
  readonly message?: string;
}

export interface RuleOf<S extends SubjectName> {
  readonly id: string;
  /** What is wrong, in a few words. */
  readonly title: string;
  readonly subject: S;
  readonly severity: Severity;
  readonly evidence: Evidence;
  /** Markdown: what API Gateway does, why, and what to write instead. */
  readonly explanation: string;
  readonly source: string;
  readonly examples: { readonly faulty: readonly FaultyExample[]; readonly fine: readonly string[] };
  readonly check: (subject: Subjects[S]) => Iterable<Problem>;
}

export type Rule = { [S in SubjectName]: RuleOf<S> }[SubjectName];

export function defineRule<S extends SubjectName>(rule: RuleOf<S>): RuleOf<S> {
  return rule;
}

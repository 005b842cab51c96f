// Which response of a method answers what its backend does: the sample as it was typed, a row for each response.
// Invariant: what is typed may be anything at any moment; what is no sample yet says what is still missing.
import type { Analysis, MethodAnalysis, Part } from "../analysis";
import type { IntegrationResponse } from "../model/integrationResponse";
import { stringMember } from "../model/integrationResponse";
import { type Integration, type MethodMember, patternOf } from "../model/method";
import { memberOfMethod } from "../model/siblings";
import type { Backend, Choice, Sample, Verdict } from "../simulate/select";
import { selectResponse } from "../simulate/select";
import { contentSpan } from "../syntax/node";
import type { Span } from "../text/span";

export interface WhichQuestion {
  /** Absent: what the document says or, where it does not, what the sample looks like. */
  readonly backend?: Backend | undefined;
  /** In one line: `\n`, `\r`, `\t` and `\\` stand for what they do in JSON, in a message. */
  readonly typed: string;
}

export interface WhichAnswer {
  readonly backend: Backend;
  readonly backendFrom: "document" | "question" | "sample";
  /** Who answers, or what is still missing. */
  readonly sentence: string;
  readonly rows: readonly WhichRow[];
}

export interface WhichRow {
  readonly uri: string;
  readonly status: string | undefined;
  /** Empty for the default response; absent where it is not known. */
  readonly pattern: string | undefined;
  /** Where to go: the pattern, or the response's name. Relative to `start`, in the text that `source` holds. */
  readonly span: Span;
  /** Where the part that the span counts from begins in its document. */
  readonly start: number;
  readonly source: string;
  /** Absent while there is no sample. */
  readonly verdict: Verdict | undefined;
  readonly why: string;
  /** Answers, or may: of several that match any may be the one. */
  readonly answer: "yes" | "maybe" | "no";
}

/** The set around an offset. `undefined` where there is none, or none more than another. */
export function whichResponse(
  analysis: Analysis,
  offset: number | undefined,
  { backend: asked, typed }: WhichQuestion,
): WhichAnswer | undefined {
  const set = setAt(analysis, offset);
  const known = set?.integration?.backend;
  if (set === undefined || set.members.length === 0 || known === "proxy") {
    return undefined;
  }
  const backend = asked ?? known ?? looksLike(typed);
  const backendFrom = asked !== undefined ? "question" : known !== undefined ? "document" : "sample";
  const sample = sampleOf(backend, typed);
  const responses = set.members.map(({ response }) => response);
  const selection = typeof sample === "string" ? undefined : selectResponse(sample, responses);
  const rows = set.members.map((member, index): WhichRow => {
    const trace = selection?.traces[index];
    return {
      uri: member.uri,
      status: member.status,
      pattern: patternOf(member.response),
      ...placeOf(member, analysis, set.start),
      verdict: trace?.verdict,
      why: trace?.why ?? "",
      answer: selection === undefined ? "no" : answerOf(selection.choice, index),
    };
  });
  const sentence = typeof sample === "string" ? sample : sentenceOf(selection?.choice, rows);
  return { backend, backendFrom, sentence, rows };
}

interface ResponseSet {
  readonly members: readonly MethodMember[];
  readonly integration: Integration | undefined;
  readonly start: number;
}

function setAt(analysis: Analysis, offset: number | undefined): ResponseSet | undefined {
  const { methods = [], blocks, frame } = analysis;
  const isAt = ({ start, content }: Part<MethodAnalysis>) =>
    offset !== undefined && start <= offset && offset <= start + content.text.length;
  const part = methods.length === 1 ? methods[0] : methods.find(isAt);
  if (part !== undefined) {
    const { members, integration } = part.content.method;
    return { members, integration, start: part.start };
  }
  const alone = frame === undefined ? memberOfMethod(analysis) : undefined;
  return alone && { members: [alone], integration: undefined, start: blocks[0]?.start ?? 0 };
}

/** Three digits are a status; everything else, the empty text of a success too, a message. */
function looksLike(typed: string): Backend {
  return /^\s*\d{3}\s*$/.test(typed) ? "http" : "lambda";
}

function sampleOf(backend: Backend, typed: string): Sample | string {
  if (backend === "lambda") {
    return { backend, errorMessage: unescaped(typed) };
  }
  const status = typed.trim();
  return /^\d{3}$/.test(status)
    ? { backend, status }
    : "Type the backend's status, three digits such as 404.";
}

const ESCAPES: Readonly<Record<string, string>> = { "\\n": "\n", "\\r": "\r", "\\t": "\t", "\\\\": "\\" };

function unescaped(typed: string): string {
  return typed.replace(/\\[nrt\\]/g, (written) => ESCAPES[written] ?? written);
}

function placeOf(
  { uri, nameSpan, response, document }: MethodMember,
  analysis: Analysis,
  start: number,
): Pick<WhichRow, "span" | "start" | "source"> {
  const { text: source, start: from } =
    uri === analysis.uri
      ? { text: analysis.text, start }
      : (document ?? { text: response.tree.text, start: 0 });
  return { span: patternSpan(response) ?? nameSpan, start: from, source };
}

function patternSpan(response: IntegrationResponse): Span | undefined {
  const pattern = stringMember(response, "selectionPattern");
  return pattern && contentSpan(pattern.node);
}

function answerOf(choice: Choice, index: number): WhichRow["answer"] {
  switch (choice.kind) {
    case "none":
      return "no";
    case "chosen":
      return choice.index === index ? "yes" : "no";
    default:
      return choice.indexes.includes(index) ? "maybe" : "no";
  }
}

function sentenceOf(choice: Choice | undefined, rows: readonly WhichRow[]): string {
  const names = (indexes: readonly number[]) =>
    indexes.map((index) => rows[index]?.status ?? "a response without a status").join(", ");
  switch (choice?.kind) {
    case "chosen":
      return `${names([choice.index])} answers.`;
    case "ambiguous":
      return `Several match, and which of them answers is not documented: ${names(choice.indexes)}.`;
    case "severalDefaults":
      return `Several have no pattern, and API Gateway refuses the second with a conflict: ${names(choice.indexes)}.`;
    case "undecided":
      return choice.indexes.length === 1
        ? `Whether ${names(choice.indexes)} answers cannot be decided.`
        : `It cannot be decided between: ${names(choice.indexes)}.`;
    default:
      return rows.length === 1
        ? "It does not match. Another response of the method may."
        : "None matches, and there is no default: the client gets a 500 with “Internal server error”.";
  }
}

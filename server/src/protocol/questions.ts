// The server's commands that only answer: a rule's page, a command line, responses to begin with. Nothing is signed.
// Invariant: they answer from the open documents and from what the service knows; they change nothing.
import { ErrorCodes, ResponseError } from "vscode-languageserver";
import {
  type AwsCommandAnswer,
  type ResponseTemplate,
  type RulePage,
  type RuleSummary,
  type SampleTemplate,
  SERVER_COMMANDS,
  type TemplateAnswer,
  type TemplateEditsAnswer,
  type TemplateList,
  type WhichResponseAnswer,
} from "../contract";
import { targetOf } from "../deploy";
import {
  awsCommandOf,
  BACKENDS,
  chosenBlock,
  explainRule,
  Lines,
  newResponses,
  newSamples,
  RULES,
  RULES_BY_ID,
  shiftSpan,
  targetKeysOf,
  whichResponse,
} from "../service";
import { Stop } from "./answer";
import type { View } from "./features";
import { fromLspPlace, fromLspRule, fromLspShell, fromLspWhich } from "./fromLsp";
import { editTemplate, listTemplates, readTemplate } from "./templates";

export type QuestionAnswer =
  | readonly RuleSummary[]
  | RulePage
  | readonly ResponseTemplate[]
  | readonly SampleTemplate[]
  | AwsCommandAnswer
  | WhichResponseAnswer
  | TemplateList
  | TemplateAnswer
  | TemplateEditsAnswer
  | null;

const QUESTIONS: ReadonlySet<string> = new Set([
  SERVER_COMMANDS.listRules,
  SERVER_COMMANDS.explainRule,
  SERVER_COMMANDS.listResponseTemplates,
  SERVER_COMMANDS.listSampleTemplates,
  SERVER_COMMANDS.awsCommand,
  SERVER_COMMANDS.whichResponse,
  SERVER_COMMANDS.listTemplates,
  SERVER_COMMANDS.readTemplate,
  SERVER_COMMANDS.editTemplate,
]);

export function isQuestion(command: string): boolean {
  return QUESTIONS.has(command);
}

type ViewOf = (uri: string) => Promise<View | Stop | undefined>;

export async function answerQuestion(
  command: string,
  argument: unknown,
  viewOf: ViewOf,
  /** With the other responses of the document's method. */
  joinedOf: ViewOf,
): Promise<QuestionAnswer | Stop> {
  switch (command) {
    case SERVER_COMMANDS.listRules:
      return RULES.map(({ id, title, severity }) => ({ id, title, severity }));
    case SERVER_COMMANDS.explainRule: {
      const rule = RULES_BY_ID.get(fromLspRule(argument) ?? "");
      return rule === undefined ? null : { id: rule.id, title: rule.title, markdown: explainRule(rule) };
    }
    case SERVER_COMMANDS.listResponseTemplates:
      return newResponses();
    case SERVER_COMMANDS.whichResponse:
      return whichAnswer(argument, joinedOf);
    case SERVER_COMMANDS.listSampleTemplates:
      return newSamples();
    case SERVER_COMMANDS.listTemplates:
      return listTemplates(argument, viewOf);
    case SERVER_COMMANDS.readTemplate:
      return readTemplate(argument, viewOf);
    case SERVER_COMMANDS.editTemplate:
      return editTemplate(argument, viewOf);
    default:
      return awsCommand(argument, viewOf);
  }
}

async function whichAnswer(argument: unknown, viewOf: ViewOf): Promise<WhichResponseAnswer | Stop> {
  const asked = fromLspWhich(argument);
  if (asked === undefined) {
    throw new ResponseError(
      ErrorCodes.InvalidParams,
      `The command wants the document's URI, a sample and, if any, a backend: ${BACKENDS.join(", ")}.`,
    );
  }
  const view = await viewOf(asked.uri);
  if (view === undefined || view instanceof Stop) {
    return view ?? { kind: "none", message: "The document is not open here." };
  }
  const { document, analysis } = view;
  const offset = asked.position && document.positions.offset(asked.position);
  const { backend, sample } = asked;
  const found = whichResponse(analysis, offset, { backend, typed: sample });
  if (found === undefined) {
    return {
      kind: "none",
      message:
        "There is no set of responses here that is chosen from by pattern. Place the cursor in a method.",
    };
  }
  const responses = found.rows.map(({ uri, status, pattern, why, answer, span, start, source }) => {
    const own = uri === document.uri;
    const positions = own ? document.positions : document.positions.of(new Lines(source));
    const { line, character } = positions.range(shiftSpan(span, start)).start;
    return {
      uri,
      line,
      character,
      ...(status === undefined ? {} : { status }),
      ...(pattern === undefined ? {} : { pattern }),
      why,
      answer,
    };
  });
  const { backendFrom, sentence } = found;
  return { kind: "responses", backend: found.backend, backendFrom, sentence, responses };
}

async function awsCommand(argument: unknown, viewOf: ViewOf): Promise<AwsCommandAnswer | Stop> {
  const place = fromLspPlace(argument);
  if (place === undefined) {
    throw new ResponseError(ErrorCodes.InvalidParams, "The command wants the document's URI.");
  }
  const view = await viewOf(place.uri);
  if (view === undefined || view instanceof Stop) {
    return view ?? { kind: "none", message: "The document is not open here." };
  }
  const { document, analysis } = view;
  const block = chosenBlock(analysis, place.position && document.positions.offset(place.position));
  const { known } = targetOf(place.uri, targetKeysOf(analysis, block));
  return awsCommandOf(analysis, known, { block, shell: fromLspShell(argument) });
}

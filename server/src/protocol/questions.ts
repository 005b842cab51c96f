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
} from "../contract";
import { targetOf } from "../deploy";
import {
  awsCommandOf,
  chosenBlock,
  explainRule,
  newResponses,
  newSamples,
  RULES,
  RULES_BY_ID,
  targetKeysOf,
} from "../service";
import { Stop } from "./answer";
import type { View } from "./features";
import { fromLspPlace, fromLspRule } from "./fromLsp";

export type QuestionAnswer =
  | readonly RuleSummary[]
  | RulePage
  | readonly ResponseTemplate[]
  | readonly SampleTemplate[]
  | AwsCommandAnswer
  | null;

const QUESTIONS: ReadonlySet<string> = new Set([
  SERVER_COMMANDS.listRules,
  SERVER_COMMANDS.explainRule,
  SERVER_COMMANDS.listResponseTemplates,
  SERVER_COMMANDS.listSampleTemplates,
  SERVER_COMMANDS.awsCommand,
]);

export function isQuestion(command: string): boolean {
  return QUESTIONS.has(command);
}

export async function answerQuestion(
  command: string,
  argument: unknown,
  viewOf: (uri: string) => Promise<View | Stop | undefined>,
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
    case SERVER_COMMANDS.listSampleTemplates:
      return newSamples();
    default:
      return awsCommand(argument, viewOf);
  }
}

async function awsCommand(
  argument: unknown,
  viewOf: (uri: string) => Promise<View | Stop | undefined>,
): Promise<AwsCommandAnswer | Stop> {
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
  return awsCommandOf(analysis, known, block);
}

// The server's commands that only answer: a rule's page, a command line, responses to begin with. Nothing is signed.
// Invariant: they answer from the open documents and from what the service knows; they change nothing.
import { ErrorCodes, ResponseError } from "vscode-languageserver";
import {
  type AwsCommandAnswer,
  type ResponseTemplate,
  type RulePage,
  type RuleSummary,
  SERVER_COMMANDS,
  type TemplateAnswer,
  type TemplateEditsAnswer,
  type TemplateList,
} from "../contract";
import { targetOf } from "../deploy";
import {
  awsCommandOf,
  blockAt,
  explainRule,
  newResponses,
  onlyBlock,
  RULES,
  RULES_BY_ID,
  targetKeysOf,
} from "../service";
import { Stop } from "./answer";
import type { View } from "./features";
import { fromLspPlace, fromLspRule } from "./fromLsp";
import { editTemplate, listTemplates, readTemplate } from "./templates";

export type QuestionAnswer =
  | readonly RuleSummary[]
  | RulePage
  | readonly ResponseTemplate[]
  | AwsCommandAnswer
  | TemplateList
  | TemplateAnswer
  | TemplateEditsAnswer
  | null;

const QUESTIONS: ReadonlySet<string> = new Set([
  SERVER_COMMANDS.listRules,
  SERVER_COMMANDS.explainRule,
  SERVER_COMMANDS.listResponseTemplates,
  SERVER_COMMANDS.awsCommand,
  SERVER_COMMANDS.listTemplates,
  SERVER_COMMANDS.readTemplate,
  SERVER_COMMANDS.editTemplate,
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
  const here = place.position && blockAt(analysis, document.positions.offset(place.position));
  const block = onlyBlock(analysis) ?? here;
  const { known } = targetOf(place.uri, targetKeysOf(analysis, block));
  return awsCommandOf(analysis, known, block);
}

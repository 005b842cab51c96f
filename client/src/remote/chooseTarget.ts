// Where a response goes: account, and by name the parts of the target that its document does not say.
// Invariant: what the document says is never asked and never overruled; an identifier is typed only where no list may be read.
import { l10n } from "vscode";
import type { DeployChoices, DeployTarget } from "../../../server/src/contract";
import { askAll, inTurn, pick, type Question, type Text, text } from "../ask";
import { type ConnectionDraft, connectionQuestions } from "../deploy/questions";
import { isWhole } from "../deploy/target";
import type { Choice } from "../remembered";
import {
  accountIn,
  apiQuestion,
  type Beginning,
  type Chooser,
  type MethodOnPath,
  methodQuestion,
} from "./choose";
import type { ApiRef } from "./nodes";

/** Nothing where the user left, or after a failure was told. What was chosen is remembered for the document. */
export async function chooseTarget(
  chooser: Chooser,
  choices: DeployChoices,
  { title, account: given, anew }: Beginning,
): Promise<Choice | undefined> {
  const { memory, remote } = chooser;
  const draft: Draft = { ...given, target: { ...choices.target.known } };
  const connection =
    given === undefined ? connectionQuestions(choices, memory.of(choices.uri), draft, remote.renewal) : [];
  const questions = targetQuestions(chooser, choices, draft, anew);
  if (!(await askAll(title, [...connection, ...questions]))) {
    return undefined;
  }
  const { target } = draft;
  if (!isWhole(target)) {
    return undefined;
  }
  const choice = { ...accountIn(draft), target };
  await memory.remember(choices.uri, choice);
  return choice;
}

/** The answers so far; the questions fill them in. */
interface Draft extends ConnectionDraft {
  target: Partial<DeployTarget>;
  api?: ApiRef;
  method?: MethodOnPath;
}

function targetQuestions(
  chooser: Chooser,
  { uri, target: { known } }: DeployChoices,
  draft: Draft,
  anew: Beginning["anew"],
): readonly Question[] {
  const before = chooser.memory.targetOf(uri);
  const asking = { ...chooser, anew, account: () => accountIn(draft) };
  const answers: Answers = {
    likely: (key) => draft.target[key] ?? before[key],
    fill: (part) => {
      draft.target = { ...draft.target, ...part };
    },
  };
  const { likely, fill } = answers;
  const ofApi = apiQuestion(asking, {
    isInitial: ({ id }) => id === likely("restApiId"),
    answer: (api) => {
      draft.api = api;
      fill({ restApiId: api.api.id });
    },
    otherwise: typedApi(answers, (restApiId) => {
      draft.api = apiOf(draft, restApiId);
      fill({ restApiId });
    }),
  });
  const ofMethod = methodQuestion(asking, {
    api: () => draft.api ?? (known.restApiId === undefined ? undefined : apiOf(draft, known.restApiId)),
    fits: ({ method, resource }) =>
      (known.resourceId ?? resource.id) === resource.id &&
      (known.httpMethod ?? method.httpMethod) === method.httpMethod,
    isInitial: ({ method, resource }) =>
      resource.id === likely("resourceId") && method.httpMethod === likely("httpMethod"),
    answer: (found) => {
      draft.method = found;
      fill({ resourceId: found.resource.id, httpMethod: found.method.httpMethod });
    },
    otherwise: typedMethod(known, {
      likely,
      fill: (part) => {
        delete draft.method;
        fill(part);
      },
    }),
  });
  return [
    ...(known.restApiId === undefined ? [ofApi] : []),
    ...(known.resourceId === undefined || known.httpMethod === undefined ? [ofMethod] : []),
    ...(known.statusCode === undefined ? [statusQuestion(draft, answers)] : []),
  ];
}

/** Of which only the identifier is known. */
function apiOf(draft: Draft, id: string): ApiRef {
  return { account: accountIn(draft), api: { id, name: id } };
}

interface Answers {
  /** What was answered, when a question is gone back to; else what was chosen for the document before. */
  readonly likely: (key: keyof DeployTarget) => string | undefined;
  readonly fill: (part: Partial<DeployTarget>) => void;
}

const STATUS_CODE = /^[1-5]\d\d$/;

/** A status is often deployed for the first time, so that one can be typed. */
function statusQuestion(draft: Draft, { likely, fill }: Answers): Question {
  return (place) => {
    const initial = likely("statusCode");
    const answer = (statusCode: string): void => fill({ statusCode });
    const deployed = (draft.method?.method.responses ?? []).map(({ target }) => target.statusCode);
    if (deployed.length === 0) {
      return text({
        prompt: l10n.t("Status code that the client receives"),
        placeholder: l10n.t("such as {0}", "200"),
        initial,
        validate: (typed) =>
          STATUS_CODE.test(typed)
            ? undefined
            : l10n.t("A status code has three digits and starts with 1 to 5, such as 200."),
        answer,
      })(place);
    }
    return pick({
      placeholder: l10n.t("Status code that the client receives; type it where it is not listed"),
      items: deployed.map((code) => ({ label: code, description: l10n.t("deployed"), value: code })),
      initial,
      itemFor: (typed) =>
        STATUS_CODE.test(typed)
          ? { label: typed, description: l10n.t("not deployed yet"), value: typed }
          : undefined,
      answer,
    })(place);
  };
}

function typedApi({ likely }: Answers, answer: (id: string) => void): Question {
  return (place) =>
    identifier({
      prompt: l10n.t("These credentials may not list REST APIs: type the identifier of the API"),
      placeholder: l10n.t("such as {0}", "fugvjdxtri"),
      initial: likely("restApiId"),
      answer,
    })(place);
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY"];

function typedMethod(known: Partial<DeployTarget>, { likely, fill }: Answers): Question {
  const ofResource: Question = (place) =>
    identifier({
      prompt: l10n.t(
        "These credentials may not list resources: type the identifier of the resource, not its path",
      ),
      placeholder: l10n.t("such as {0}", "3kzxbg5sa2"),
      initial: likely("resourceId"),
      answer: (resourceId) => fill({ resourceId }),
    })(place);
  const ofMethod: Question = (place) =>
    pick({
      placeholder: l10n.t("Method of the resource"),
      items: METHODS.map((method) => ({
        label: method,
        value: method,
        ...(method === "ANY" ? { description: l10n.t("the method that takes every verb") } : {}),
      })),
      initial: likely("httpMethod"),
      answer: (httpMethod) => fill({ httpMethod }),
    })(place);
  return inTurn([
    ...(known.resourceId === undefined ? [ofResource] : []),
    ...(known.httpMethod === undefined ? [ofMethod] : []),
  ]);
}

/** The service hands out letters and digits; local stand-ins add `-` and `_`. */
const IDENTIFIER = /^[A-Za-z0-9_-]+$/;

function identifier(words: Omit<Text, "validate">): Question {
  return text({
    ...words,
    validate: (typed) =>
      IDENTIFIER.test(typed)
        ? undefined
        : l10n.t("An identifier is letters and digits, not a path and not an ARN."),
  });
}

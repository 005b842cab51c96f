// By name, never by id: profile, Region, API, path and method, each from a list.
// Invariant: a list that could not be read ends the questions, why is told, and what was chosen is not asked again.
import { l10n } from "vscode";
import type { DeployFailure, RemoteApi } from "../../../server/src/contract";
import { askAll, pick, type Question } from "../ask";
import { connectionQuestions } from "../deploy/questions";
import type { Attempt } from "../deploy/tellOutcome";
import type { Remembered } from "../remembered";
import { lookOf } from "../views/stateLooks";
import type { ApiPlace, MethodPlace, ResponsePlace } from "./nodes";
import { type Account, isFailure, type Remote } from "./remote";

export interface Chooser {
  readonly remote: Remote;
  readonly memory: Remembered;
  readonly tellFailure: (failure: DeployFailure, attempt: Pick<Attempt, "again" | "resume">) => void;
}

/** What is known before anything is asked, and how it goes on when something could not be read. */
export interface Beginning {
  readonly title: string;
  /** Not asked for then. */
  readonly account?: Account | undefined;
  /** Asks anew, but for the account where it is given. */
  readonly anew: (account?: Account) => unknown;
}

export async function chooseAccount(chooser: Chooser, beginning: Beginning): Promise<Account | undefined> {
  return (await chooseFrom(chooser, beginning, () => []))?.account;
}

export async function chooseApi(chooser: Chooser, beginning: Beginning): Promise<ApiPlace | undefined> {
  const draft: Draft = {};
  const chosen = await chooseFrom(chooser, beginning, (account) => [
    apiQuestion(chooser, beginning, account, draft),
  ]);
  return chosen && draft.api;
}

export async function chooseMethod(chooser: Chooser, beginning: Beginning): Promise<MethodPlace | undefined> {
  const draft: Draft = {};
  const chosen = await chooseFrom(chooser, beginning, (account) =>
    methodQuestions(chooser, beginning, account, draft),
  );
  return chosen && draft.method;
}

/** `list`: the responses of a method, on both sides. */
export async function chooseResponse(
  chooser: Chooser,
  beginning: Beginning,
  list: (method: MethodPlace) => Promise<readonly ResponsePlace[]>,
): Promise<ResponsePlace | undefined> {
  const draft: Draft = {};
  const chosen = await chooseFrom(chooser, beginning, (account) => [
    ...methodQuestions(chooser, beginning, account, draft),
    listed(chooser, beginning, account, {
      load: async () => (draft.method === undefined ? [] : list(draft.method)),
      placeholder: l10n.t("Response"),
      none: () => l10n.t("This method has no integration response yet."),
      itemOf: ({ target, state }) => ({ label: target.statusCode, description: lookOf(state).words }),
      answer: (response) => {
        draft.response = response;
      },
    }),
  ]);
  return chosen && draft.response;
}

interface Draft {
  api?: ApiPlace;
  method?: MethodPlace;
  response?: ResponsePlace;
}

function apiQuestion(chooser: Chooser, beginning: Beginning, account: () => Account, draft: Draft): Question {
  let endpoint = "AWS";
  return listed<RemoteApi>(chooser, beginning, account, {
    load: async () => {
      const found = await chooser.remote.apis(account(), l10n.t("Reading the APIs…"));
      if (isFailure(found)) {
        return found;
      }
      endpoint = found.endpoint;
      return found.apis;
    },
    placeholder: l10n.t("API"),
    none: () => l10n.t("There is no REST API in {0}.", account().region),
    itemOf: ({ id, name, description }) => ({
      label: name,
      description: id,
      ...(description === undefined ? {} : { detail: description }),
    }),
    answer: (api) => {
      draft.api = { account: account(), endpoint, api };
    },
  });
}

function methodQuestions(
  chooser: Chooser,
  beginning: Beginning,
  account: () => Account,
  draft: Draft,
): readonly Question[] {
  return [
    apiQuestion(chooser, beginning, account, draft),
    listed<MethodPlace>(chooser, beginning, account, {
      load: async () => {
        const { api } = draft;
        if (api === undefined) {
          return [];
        }
        const found = await chooser.remote.resources(api, l10n.t("Reading the methods…"));
        return isFailure(found)
          ? found
          : found.flatMap((resource) => resource.methods.map((method) => ({ ...api, resource, method })));
      },
      placeholder: l10n.t("Path and method"),
      none: () => l10n.t("This API has no method yet."),
      itemOf: ({ resource, method }) => ({
        label: `${method.httpMethod} ${resource.path}`,
        description: method.integrationType ?? l10n.t("no integration"),
        detail: method.responses.map(({ target }) => target.statusCode).join(", "),
      }),
      answer: (method) => {
        draft.method = method;
      },
    }),
  ];
}

async function chooseFrom(
  { remote, memory }: Chooser,
  { title, account: given, anew }: Beginning,
  further: (account: () => Account) => readonly Question[],
): Promise<{ readonly account: Account } | undefined> {
  const draft: { profile?: string | undefined; region?: string } = { ...given };
  const account = (): Account => ({
    ...(draft.profile === undefined ? {} : { profile: draft.profile }),
    region: draft.region ?? "",
  });
  const questions: Question[] = [];
  if (given === undefined) {
    const choices = await remote.choices(() => anew());
    if (choices === undefined) {
      return undefined;
    }
    questions.push(...connectionQuestions(choices, memory, draft, remote.renewal));
  }
  if (!(await askAll(title, [...questions, ...further(account)]))) {
    return undefined;
  }
  await memory.rememberPlace(account());
  return { account: account() };
}

interface Listed<Value> {
  readonly load: () => Promise<readonly Value[] | DeployFailure>;
  readonly placeholder: string;
  readonly none: () => string;
  readonly itemOf: (value: Value) => {
    readonly label: string;
    readonly description?: string;
    readonly detail?: string;
  };
  readonly answer: (value: Value) => void;
}

/** A question whose list is read when it is asked. */
function listed<Value>(
  { tellFailure }: Chooser,
  { anew }: Beginning,
  account: () => Account,
  { load, placeholder, none, itemOf, answer }: Listed<Value>,
): Question {
  return async (place) => {
    const found = await load();
    if (isFailure(found)) {
      tellFailure(found, { again: () => anew(), resume: () => anew(account()) });
      return "dismissed";
    }
    const items = found.map((value) => ({ ...itemOf(value), value }));
    return pick({ placeholder: items.length === 0 ? none() : placeholder, items, answer })(place);
  };
}

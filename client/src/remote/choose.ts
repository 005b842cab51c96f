// By name, never by id: profile, Region, API, path and method, each from a list.
// Invariant: a list that could not be read ends the questions, why is told, and what was chosen is not asked again.
import { l10n } from "vscode";
import type { DeployFailure, RemoteApi } from "../../../server/src/contract";
import { askAll, pick, type Question } from "../ask";
import { type ConnectionDraft, connectionQuestions } from "../deploy/questions";
import type { Attempt } from "../deploy/tellOutcome";
import type { Remembered } from "../remembered";
import { lookOf } from "../views/stateLooks";
import type { Names } from "./names";
import type { ApiPlace, ApiRef, MethodPlace, ResponsePlace } from "./nodes";
import { type Account, isFailure, type Remote } from "./remote";

export interface Chooser {
  readonly remote: Remote;
  readonly memory: Remembered;
  readonly names: Names;
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
  return chooseFrom(chooser, beginning, () => []);
}

export async function chooseApi(chooser: Chooser, beginning: Beginning): Promise<ApiPlace | undefined> {
  const draft: Draft = {};
  const chosen = await chooseFrom(chooser, beginning, (asking) => [ofApi(asking, draft)]);
  return chosen && draft.api;
}

export async function chooseMethod(chooser: Chooser, beginning: Beginning): Promise<MethodPlace | undefined> {
  const draft: Draft = {};
  const chosen = await chooseFrom(chooser, beginning, (asking) => [
    ofApi(asking, draft),
    ofMethod(asking, draft),
  ]);
  return chosen && draft.method;
}

/** `list`: the responses of a method, on both sides. */
export async function chooseResponse(
  chooser: Chooser,
  beginning: Beginning,
  list: (method: MethodPlace) => Promise<readonly ResponsePlace[]>,
): Promise<ResponsePlace | undefined> {
  const draft: Draft = {};
  const chosen = await chooseFrom(chooser, beginning, (asking) => [
    ofApi(asking, draft),
    ofMethod(asking, draft),
    listed(asking, {
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

function ofApi(asking: Asking, draft: Draft): Question {
  return apiQuestion(asking, {
    answer: (api) => {
      draft.api = api;
    },
  });
}

function ofMethod(asking: Asking, draft: Draft): Question {
  return methodQuestion(asking, {
    api: () => draft.api,
    answer: (found) => {
      if (draft.api !== undefined) {
        draft.method = { ...draft.api, ...found };
      }
    },
  });
}

/** What a list is read with. */
export interface Asking extends Chooser {
  readonly account: () => Account;
  readonly anew: Beginning["anew"];
}

interface ApiAsked {
  /** The one to stand on. */
  readonly isInitial?: (api: RemoteApi) => boolean;
  readonly answer: (api: ApiPlace) => void;
  readonly otherwise?: Question;
}

export function apiQuestion(asking: Asking, { answer, ...asked }: ApiAsked): Question {
  const { account, remote } = asking;
  let endpoint = "AWS";
  return listed<RemoteApi>(asking, {
    load: async () => {
      const found = await remote.apis(account(), l10n.t("Reading the APIs…"));
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
    ...asked,
    answer: (api) => answer({ account: account(), endpoint, api }),
  });
}

/** A method with the path that it is on. */
export type MethodOnPath = Pick<MethodPlace, "method" | "resource">;

interface MethodAsked {
  readonly api: () => ApiRef | undefined;
  /** Only these are listed. */
  readonly fits?: (found: MethodOnPath) => boolean;
  /** The one to stand on. */
  readonly isInitial?: (found: MethodOnPath) => boolean;
  readonly answer: (found: MethodOnPath) => void;
  readonly otherwise?: Question;
}

export function methodQuestion(asking: Asking, { api, fits = () => true, ...asked }: MethodAsked): Question {
  return listed<MethodOnPath>(asking, {
    load: async () => {
      const place = api();
      const found =
        place === undefined ? [] : await asking.remote.resources(place, l10n.t("Reading the methods…"));
      return isFailure(found)
        ? found
        : found.flatMap((resource) => resource.methods.map((method) => ({ resource, method }))).filter(fits);
    },
    placeholder: l10n.t("Path and method"),
    none: () => l10n.t("This API has no method yet."),
    itemOf: ({ resource, method }) => ({
      label: `${method.httpMethod} ${resource.path}`,
      description: method.integrationType ?? l10n.t("no integration"),
      detail: method.responses.map(({ target }) => target.statusCode).join(", "),
    }),
    ...asked,
  });
}

async function chooseFrom(
  chooser: Chooser,
  { title, account: given, anew }: Beginning,
  further: (asking: Asking) => readonly Question[],
): Promise<Account | undefined> {
  const { remote, memory } = chooser;
  const draft: ConnectionDraft = { ...given };
  const account = (): Account => accountIn(draft);
  const questions: Question[] = [];
  if (given === undefined) {
    const choices = await remote.choices(() => anew());
    if (choices === undefined) {
      return undefined;
    }
    questions.push(...connectionQuestions(choices, memory, draft, remote.renewal));
  }
  if (!(await askAll(title, [...questions, ...further({ ...chooser, account, anew })]))) {
    return undefined;
  }
  await memory.rememberPlace(account());
  return account();
}

/** As far as it is chosen. */
export function accountIn({ profile, region = "" }: ConnectionDraft): Account {
  return { ...(profile === undefined ? {} : { profile }), region };
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
  readonly isInitial?: (value: Value) => boolean;
  readonly answer: (value: Value) => void;
  /** What is asked instead where the list may not be read. */
  readonly otherwise?: Question;
}

/** A question whose list is read when it is asked. */
function listed<Value>(
  { account, anew, tellFailure }: Asking,
  { load, placeholder, none, itemOf, isInitial, answer, otherwise }: Listed<Value>,
): Question {
  return async (place) => {
    const found = await load();
    if (isFailure(found) && found.reason === "accessDenied" && otherwise !== undefined) {
      return otherwise(place);
    }
    if (isFailure(found)) {
      tellFailure(found, { again: () => anew(), resume: () => anew(account()) });
      return "dismissed";
    }
    const items = found.map((value) => ({ ...itemOf(value), value }));
    const initial = isInitial && found.find(isInitial);
    return pick({ placeholder: items.length === 0 ? none() : placeholder, items, initial, answer })(place);
  };
}

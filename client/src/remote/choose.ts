// By name, never by id: profile, Region, API, path and method, each from a list.
// Invariant: a list that could not be read ends the questions, and why is told.
import { l10n } from "vscode";
import type { DeployFailure, RemoteApi } from "../../../server/src/contract";
import { askAll, pick, type Question } from "../ask";
import { connectionQuestions } from "../deploy/questions";
import type { Attempt } from "../deploy/tellOutcome";
import type { Remembered } from "../remembered";
import type { ApiPlace, MethodPlace } from "./nodes";
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
  const draft: ApiDraft = {};
  const chosen = await chooseFrom(chooser, beginning, (account) => [
    apiQuestion(chooser, { account, anew: beginning.anew }, draft),
  ]);
  const { api } = draft;
  return chosen === undefined || api === undefined ? undefined : { account: chosen.account, api };
}

export async function chooseMethod(chooser: Chooser, beginning: Beginning): Promise<MethodPlace | undefined> {
  const draft: ApiDraft & { method?: Pick<MethodPlace, "method" | "resource"> } = {};
  const chosen = await chooseFrom(chooser, beginning, (account) => [
    apiQuestion(chooser, { account, anew: beginning.anew }, draft),
    listed(
      chooser,
      { account, anew: beginning.anew },
      {
        load: async () => {
          const found = await chooser.remote.resources(
            account(),
            draft.api?.id ?? "",
            l10n.t("Reading the methods…"),
          );
          return isFailure(found)
            ? found
            : found.flatMap((resource) => resource.methods.map((method) => ({ resource, method })));
        },
        placeholder: l10n.t("Path and method"),
        none: l10n.t("This API has no method yet."),
        itemOf: ({ resource, method }) => ({
          label: `${method.httpMethod} ${resource.path}`,
          description: method.integrationType ?? l10n.t("no integration"),
          detail: method.responses.map(({ target }) => target.statusCode).join(", "),
        }),
        answer: (method) => {
          draft.method = method;
        },
      },
    ),
  ]);
  const { api, method } = draft;
  return chosen === undefined || api === undefined || method === undefined
    ? undefined
    : { account: chosen.account, api, ...method };
}

interface ApiDraft {
  api?: RemoteApi;
}

/** The account once it is chosen, and the way to ask anew with it. */
interface Asked {
  readonly account: () => Account;
  readonly anew: Beginning["anew"];
}

function apiQuestion(chooser: Chooser, asked: Asked, draft: ApiDraft): Question {
  const { account } = asked;
  return listed(chooser, asked, {
    load: async () => {
      const found = await chooser.remote.apis(account(), l10n.t("Reading the APIs…"));
      return isFailure(found) ? found : found.apis;
    },
    placeholder: l10n.t("API"),
    none: l10n.t("There is no REST API in {0}.", account().region),
    itemOf: ({ id, name, description }) => ({
      label: name,
      description: id,
      ...(description === undefined ? {} : { detail: description }),
    }),
    answer: (api) => {
      draft.api = api;
    },
  });
}

async function chooseFrom(
  { remote, memory }: Chooser,
  { title, account: given, anew }: Beginning,
  further: (account: () => Account) => readonly Question[],
): Promise<{ readonly account: Account } | undefined> {
  const choices = given === undefined ? await remote.choices(() => anew()) : undefined;
  if (given === undefined && choices === undefined) {
    return undefined;
  }
  const draft: { profile?: string | undefined; region?: string } = { ...given };
  const account = (): Account => ({
    ...(draft.profile === undefined ? {} : { profile: draft.profile }),
    region: draft.region ?? "",
  });
  const connection = choices === undefined ? [] : connectionQuestions(choices, memory, draft, remote.renewal);
  if (!(await askAll(title, [...connection, ...further(account)]))) {
    return undefined;
  }
  await memory.rememberPlace(account());
  return { account: account() };
}

interface Listed<Value> {
  readonly load: () => Promise<readonly Value[] | DeployFailure>;
  readonly placeholder: string;
  readonly none: string;
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
  { account, anew }: Asked,
  { load, placeholder, none, itemOf, answer }: Listed<Value>,
): Question {
  return async (place) => {
    const found = await load();
    if (isFailure(found)) {
      tellFailure(found, { again: () => anew(), resume: () => anew(account()) });
      return "dismissed";
    }
    const items = found.map((value) => ({ ...itemOf(value), value }));
    return pick({ placeholder: items.length === 0 ? none : placeholder, items, answer })(place);
  };
}

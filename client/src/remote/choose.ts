// By name, never by id: profile, Region, API, path and method, each from a list.
// Invariant: a list that could not be read ends the questions, and why is told.
import { l10n } from "vscode";
import type { DeployFailure, RemoteApi } from "../../../server/src/contract";
import { askAll, pick, type Question } from "../ask";
import { connectionQuestions } from "../deploy/questions";
import type { Remembered } from "../remembered";
import type { ApiPlace, MethodPlace } from "./nodes";
import { type Account, isFailure, type Remote } from "./remote";

export interface Chooser {
  readonly remote: Remote;
  readonly memory: Remembered;
  readonly tellFailure: (failure: DeployFailure, retry: () => unknown) => void;
}

export async function chooseAccount(chooser: Chooser, title: string): Promise<Account | undefined> {
  return (await chooseFrom(chooser, title, () => []))?.account;
}

export async function chooseApi(chooser: Chooser, title: string): Promise<ApiPlace | undefined> {
  const draft: ApiDraft = {};
  const chosen = await chooseFrom(chooser, title, (account) => [apiQuestion(chooser, account, draft)]);
  const { api } = draft;
  return chosen === undefined || api === undefined ? undefined : { account: chosen.account, api };
}

export async function chooseMethod(chooser: Chooser, title: string): Promise<MethodPlace | undefined> {
  const draft: ApiDraft & { method?: Pick<MethodPlace, "method" | "resource"> } = {};
  const chosen = await chooseFrom(chooser, title, (account) => [
    apiQuestion(chooser, account, draft),
    listed(chooser, {
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
    }),
  ]);
  const { api, method } = draft;
  return chosen === undefined || api === undefined || method === undefined
    ? undefined
    : { account: chosen.account, api, ...method };
}

interface ApiDraft {
  api?: RemoteApi;
}

function apiQuestion(chooser: Chooser, account: () => Account, draft: ApiDraft): Question {
  return listed(chooser, {
    load: () => chooser.remote.apis(account(), l10n.t("Reading the APIs…")),
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
  title: string,
  further: (account: () => Account) => readonly Question[],
): Promise<{ readonly account: Account } | undefined> {
  const choices = await remote.choices(() => undefined);
  if (choices === undefined) {
    return undefined;
  }
  const draft: { profile?: string | undefined; region?: string } = {};
  const account = (): Account => ({
    ...(draft.profile === undefined ? {} : { profile: draft.profile }),
    region: draft.region ?? "",
  });
  const questions = [...connectionQuestions(choices, memory, draft), ...further(account)];
  if (!(await askAll(title, questions))) {
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
  { load, placeholder, none, itemOf, answer }: Listed<Value>,
): Question {
  return async (place) => {
    const found = await load();
    if (isFailure(found)) {
      tellFailure(found, () => undefined);
      return "dismissed";
    }
    const items = found.map((value) => ({ ...itemOf(value), value }));
    return pick({ placeholder: items.length === 0 ? none : placeholder, items, answer })(place);
  };
}

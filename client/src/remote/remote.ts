// Questions to an account through the server: watched while they run, and a failure is said once.
// Invariant: nothing is asked in a workspace that is not trusted, or where nothing can be signed.
import { l10n, Uri, workspace } from "vscode";
import {
  type ApisAnswer,
  type AwsChoicesAnswer,
  type DeployFailure,
  type RemoteApi,
  type Remotely,
  type RemotePlace,
  type RemoteResource,
  type ResourcesAnswer,
  SERVER_COMMANDS,
  type SignerAnswer,
} from "../../../server/src/contract";
import type { Renewal } from "../ask";
import { type Connection, watched } from "../connect";
import { type Attempt, tellFailure, tellUntrusted } from "../deploy/tellOutcome";
import { hostState } from "../hostState";
import type { Tell } from "../tell";
import type { Names } from "./names";
import { type ApiRef, placeOf } from "./nodes";

/** A profile and a Region, as a user knows an account. */
export type Account = Pick<RemotePlace, "profile" | "region">;

export interface RemoteMeans {
  readonly connection: Connection;
  readonly tell: Tell;
  readonly names: Names;
  /** Whether this host can sign requests at all. */
  readonly signs: boolean;
}

export class Remote {
  readonly #connection: Connection;
  readonly #tell: Tell;
  readonly #names: Names;
  readonly #signs: boolean;

  constructor({ connection, tell, names, signs }: RemoteMeans) {
    this.#connection = connection;
    this.#tell = tell;
    this.#names = names;
    this.#signs = signs;
  }

  /** Whether anything may be asked; where not, the user is told why. */
  isAllowed(): boolean {
    if (!this.#signs) {
      this.#tell.warn(
        l10n.t(
          "There are no AWS credentials in the browser, so API Gateway cannot be asked from here. Use a desktop or remote window.",
        ),
      );
    } else if (!workspace.isTrusted) {
      tellUntrusted(this.#tell);
    }
    return this.#signs && workspace.isTrusted;
  }

  /** The answer, or nothing after the failure was told. `retry` is what the user may choose then. */
  async ask<Answer extends { readonly kind: string }>(
    title: string,
    command: string,
    params: object,
    retry: () => unknown,
  ): Promise<Answer | undefined> {
    const answer = await this.outcome<Answer>(title, command, params);
    if (isFailure(answer)) {
      this.tellFailure(answer, { again: retry, resume: retry });
      return undefined;
    }
    return answer;
  }

  /** For a failure that is about no document. */
  tellFailure(failure: DeployFailure, attempt: Pick<Attempt, "again" | "resume">): void {
    const resumeInDoubt = l10n.t("Try Again");
    tellFailure(this.#tell, failure, { uri: Uri.parse(""), resumeInDoubt, ...attempt });
  }

  /** The same, and the failure is for the caller to show. Without a title nothing shows that it runs. */
  async outcome<Answer>(
    title: string | undefined,
    command: string,
    params: object,
  ): Promise<Remotely<Answer>> {
    if (title === undefined) {
      return this.#connection.run<Remotely<Answer>>(command, params).catch(this.#unanswered);
    }
    return watched(title, (watch) =>
      this.#connection.run<Remotely<Answer>>(command, params, watch).catch(this.#unanswered),
    );
  }

  /** What the server never logged. */
  readonly #unanswered = (error: unknown): DeployFailure => {
    this.#tell.log.error(error instanceof Error ? error.name : typeof error);
    return { kind: "failed", reason: "unexpected", message: l10n.t("The language server did not answer.") };
  };

  choices(retry: () => unknown): Promise<AwsChoicesAnswer | undefined> {
    const title = l10n.t("Reading the shared AWS configuration…");
    return this.ask(title, SERVER_COMMANDS.awsChoices, {}, retry);
  }

  /** The endpoint in use where that is API Gateway Local; nobody is asked where none is set. */
  async local(): Promise<string | undefined> {
    if (hostState(this.#signs).endpointUrl === undefined) {
      return undefined;
    }
    const choices = await this.outcome<AwsChoicesAnswer>(undefined, SERVER_COMMANDS.awsChoices, {});
    return isFailure(choices) ? undefined : choices.local;
  }

  /** Who would sign a write there, and what has to be typed before it. */
  signer(place: RemotePlace, retry: () => unknown): Promise<SignerAnswer | undefined> {
    return this.ask(l10n.t("Asking who signs…"), SERVER_COMMANDS.signer, place, retry);
  }

  /** What there is to choose from by now, whenever the shared AWS files have changed. */
  readonly renewal: Renewal<AwsChoicesAnswer> = (take) =>
    this.#connection.onDidChangeAwsFiles(async () => {
      const choices = await this.outcome<AwsChoicesAnswer>(undefined, SERVER_COMMANDS.awsChoices, {});
      if (!isFailure(choices)) {
        take(choices);
      }
    });

  /** All pages, by name. */
  async apis(account: Account, title?: string): Promise<Remotely<ApiList>> {
    const found: RemoteApi[] = [];
    let from = "AWS";
    const failure = await this.#pages<ApisAnswer>(
      title,
      SERVER_COMMANDS.listApis,
      account,
      ({ apis, endpoint }) => {
        found.push(...apis);
        from = endpoint;
      },
    );
    found.sort((one, other) => one.name.localeCompare(other.name) || (one.id < other.id ? -1 : 1));
    await this.#names.learnApis(from, found);
    return failure ?? { apis: found, endpoint: from };
  }

  /** All pages, by path; only those that have methods. */
  async resources(place: ApiRef, title?: string): Promise<Remotely<readonly RemoteResource[]>> {
    const found: RemoteResource[] = [];
    let from = "AWS";
    const params = { ...placeOf(place), restApiId: place.api.id };
    const failure = await this.#pages<ResourcesAnswer>(
      title,
      SERVER_COMMANDS.listResources,
      params,
      (page) => {
        found.push(...page.resources.filter(({ methods }) => methods.length > 0));
        from = page.endpoint;
      },
    );
    found.sort((one, other) => (one.path < other.path ? -1 : 1));
    await this.#names.learnPaths(from, place.api.id, found);
    return failure ?? found;
  }

  async #pages<Page extends { readonly position?: string }>(
    title: string | undefined,
    command: string,
    params: object,
    take: (page: Page) => void,
  ): Promise<DeployFailure | undefined> {
    let position: string | undefined;
    for (let asked = 0; asked < MOST_PAGES; asked++) {
      const page: Remotely<Page> = await this.outcome<Page>(title, command, {
        ...params,
        ...(position === undefined ? {} : { position }),
      });
      if (isFailure(page)) {
        return page;
      }
      take(page);
      position = page.position;
      if (position === undefined) {
        return undefined;
      }
    }
    return undefined;
  }
}

export interface ApiList {
  readonly apis: readonly RemoteApi[];
  /** `AWS`, or the endpoint in use instead. */
  readonly endpoint: string;
}

/** Of 500 each: more than an account may have. */
const MOST_PAGES = 20;

export function isFailure(answer: unknown): answer is DeployFailure {
  return (answer as { readonly kind?: unknown }).kind === "failed";
}

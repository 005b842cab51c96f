// What APIs and paths are called, as the service last said it, for what is kept by ids alone.
// Invariant: names only, and of each endpoint its own; the least recently learnt are forgotten first.
import { l10n, type Memento } from "vscode";
import type { DeployTarget, RemoteApi, RemoteResource } from "../../../server/src/contract";
import { shortName } from "../deploy/words";

type Known = readonly (readonly [key: string, name: string])[];

const KEY = "apigatewayResponse.names";
const KEPT = 2000;

export class Names {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  learnApis(endpoint: string, apis: readonly RemoteApi[]): Promise<void> {
    return this.#learn(apis.map(({ id, name }) => [keyOf(endpoint, id), name]));
  }

  learnPaths(
    endpoint: string,
    restApiId: string,
    resources: readonly Pick<RemoteResource, "id" | "path">[],
  ): Promise<void> {
    return this.#learn(resources.map(({ id, path }) => [keyOf(endpoint, restApiId, id), path]));
  }

  apiOf(endpoint: string, { restApiId }: Pick<DeployTarget, "restApiId">): string | undefined {
    return this.#find(keyOf(endpoint, restApiId));
  }

  pathOf(
    endpoint: string,
    { restApiId, resourceId }: Pick<DeployTarget, "resourceId" | "restApiId">,
  ): string | undefined {
    return this.#find(keyOf(endpoint, restApiId, resourceId));
  }

  /** `GET /pets/{petId} 404`, or without the path where its name was never learnt. */
  responseOf(endpoint: string, target: DeployTarget): string {
    const path = this.pathOf(endpoint, target);
    return path === undefined ? shortName(target) : `${target.httpMethod} ${path} ${target.statusCode}`;
  }

  /** The same, and of which API. */
  responseInApi(endpoint: string, target: DeployTarget): string {
    const api = this.apiOf(endpoint, target);
    const response = this.responseOf(endpoint, target);
    return api === undefined ? response : l10n.t("{0} of {1}", response, api);
  }

  #find(key: string): string | undefined {
    return this.#known().find(([known]) => known === key)?.[1];
  }

  #known(): Known {
    return this.#memory.get<Known>(KEY, []);
  }

  async #learn(names: Known): Promise<void> {
    const before = new Map(this.#known());
    if (names.every(([key, name]) => before.get(key) === name)) {
      return;
    }
    const keys = new Set(names.map(([key]) => key));
    const others = [...before].filter(([key]) => !keys.has(key));
    await this.#memory.update(KEY, [...others, ...names].slice(-KEPT));
  }
}

function keyOf(...parts: readonly string[]): string {
  return parts.join(" ");
}

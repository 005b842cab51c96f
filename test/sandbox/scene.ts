// An endpoint in memory with one method on it, and one function that asks it.
import { createEndpoint, type Endpoint, emptyState, type State } from "../../server/src/sandbox";

export interface Asked {
  readonly status: number;
  readonly error?: string;
  readonly message?: string;
  readonly body?: unknown;
  readonly unproven?: string;
}

export interface Scene {
  readonly endpoint: Endpoint;
  readonly api: string;
  readonly resource: string;
  /** `{METHOD}` of the paths below. */
  readonly method: string;
  readonly response: (status: string) => string;
  /** `PUT /path`, the body as data or as the text that is sent. */
  readonly ask: (line: string, body?: unknown, statedBackend?: unknown) => Asked;
}

/** Ids that count up, and a clock that stands still. */
export function createScene(
  options: { readonly throttled?: boolean; readonly now?: () => number; readonly state?: State } = {},
): Scene {
  let counted = 0;
  const endpoint = createEndpoint({
    state: options.state ?? emptyState(),
    now: options.now ?? (() => 1_800_000_000_000),
    random: () => (counted++ % 1000) / 1000,
    throttled: options.throttled ?? false,
  });
  const ask: Scene["ask"] = (line, body, statedBackend) => {
    const [verb = "", target = ""] = line.split(" ");
    const [path = "", query = ""] = target.split("?");
    const {
      status,
      error,
      body: answered,
      unproven,
    } = endpoint.serve({
      verb,
      path,
      query: new Map(new URLSearchParams(query)),
      body: body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body),
      ...(statedBackend === undefined ? {} : { statedBackend: JSON.stringify(statedBackend) }),
    });
    const message = (answered as { message?: string } | undefined)?.message;
    return {
      status,
      ...(error === undefined ? { body: answered } : { error }),
      ...(message === undefined ? {} : { message }),
      ...(unproven === undefined ? {} : { unproven }),
    };
  };
  const idOf = (asked: Asked, name = "id"): string => (asked.body as Record<string, string>)[name] ?? "";
  const made = ask("POST /restapis", { name: "pets" });
  const api = `/restapis/${idOf(made)}`;
  const resource = `${api}/resources/${idOf(ask(`POST ${api}/resources/${idOf(made, "rootResourceId")}`, { pathPart: "pets" }))}`;
  const method = `${resource}/methods/GET`;
  ask(`PUT ${method}`, { authorizationType: "NONE" });
  ask(`PUT ${method}/integration`, { type: "MOCK" });
  for (const [status, headers] of Object.entries({ 200: ["X", "Y"], 404: [], 500: ["X"] })) {
    const responseParameters = Object.fromEntries(
      headers.map((name) => [`method.response.header.${name}`, false]),
    );
    ask(`PUT ${method}/responses/${status}`, { responseParameters });
  }
  return {
    endpoint,
    api,
    resource,
    method,
    response: (status) => `${method}/integration/responses/${status}`,
    ask,
  };
}

/** The state as plain data, to compare what was stored. */
export function stateOf({ endpoint }: Scene): State {
  return structuredClone(endpoint.state());
}

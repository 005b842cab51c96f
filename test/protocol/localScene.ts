// API Gateway Local in the place of AWS: an endpoint that has method responses, deployments and everything around.
import { type DeployTarget, SERVER_COMMANDS } from "../../server/src/contract";
import { createEndpoint, emptyState, type Fault, listen } from "../../server/src/sandbox";
import { type Scene, setScene } from "./deployScene";
import type { EditorOptions } from "./editor";

export interface LocalScene extends Scene {
  readonly url: string;
  /** The target of a status of the one method there is. */
  target(statusCode: string): DeployTarget;
  /** What the service itself would answer. */
  ask(line: string, body?: object): { readonly status: number; readonly body?: unknown };
  /** Goes wrong at its turn. */
  fail(fault: Fault): void;
  /** The path of the method. */
  readonly method: string;
  /** The calls that change something, as `PUT 404` and `PUT responses/404`. */
  writes(): readonly string[];
  /** How a document of the method is named. */
  uriOf(statusCode: string): string;
  /** Opens a document of the method. */
  open(statusCode: string, response: object): Promise<void>;
  planOf(statusCode: string): ReturnType<Scene["plan"]>;
  whereOf(statusCode: string): object;
}

/** A MOCK method with `200`, which is declared with `X-Known`. */
export async function setLocalScene(
  options: EditorOptions & { readonly host?: object } = {},
): Promise<LocalScene> {
  const endpoint = createEndpoint({ state: emptyState(), now: Date.now, random: Math.random });
  const serve = (line: string, body?: object) => {
    const [verb = "", path = ""] = line.split(" ");
    return endpoint.serve({
      verb,
      path,
      query: new Map(),
      body: body === undefined ? "" : JSON.stringify(body),
    });
  };
  const api = serve("POST /restapis", { name: "pets" }).body as Record<string, string>;
  const { id: restApiId = "", rootResourceId: resourceId = "" } = api;
  const method = `/restapis/${restApiId}/resources/${resourceId}/methods/GET`;
  serve(`PUT ${method}`, {});
  serve(`PUT ${method}/integration`, { type: "MOCK" });
  serve(`PUT ${method}/responses/200`, {
    responseParameters: { "method.response.header.X-Known": false },
  });
  const seen: string[] = [];
  const local = await listen({
    endpoint: {
      ...endpoint,
      serve: (request) => {
        if (request.verb !== "GET") {
          seen.push(`${request.verb} ${request.path.replace(`${method}/`, "")}`);
        }
        return endpoint.serve(request);
      },
    },
    port: 0,
    disguised: true,
  });
  const host = { endpointUrl: local.url, settlesDoubts: true, ...options.host };
  const scene = await setScene({ ...options, host });
  const target = (statusCode: string): DeployTarget => ({
    restApiId,
    resourceId,
    httpMethod: "GET",
    statusCode,
  });
  const uriOf = (statusCode: string): string =>
    `file:///work${method}/integration/responses/${statusCode}.json`;
  const whereOf = (statusCode: string): object => ({
    uri: uriOf(statusCode),
    version: 1,
    target: target(statusCode),
    profile: "dev",
    region: "us-east-1",
  });
  return {
    ...scene,
    url: local.url,
    target,
    method,
    uriOf,
    whereOf,
    ask: serve,
    fail: local.faults.add,
    writes: () => seen,
    open: (statusCode, response) =>
      scene.editor.open(JSON.stringify(response, undefined, 2), { uri: uriOf(statusCode) }),
    planOf: (statusCode) => scene.run(SERVER_COMMANDS.planDeploy, whereOf(statusCode)),
    [Symbol.asyncDispose]: async () => {
      await scene[Symbol.asyncDispose]();
      await local.close();
    },
  };
}

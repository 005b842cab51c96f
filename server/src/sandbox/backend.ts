// What the backend of a method is said to answer: there is none here, so somebody states it, or it is assumed.
import { badRequest, OWN_ANSWER } from "./answer";
import { type Body, numberIn, readBody, stringIn, stringMapIn } from "./call";
import type { Integration, StatedBackend } from "./state";

export interface BackendAnswer extends StatedBackend {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly from: "request" | "state" | "assumed";
}

export function statedAnswer(stated: string | undefined, { backend }: Integration): BackendAnswer {
  if (stated !== undefined) {
    return whole(readStated(readBody(stated)), "request");
  }
  return backend === undefined ? whole({ body: "{}" }, "assumed") : whole(backend, "state");
}

/** `{ "status": 200, "headers": { … }, "body": "…" }`, each of which may be left out. */
export function readStated(body: Body): StatedBackend {
  const status = numberIn(body, "status");
  if (status !== undefined && !(Number.isInteger(status) && status >= 100 && status <= 599)) {
    throw badRequest("The status of a stated backend is an integer from 100 to 599.", OWN_ANSWER);
  }
  const unknown = Object.keys(body).find((name) => !["status", "headers", "body"].includes(name));
  if (unknown !== undefined) {
    throw badRequest(`A stated backend has status, headers and body, but no “${unknown}”.`, OWN_ANSWER);
  }
  const headers = stringMapIn(body, "headers");
  const text = stringIn(body, "body");
  return {
    ...(status === undefined ? {} : { status }),
    ...(headers === undefined ? {} : { headers }),
    ...(text === undefined ? {} : { body: text }),
  };
}

function whole(stated: StatedBackend, from: BackendAnswer["from"]): BackendAnswer {
  const { status = 200, headers = { "Content-Type": "application/json" }, body = "" } = stated;
  return { status, headers, body, from };
}

// The endpoint without a socket: a request in, an answer out, the state between them.
// Invariant: one request at a time; a refused or failed one leaves the state as it was.

import { type Answer, Refusal } from "./answer";
import { readBody } from "./call";
import { findRoute } from "./routes";
import type { State } from "./state";
import { createThrottle, type Throttle } from "./throttle";

export interface Request {
  readonly verb: string;
  /** As on the request line, still encoded. */
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  readonly body: string;
  readonly statedBackend?: string;
}

export interface Endpoint {
  /** What is stored now. */
  readonly state: () => State;
  readonly serve: (request: Request) => Answer;
}

export interface EndpointOptions {
  readonly state: State;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  /** Keeps what is stored, before the answer goes out. What it throws makes the answer a 500. */
  readonly save?: (state: State) => void;
  /** Holds callers to the account's limits. */
  readonly throttled?: boolean;
}

export function createEndpoint({ state, now, random, save, throttled = false }: EndpointOptions): Endpoint {
  let stored = state;
  const throttle: Throttle | undefined = throttled ? createThrottle(now) : undefined;
  return {
    state: () => stored,
    serve: (request) => {
      const found = findRoute(request.verb, request.path);
      if (found === undefined) {
        return UNKNOWN;
      }
      const { route, labels } = found;
      const slowed = throttle?.(route.name);
      if (slowed !== undefined) {
        return slowed;
      }
      const draft = route.writes && save !== undefined ? structuredClone(stored) : stored;
      try {
        const answer = route.run({
          state: draft,
          labels,
          query: request.query,
          body: readBody(request.body),
          statedBackend: request.statedBackend,
          now: Math.floor(now() / 1000),
          newId: (length) => newId(length, random),
        });
        if (route.writes) {
          save?.(draft);
          stored = draft;
        }
        return answer;
      } catch (thrown) {
        if (thrown instanceof Refusal) {
          return thrown.answer;
        }
        return { status: 500, error: "InternalFailure", body: { message: whatFailed(thrown) } };
      }
    },
  };
}

/** What the service answers to a path it does not know. */
const UNKNOWN: Answer = {
  status: 403,
  error: "MissingAuthenticationTokenException",
  body: { message: "Missing Authentication Token" },
  unproven: "that API Gateway answers this path so: API Gateway Local knows only a part of the calls",
};

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

function newId(length: number, random: () => number): string {
  return Array.from({ length }, () => LETTERS.charAt(Math.floor(random() * LETTERS.length))).join("");
}

function whatFailed(thrown: unknown): string {
  return `API Gateway Local could not carry this out: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
}

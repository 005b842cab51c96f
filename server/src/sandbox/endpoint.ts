// The endpoint without a socket: a request in, an answer out, the state between them.
// Invariant: one request at a time; a refused or failed one leaves the state as it was.

import { type Answer, OWN_ANSWER, Refusal } from "./answer";
import { type Body, readBody } from "./call";
import { findRoute, isOfService, type Route } from "./routes";
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
        return isOfService(request.path) ? lacking(request) : UNKNOWN;
      }
      const { route, labels } = found;
      const slowed = throttle?.(route.name);
      if (slowed !== undefined) {
        return slowed;
      }
      const draft = route.writes ? structuredClone(stored) : stored;
      try {
        const body = readBody(request.body);
        const answer = route.run({
          state: draft,
          labels,
          query: request.query,
          body,
          statedBackend: request.statedBackend,
          now: Math.floor(now() / 1000),
          newId: (length) => newId(length, LETTERS, random),
          newRequestId: () => [8, 4, 4, 4, 12].map((length) => newId(length, HEX, random)).join("-"),
        });
        if (route.writes) {
          save?.(draft);
          stored = draft;
        }
        return withUnread(answer, body, route);
      } catch (thrown) {
        if (thrown instanceof Refusal) {
          return thrown.answer;
        }
        return {
          status: 500,
          error: "InternalFailure",
          body: { message: whatFailed(thrown) },
          unproven: OWN_ANSWER,
        };
      }
    },
  };
}

/** What the service answers to a path it does not know. */
const UNKNOWN: Answer = {
  status: 403,
  error: "MissingAuthenticationTokenException",
  body: { message: "Missing Authentication Token" },
};

/** For a call that the service may well have: in a text and with a status that are not the service's. */
function lacking({ verb, path }: Request): Answer {
  return {
    status: 501,
    error: "NotImplemented",
    body: {
      message: `API Gateway Local does not know ${verb} ${path}. It keeps REST APIs with their resources, methods, method responses, integrations, integration responses, deployments and stages.`,
    },
    unproven: OWN_ANSWER,
  };
}

/** Members that nothing here reads: the service has use for some of them, and of others nobody knows what it does. */
function withUnread(answer: Answer, body: Body, { members }: Route): Answer {
  const unread = Object.keys(body).filter((name) => body[name] !== null && !members.includes(name));
  if (unread.length === 0) {
    return answer;
  }
  // A header takes no more than this of what a caller may have written.
  const names = unread.map((name) => (/^\w{1,40}$/.test(name) ? name : "a member of another name"));
  const doubt = `what the service does with ${[...new Set(names)].slice(0, 10).join(", ")}, which is not read here`;
  return { ...answer, unproven: answer.unproven === undefined ? doubt : `${answer.unproven}; ${doubt}` };
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const HEX = "0123456789abcdef";

function newId(length: number, letters: string, random: () => number): string {
  return Array.from({ length }, () => letters.charAt(Math.floor(random() * letters.length))).join("");
}

function whatFailed(thrown: unknown): string {
  return `API Gateway Local could not carry this out: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
}

// Whether API Gateway Local listens at an address of this machine: it says so itself, to whoever asks.
// Invariant: what is asked carries no signature and no key, and only a complete answer decides.
import { get, type IncomingMessage } from "node:http";
import type { LocalLook, LookLocal } from "../deploy";

export const lookLocal: LookLocal = (url, signal) =>
  new Promise((resolve) => {
    const silent = (): void => resolve("silent");
    const outgoing = get(`${url}/_local`, { agent: false, timeout: LONGEST, signal }, (incoming) => {
      read(incoming).then((text) => resolve(meaningOf(incoming.statusCode, text)), silent);
    });
    outgoing.once("timeout", () => outgoing.destroy());
    outgoing.once("error", silent);
    outgoing.once("close", silent);
  });

/** Milliseconds: on one machine an answer takes a few. */
const LONGEST = 3_000;
const MOST_CHARACTERS = 1_000;

/** As much of it as is needed to know it. */
async function read(incoming: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of incoming.setEncoding("utf8")) {
    text += String(chunk);
    if (text.length > MOST_CHARACTERS) {
      break;
    }
  }
  return text;
}

function meaningOf(status: number | undefined, text: string): LocalLook {
  if (status !== 200) {
    return "other";
  }
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === "object" &&
      said !== null &&
      "service" in said &&
      said.service === "API Gateway Local"
      ? "local"
      : "other";
  } catch {
    return "other";
  }
}

// API Gateway Local as a child process: the bundle beside this one, or one that another window runs on the same state.
// Invariant: a child ends with this server, since its standard input is a pipe from here; the state outlives it, and so
// does its address, at which it is started again when somebody asks there.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { couldBeLocal, type LocalEndpoint, type LocalStart } from "../deploy";
import { readLock } from "../sandbox/stateFile";
import { lookLocal } from "./nodeLookLocal";
import { localStateFile } from "./nodeStore";

export function createLocalEndpoint(program: string = join(__dirname, "local.js")): LocalEndpoint {
  /** Where the one that has our state was started or found. */
  const known = new Set<string>();
  let starting: Promise<LocalStart> | undefined;
  const take = (url: string, already: boolean): LocalStart => {
    known.add(url);
    return { kind: "started", url, already };
  };
  const launch = async (port: number | undefined): Promise<LocalStart> => {
    const running = addressInLock();
    if (running !== undefined && (await lookLocal(running)) === "local") {
      return take(running, true);
    }
    const started = await startChild(program, port ?? USUAL_PORT);
    // The usual port may be somebody else's; which one it is does not matter to who named none.
    const launched = "busy" in started && port === undefined ? await startChild(program, 0) : started;
    if ("url" in launched) {
      return take(launched.url, false);
    }
    // Another window was faster.
    const faster = launched.held ? await joined() : undefined;
    return faster === undefined ? { kind: "failed", why: launched.why } : take(faster, true);
  };
  const once = (port: number | undefined): Promise<LocalStart> => {
    starting ??= launch(port).finally(() => {
      starting = undefined;
    });
    return starting;
  };
  return {
    look: async (url, signal) => {
      const look = await lookLocal(url, signal);
      if (look === "local" && addressInLock() === url) {
        known.add(url);
      }
      if (look !== "silent" || !known.has(url) || signal?.aborted) {
        return look;
      }
      await once(portOf(url));
      return lookLocal(url, signal);
    },
    start: async ({ port, inUse }) => {
      const look = inUse === undefined || !couldBeLocal(inUse) ? "other" : await lookLocal(inUse);
      if (inUse !== undefined && look === "local" && port === undefined) {
        return { kind: "started", url: inUse, already: true };
      }
      const there = inUse !== undefined && look === "silent" ? await once(port ?? portOf(inUse)) : undefined;
      return there?.kind === "started" ? there : once(port);
    },
  };
}

const USUAL_PORT = 4570;
const MOST_SAID = 2_000;

/** Of the address of an endpoint on this machine. */
function portOf(url: string): number | undefined {
  return Number(new URL(url).port) || undefined;
}

type Started =
  | { readonly url: string }
  /** `busy`: the port is somebody else's. `held`: another one has the state. */
  | { readonly why: string; readonly busy?: true; readonly held?: true };

function startChild(program: string, port: number): Promise<Started> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, "--port", String(port), "--quiet", "--example"], {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: "1", APIGW_RESPONSE_PARENT_PIPE: "1" },
      windowsHide: true,
    });
    let said = "";
    let complaint = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      said = `${said}${chunk}`.slice(0, MOST_SAID);
      const [url] = /^http:\/\/127\.0\.0\.1:\d+(?=\r?\n)/m.exec(said) ?? [];
      if (url !== undefined) {
        resolve({ url });
      }
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      complaint = `${complaint}${chunk}`.slice(0, MOST_SAID);
    });
    child.once("error", ({ message }) => resolve({ why: `It could not be run: ${message}.` }));
    child.once("close", () => resolve(endOf(complaint)));
  });
}

function endOf(complaint: string): Started {
  const why = complaint.replace(/^apigw-response: /, "").trim() || "It ended at once.";
  const told = { why: `${why.charAt(0).toUpperCase()}${why.slice(1)}` };
  return {
    ...told,
    ...(/^port \d+ is taken/.test(why) ? { busy: true } : {}),
    ...(/^another API Gateway Local/.test(why) ? { held: true } : {}),
  };
}

function addressInLock(): string | undefined {
  return readLock(localStateFile())?.url;
}

/** Whoever has the state may still be about to listen. */
async function joined(): Promise<string | undefined> {
  for (let looked = 0; looked < MOST_LOOKS; looked++) {
    const url = addressInLock();
    if (url !== undefined && (await lookLocal(url)) === "local") {
      return url;
    }
    await sleep(BETWEEN_LOOKS);
  }
  return undefined;
}

const MOST_LOOKS = 20;
/** Milliseconds. */
const BETWEEN_LOOKS = 100;

// `apigw-response sandbox`: API Gateway Local, until it is stopped.
// Invariant: one endpoint for one state file; on the standard output the address alone, for scripts.
import { readFile } from "node:fs/promises";
import {
  createEndpoint,
  emptyState,
  exampleApi,
  listen,
  openStateFile,
  type RestApi,
  type State,
  seededApi,
} from "../../sandbox";
import { localStateFile } from "../nodeStore";
import { apiText, namesText } from "./namesText";
import { EXIT, parseUsage, SANDBOX_HELP, UsageError } from "./usage";

/** The API that a seed becomes, so that files which carry its id keep their target. */
const SEEDED_ID = "local00000";

export async function runSandbox(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseUsage("sandbox", {
    args: [...args],
    allowPositionals: true,
    options: {
      port: { type: "string", default: "4570" },
      seed: { type: "string" },
      "api-id": { type: "string", default: SEEDED_ID },
      "api-name": { type: "string" },
      state: { type: "string" },
      "in-memory": { type: "boolean", default: false },
      example: { type: "boolean", default: false },
      throttle: { type: "boolean", default: false },
      faults: { type: "boolean", default: false },
      disguised: { type: "boolean", default: false },
      quiet: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(SANDBOX_HELP);
    return EXIT.clean;
  }
  if (positionals.length > 0) {
    throw new UsageError("It takes options alone.", "sandbox");
  }
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535) {
    throw new UsageError(`--port takes a number up to 65535, not “${values.port}”.`, "sandbox");
  }
  const path = values.state ?? localStateFile();
  const opened = values["in-memory"]
    ? ({
        kind: "opened",
        file: {
          state: emptyState(),
          save: undefined,
          tellAddress: () => undefined,
          close: () => undefined,
        },
      } as const)
    : openStateFile(path, isRunning);
  if (opened.kind === "locked") {
    const at = opened.url === undefined ? "" : ` and listens at ${opened.url}`;
    tell(
      `another API Gateway Local, process ${opened.by}, holds ${path}${at}. Stop it, or name another --state.`,
    );
    return EXIT.usage;
  }
  if (opened.kind === "unreadable") {
    tell(`${path} cannot be used: ${opened.why}.`);
    return EXIT.usage;
  }
  const { file } = opened;
  try {
    if (values.seed !== undefined) {
      const name = values["api-name"] ?? `Seeded from ${values.seed}`;
      const seeded = await seedFrom(values.seed, { id: values["api-id"], name });
      if (seeded === undefined) {
        return EXIT.usage;
      }
      const others = file.state.apis.filter(({ id }) => id !== seeded.id);
      file.state.apis.splice(0, Number.POSITIVE_INFINITY, ...others, seeded);
      file.save?.(file.state);
    }
    if (values.example && file.state.apis.length === 0) {
      file.state.apis.push(exampleApi(Math.floor(Date.now() / 1000)));
      file.save?.(file.state);
    }
    const endpoint = createEndpoint({
      state: file.state,
      now: Date.now,
      random: Math.random,
      throttled: values.throttle,
      ...(file.save === undefined ? {} : { save: file.save }),
    });
    const listening = await listen({
      endpoint,
      port,
      faultsByRequest: values.faults,
      disguised: values.disguised,
      ...(values.quiet ? {} : { log: (line: string) => process.stderr.write(`${line}\n`) }),
    });
    file.tellAddress(listening.url);
    process.stdout.write(`${listening.url}\n`);
    if (!values.quiet) {
      tell(begunText(file.state, values["in-memory"] ? undefined : path));
    }
    await stopped();
    await listening.close();
    return EXIT.clean;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
      tell(`port ${port} is taken. Name another --port, or 0 for any.`);
      return EXIT.usage;
    }
    throw error;
  } finally {
    file.close();
  }
}

/** What whoever started it by hand has now, and what to do with it. */
function begunText({ apis }: State, path: string | undefined): string {
  const has =
    apis.length === 0
      ? "It has no API yet; --example begins with one."
      : `It has ${namesText(apis.map(apiText))}.`;
  const keeps = path === undefined ? "It keeps nothing." : `Its state is kept in ${path}.`;
  return `${has} ${keeps} Ctrl-C stops it.`;
}

async function seedFrom(
  file: string,
  identity: { readonly id: string; readonly name: string },
): Promise<RestApi | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  const api =
    text === undefined
      ? "It cannot be read."
      : seededApi(text, { ...identity, now: Math.floor(Date.now() / 1000) });
  if (typeof api === "string") {
    tell(`${file}: ${api}`);
    return undefined;
  }
  return api;
}

/** Ctrl-C, a polite kill, or the end of the program that started it: its end of the standard input closes. */
async function stopped(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => resolve());
    }
    if (process.env["APIGW_RESPONSE_PARENT_PIPE"] === "1") {
      process.stdin.resume().once("end", () => resolve());
    }
  });
  // A pipe that is still open would keep this process alive.
  process.stdin.destroy();
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function tell(text: string): void {
  process.stderr.write(`apigw-response: ${text}\n`);
}

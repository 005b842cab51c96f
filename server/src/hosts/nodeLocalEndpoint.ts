// API Gateway Local as a child process: the command line beside this bundle, one for this server.
// Invariant: it ends with the server, since its standard input is a pipe from here.
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { LocalEndpoint, LocalStart } from "../deploy";

export function createLocalEndpoint(cli: string = join(__dirname, "cli.js")): LocalEndpoint {
  let running: { readonly child: ChildProcess; readonly url: string } | undefined;
  let starting: Promise<LocalStart> | undefined;
  const launch = async (port: number | undefined): Promise<LocalStart> => {
    const started = await startChild(cli, port ?? USUAL_PORT);
    // The usual port may be somebody else's; which one it is does not matter to who named none.
    const launched = "busy" in started && port === undefined ? await startChild(cli, 0) : started;
    if (!("child" in launched)) {
      return { kind: "failed", why: launched.why };
    }
    const { child, url } = launched;
    running = { child, url };
    child.once("exit", () => {
      running = undefined;
    });
    return { kind: "started", url, already: false };
  };
  return {
    get url() {
      return running?.url;
    },
    start: async (port) => {
      if (running !== undefined) {
        return { kind: "started", url: running.url, already: true };
      }
      starting ??= launch(port).finally(() => {
        starting = undefined;
      });
      return starting;
    },
  };
}

const USUAL_PORT = 4570;
const MOST_SAID = 2_000;

type Started =
  | { readonly child: ChildProcess; readonly url: string }
  | { readonly why: string; readonly busy?: true };

function startChild(cli: string, port: number): Promise<Started> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, "sandbox", "--port", String(port), "--quiet"], {
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
        resolve({ child, url });
      }
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      complaint = `${complaint}${chunk}`.slice(0, MOST_SAID);
    });
    child.once("error", ({ message }) => resolve({ why: `It could not be run: ${message}.` }));
    child.once("exit", () => {
      const why = complaint.replace(/^apigw-response: /, "").trim() || "It ended at once.";
      resolve(/^port \d+ is taken/.test(why) ? { why: sentence(why), busy: true } : { why: sentence(why) });
    });
  });
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

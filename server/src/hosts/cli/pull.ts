// `apigw-response pull`: what is deployed, written into files that carry their target in their path.
// Invariant: a file that means something else is replaced only with --yes or a yes; one that means the same is left.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { DeployTarget, WantedResponse } from "../../contract";
import { isCompleteTarget, responseText } from "../../deploy";
import { analyse, wantedOf } from "../../service";
import { ACCOUNT_OPTIONS, openAccount } from "./account";
import { answering, type Ended, failed, print, tell } from "./answer";
import { saysYes } from "./consent";
import { settleDoubts } from "./doubts";
import { type FoundMethod, findApi, findMethod, methodPath, methodsOf } from "./remoteMethods";
import { openTerminal } from "./terminal";
import { EXIT, PULL_HELP, parseUsage, UsageError } from "./usage";

export function runPull(args: readonly string[]): Promise<number> {
  return answering("pull", args, PULL_HELP, () => pull(args));
}

async function pull(args: readonly string[]): Promise<Ended | "help"> {
  const { values, positionals } = parseUsage("pull", {
    args: [...args],
    allowPositionals: true,
    options: { ...ACCOUNT_OPTIONS, out: { type: "string", default: "." } },
  });
  if (values.help) {
    return "help";
  }
  const [name, path, httpMethod] = positionals;
  if (name === undefined || positionals.length === 2 || positionals.length > 3) {
    throw new UsageError("It takes an API, and with it a path and a method or neither.", "pull");
  }
  const account = openAccount("pull", values);
  await settleDoubts(account);
  const found = await findApi(account, "pull", name);
  if (found.kind === "failed") {
    return failed(found);
  }
  const listed = await methodsOf(account, found.api.id);
  if (listed.kind === "failed") {
    return failed(listed);
  }
  const methods =
    path === undefined || httpMethod === undefined
      ? listed.methods
      : [findMethod(listed.methods, "pull", { path, httpMethod })];
  const pulled = await Promise.all(methods.flatMap(responsesOf).map((one) => beside(values.out, one)));
  const replaced = pulled.filter(({ state }) => state === "differs");
  const isReplacing = await mayReplace(replaced, values.yes);
  const results: object[] = [];
  for (const { file, target, text, state } of pulled) {
    const isWritten = state === "missing" || (state === "differs" && isReplacing);
    if (isWritten) {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    results.push({ file, target, written: isWritten, differs: state === "differs" });
    if (!values.json) {
      print(`${file}: ${isWritten ? "written" : state === "same" ? "the same" : "left as it is"}`);
    }
  }
  if (pulled.length === 0) {
    tell("There is no integration response to pull.");
  }
  return {
    code: replaced.length > 0 && !isReplacing ? EXIT.findings : EXIT.clean,
    data: { api: { id: found.api.id, name: found.api.name }, files: results },
  };
}

interface Pulled {
  readonly file: string;
  readonly target: DeployTarget;
  readonly text: string;
  readonly state: "missing" | "same" | "differs";
}

async function mayReplace(replaced: readonly Pulled[], isYes: boolean): Promise<boolean> {
  if (replaced.length === 0 || isYes) {
    return true;
  }
  for (const { file } of replaced) {
    tell(`${file}: it differs from what is deployed.`);
  }
  const terminal = openTerminal();
  if (terminal === undefined) {
    tell("What differs is left as it is; --yes replaces it.");
    return false;
  }
  return saysYes(`Replace ${replaced.length === 1 ? "it" : "them"}?`, terminal);
}

interface Deployed {
  readonly target: DeployTarget;
  readonly response: WantedResponse;
}

/** What is named in a way that no path could hold safely is left out. */
function responsesOf({ target, method: { integration } }: FoundMethod): readonly Deployed[] {
  return Object.entries(integration?.integrationResponses ?? {})
    .map(([statusCode, response]) => ({ target: { ...target, statusCode }, response }))
    .filter((one) => isCompleteTarget(one.target));
}

async function beside(folder: string, { target, response }: Deployed): Promise<Pulled> {
  const file = join(folder, methodPath(target), "integration", "responses", `${target.statusCode}.json`);
  const text = `${responseText(response)}\n`;
  const there = await readFile(file, "utf8").catch(() => undefined);
  const state = there === undefined ? "missing" : meaningOf(file, there) === text ? "same" : "differs";
  return { file, target, text, state };
}

function meaningOf(file: string, text: string): string | undefined {
  const uri = pathToFileURL(resolve(file)).href;
  const wanted = wantedOf(analyse({ uri, own: true, tellsSyntax: false, text }, { rules: [] }));
  return wanted.kind === "wanted" ? `${responseText(wanted.wanted)}\n` : undefined;
}

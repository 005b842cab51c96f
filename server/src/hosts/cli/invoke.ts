// `apigw-response invoke`: runs a method as it is defined now, by TestInvokeMethod. At AWS the backend really runs.
import { readFile } from "node:fs/promises";
import type { TestInvocation, TestInvocationResult } from "../../contract";
import { ACCOUNT_OPTIONS, openAccount } from "./account";
import { answering, type Ended, failed, print, signingData, signingText, tell, tellStep } from "./answer";
import { CONSENT_OPTIONS, consentTo, requireYes } from "./consent";
import { findApi, findMethod, methodPath, methodsOf } from "./remoteMethods";
import { EXIT, INVOKE_HELP, parseUsage, UsageError } from "./usage";

export function runInvoke(args: readonly string[]): Promise<number> {
  return answering("invoke", args, INVOKE_HELP, () => invoke(args));
}

async function invoke(args: readonly string[]): Promise<Ended | "help"> {
  const { values, positionals } = parseUsage("invoke", {
    args: [...args],
    allowPositionals: true,
    options: {
      ...ACCOUNT_OPTIONS,
      ...CONSENT_OPTIONS,
      body: { type: "string" },
      header: { type: "string", multiple: true, default: [] },
      "stage-variable": { type: "string", multiple: true, default: [] },
      log: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    return "help";
  }
  const [name, path, httpMethod] = positionals;
  if (name === undefined || path === undefined || httpMethod === undefined || positionals.length > 3) {
    throw new UsageError("It takes an API, a path and a method.", "invoke");
  }
  const [unfilled] = /\{[^{}/]*\}/.exec(path.split("?")[0] ?? "") ?? [];
  if (unfilled !== undefined) {
    throw new UsageError(`Write a value in place of ${unfilled}.`, "invoke");
  }
  const headers = pairs("--header", values.header, /^([^:]+):\s*(.*)$/s);
  const stageVariables = pairs("--stage-variable", values["stage-variable"], /^([^=]+)=(.*)$/s);
  const body = values.body === undefined ? undefined : await bodyOf(values.body);
  requireYes("invoke", values.yes);
  const account = openAccount("invoke", values);
  const found = await findApi(account, "invoke", name);
  if (found.kind === "failed") {
    return failed(found);
  }
  const listed = await methodsOf(account, found.api.id);
  if (listed.kind === "failed") {
    return failed(listed);
  }
  const { target } = findMethod(listed.methods, "invoke", { path, httpMethod });
  const signer = await account.remote.signer(account.chosen, account.signal);
  if (signer.kind === "failed") {
    return failed(signer);
  }
  const data = { ...signingData(signer), target };
  if (!values.json) {
    // What the method answers stands alone on the standard output.
    tell(`Target: ${signingText(signer)}.`);
  }
  const backend = signer.isLocal === true ? "API Gateway Local runs no backend." : "Its backend really runs.";
  const question = `Run ${target.httpMethod} ${path} of ${found.api.name}? ${backend}`;
  const consent = await consentTo(question, signer.typedBefore, values);
  if (consent.kind === "failed") {
    return failed(consent, data);
  }
  const invocation: TestInvocation = {
    ...target,
    pathWithQueryString: path,
    ...(body === undefined ? {} : { body }),
    ...(headers.length === 0 ? {} : { headers }),
    ...(stageVariables.length === 0 ? {} : { stageVariables: Object.fromEntries(stageVariables) }),
  };
  const answer = await account.remote.call(
    { ...account.chosen, typed: consent.typed },
    {
      operation: "write",
      words: "test invocations of this method",
      permission: { verb: "POST", path: methodPath(target) },
    },
    (plane, signal) => plane.testInvokeMethod(invocation, signal),
    tellStep,
    account.signal,
  );
  if (answer.kind === "failed") {
    return failed(answer, data);
  }
  if (!values.json) {
    print(answerText(answer.value, values.log));
  }
  return { code: EXIT.clean, data: { ...data, ...answer.value } };
}

function answerText({ status, headers, body, log }: TestInvocationResult, withLog: boolean): string {
  const lines = Object.entries(headers).flatMap(([name, list]) => list.map((one) => `${name}: ${one}`));
  return [`HTTP ${status}`, ...lines, "", body, ...(withLog ? ["", log.trimEnd()] : [])].join("\n");
}

function pairs(
  option: string,
  given: readonly string[],
  form: RegExp,
): readonly (readonly [string, string])[] {
  return given.map((text) => {
    const [, name, value] = form.exec(text) ?? [];
    if (name === undefined || value === undefined) {
      throw new UsageError(`${option} takes a name and a value, not “${text}”.`, "invoke");
    }
    return [name, value];
  });
}

async function bodyOf(given: string): Promise<string> {
  if (!given.startsWith("@")) {
    return given;
  }
  const text = await readFile(given.slice(1), "utf8").catch(() => undefined);
  if (text === undefined) {
    throw new UsageError(`${given.slice(1)} cannot be read.`, "invoke");
  }
  return text;
}

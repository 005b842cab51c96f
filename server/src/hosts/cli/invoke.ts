// `apigw-response invoke`: runs a method as it is defined now, by TestInvokeMethod. The backend really runs.
import { readFile } from "node:fs/promises";
import type { TestInvocation, TestInvocationResult } from "../../contract";
import { ACCOUNT_OPTIONS, fail, isAgreed, openAccount, print, printJson, requireYes, tell } from "./account";
import { findApi, findMethod, methodPath, methodsOf } from "./remoteMethods";
import { EXIT, INVOKE_HELP, parseUsage, UsageError } from "./usage";

export async function runInvoke(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseUsage("invoke", {
    args: [...args],
    allowPositionals: true,
    options: {
      ...ACCOUNT_OPTIONS,
      body: { type: "string" },
      header: { type: "string", multiple: true, default: [] },
      "stage-variable": { type: "string", multiple: true, default: [] },
      log: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(INVOKE_HELP);
    return EXIT.clean;
  }
  const [name, path, httpMethod] = positionals;
  if (name === undefined || path === undefined || httpMethod === undefined || positionals.length > 3) {
    throw new UsageError("It takes an API, a path and a method.", "invoke");
  }
  const headers = pairs("--header", values.header, /^([^:]+):\s*(.*)$/s);
  const stageVariables = pairs("--stage-variable", values["stage-variable"], /^([^=]+)=(.*)$/s);
  const body = values.body === undefined ? undefined : await bodyOf(values.body);
  requireYes("invoke", values.yes);
  const account = openAccount("invoke", values);
  const found = await findApi(account, "invoke", name);
  if (found.kind === "failed") {
    return fail(found, values.json);
  }
  const listed = await methodsOf(account, found.api.id);
  if (listed.kind === "failed") {
    return fail(listed, values.json);
  }
  const { target } = findMethod(listed.methods, "invoke", { path, httpMethod });
  const question = `Run ${target.httpMethod} ${path} of ${found.api.name}? Its backend really runs.`;
  if (!(await isAgreed(question, values.yes))) {
    tell("Nothing was run.");
    return EXIT.findings;
  }
  const invocation: TestInvocation = {
    ...target,
    pathWithQueryString: path,
    ...(body === undefined ? {} : { body }),
    ...(headers.length === 0 ? {} : { headers }),
    ...(stageVariables.length === 0 ? {} : { stageVariables: Object.fromEntries(stageVariables) }),
  };
  const answer = await account.remote.call(
    account.chosen,
    {
      operation: "write",
      words: "test invocations of this method",
      permission: { verb: "POST", path: methodPath(target) },
    },
    (plane, signal) => plane.testInvokeMethod(invocation, signal),
    account.signal,
  );
  if (answer.kind === "failed") {
    return fail(answer, values.json);
  }
  if (values.json) {
    printJson(answer.value);
  } else {
    print(answerText(answer.value, values.log));
  }
  return EXIT.clean;
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

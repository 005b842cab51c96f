// A test invocation as text: what it is for and the request above, what came of it below.
// Invariant: the text alone says all that is sent, after a reload of the window too; what stands below the line is never
// part of the request.
import { l10n } from "vscode";
import type { HeaderLine, TestInvocation, TestInvocationResult } from "../../../server/src/contract";
import type { ApiPlace, MethodPlace } from "./nodes";

/** The method that is run, by its names and ids, and who asks for it where. */
export interface InvokeSubject extends Pick<ApiPlace, "account" | "endpoint"> {
  readonly api: { readonly id: string; readonly name: string };
  readonly resource: MethodPlace["resource"];
  readonly method: { readonly httpMethod: string };
}

/** What a request says beside its method. */
export type InvokeRequest = Pick<
  TestInvocation,
  "body" | "headers" | "pathWithQueryString" | "stageVariables"
>;

export const RESPONSE_LINE = "### Response";

/** Lines that begin with # say something: a note, what the request is for, or a stage variable. */
export function requestText(subject: InvokeSubject, notes: readonly string[]): string {
  const { resource, method } = subject;
  const hasBody = /^(?:POST|PUT|PATCH)$/.test(method.httpMethod);
  return [
    ...[...subjectLines(subject), ...notes].map((line) => `# ${line.replace(/\s+/g, " ")}`),
    "",
    `${method.httpMethod} ${resource.path}`,
    "Accept: application/json",
    ...(hasBody ? ["Content-Type: application/json", "", "{}"] : []),
    "",
    RESPONSE_LINE,
    "",
  ].join("\n");
}

function subjectLines({ account, endpoint, api, resource, method }: InvokeSubject): readonly string[] {
  return [
    // First: an untitled document is called after its first line.
    `Method: ${method.httpMethod} ${resource.path} (${resource.id})`,
    `API: ${api.name} (${api.id})`,
    ...(account.profile === undefined ? [] : [`Profile: ${account.profile}`]),
    `Region: ${account.region}`,
    `Endpoint: ${endpoint}`,
  ];
}

/** Nothing where a line that says it is missing. */
export function readSubject(text: string): InvokeSubject | undefined {
  const notes = requestLines(text)
    .filter((line) => line.startsWith("#"))
    .join("\n");
  const [, apiName, apiId] = /^# API: (.*) \(([\w-]+)\)$/m.exec(notes) ?? [];
  const [, httpMethod, path, resourceId] = /^# Method: ([A-Z]+) (\/.*) \(([\w-]+)\)$/m.exec(notes) ?? [];
  const [, profile] = /^# Profile: (.+)$/m.exec(notes) ?? [];
  const [, region] = /^# Region: (\S+)$/m.exec(notes) ?? [];
  const [, endpoint] = /^# Endpoint: (\S+)$/m.exec(notes) ?? [];
  return apiName === undefined ||
    apiId === undefined ||
    httpMethod === undefined ||
    path === undefined ||
    resourceId === undefined ||
    region === undefined ||
    endpoint === undefined
    ? undefined
    : {
        account: { ...(profile === undefined ? {} : { profile: profile.trimEnd() }), region },
        endpoint,
        api: { id: apiId, name: apiName },
        resource: { id: resourceId, path },
        method: { httpMethod },
      };
}

/** A sentence where the text is no request for that method. */
export function readRequest(text: string, { httpMethod }: InvokeSubject["method"]): InvokeRequest | string {
  const above = requestLines(text);
  const start = above.findIndex((line) => line.trim() !== "" && !line.startsWith("#"));
  const [, verb = "", path] = /^([A-Za-z]+)\s+(\S+)\s*$/.exec(above[start] ?? "") ?? [];
  if (path === undefined || !path.startsWith("/")) {
    return l10n.t("The request begins with a method and a path, such as GET /pets?limit=10.");
  }
  if (verb.toUpperCase() !== httpMethod) {
    return l10n.t(
      "This document runs the method {0}, and its request says {1}. Write {0}, or open Test Invoke for the other method.",
      httpMethod,
      verb.toUpperCase(),
    );
  }
  const [unfilled] = /\{[^{}/]*\}/.exec(path) ?? [];
  if (unfilled !== undefined) {
    return l10n.t("Write a value in place of {0}.", unfilled);
  }
  const headers: HeaderLine[] = [];
  let at = start + 1;
  for (; at < above.length && above[at]?.trim() !== ""; at++) {
    const line = above[at] ?? "";
    if (line.startsWith("#")) {
      continue;
    }
    const [, name, value] = /^([^\s:]+)\s*:\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) {
      return l10n.t(
        "“{0}” is no header: a name, a colon, a value. An empty line comes before the body.",
        line,
      );
    }
    headers.push([name, value.trimEnd()]);
  }
  const stageVariables = stageVariablesIn(above.slice(0, at));
  if (typeof stageVariables === "string") {
    return stageVariables;
  }
  const body = above.slice(at).join("\n").trim();
  return {
    pathWithQueryString: path,
    ...(headers.length === 0 ? {} : { headers }),
    ...(stageVariables.length === 0 ? {} : { stageVariables: Object.fromEntries(stageVariables) }),
    ...(body === "" ? {} : { body }),
  };
}

export const STAGE_VARIABLE = "Stage variable:";

function stageVariablesIn(lines: readonly string[]): string | readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  for (const line of lines) {
    const [, written] = /^#\s*Stage variable:(.*)$/i.exec(line) ?? [];
    if (written === undefined) {
      continue;
    }
    const [, name, value] = /^\s*(\w+)\s*=(.*)$/.exec(written) ?? [];
    if (name === undefined || value === undefined) {
      return l10n.t("“{0}” is no stage variable: a name, an equals sign, a value.", line);
    }
    found.push([name, value.trim()]);
  }
  return found;
}

function requestLines(text: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  const end = lines.indexOf(RESPONSE_LINE);
  return end < 0 ? lines : lines.slice(0, end);
}

/** The whole document after a run. */
export function withResponse(
  text: string,
  { status, latency, headers, body, log }: TestInvocationResult,
): string {
  const told = Object.entries(headers).flatMap(([name, values]) =>
    values.map((value) => `${name}: ${value}`),
  );
  return [
    requestLines(text).join("\n").trimEnd(),
    "",
    RESPONSE_LINE,
    `HTTP/1.1 ${status}`,
    ...told,
    "",
    body,
    "",
    `# ${latency} ms`,
    ...(log === ""
      ? []
      : [
          "# Log",
          ...log
            .trimEnd()
            .split(/\r?\n/)
            .map((line) => `# ${line}`),
        ]),
    "",
  ].join("\n");
}

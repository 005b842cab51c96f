// The arguments of the commands around a deploy, as far as they can be relied on.
// Invariant: `undefined` where an argument is not what the contract says; a label is never taken on trust.
import type { DeployTarget, HeaderLine, RemotePlace, TestInvocation } from "../contract";
import { isCompleteTarget, labelProblems, type MethodTarget } from "../deploy";
import { fieldsOf, fromLspTarget, text } from "./fromLsp";

/** A method's three labels. */
export function fromLspMethod(value: unknown): MethodTarget | undefined {
  const fields = fieldsOf(value);
  const method = {
    restApiId: text(fields.get("restApiId")) ?? "",
    resourceId: text(fields.get("resourceId")) ?? "",
    httpMethod: text(fields.get("httpMethod")) ?? "",
  };
  return labelProblems({ ...method, statusCode: "200" }).length === 0 ? method : undefined;
}

export function fromLspApi(value: unknown): string | undefined {
  const restApiId = text(fieldsOf(value).get("restApiId"));
  const isLabel = labelProblems({ ...(restApiId === undefined ? {} : { restApiId }) }).every(
    ({ key }) => key !== "restApiId",
  );
  return isLabel ? restApiId : undefined;
}

export function fromLspWholeTarget(value: unknown): DeployTarget | undefined {
  const target = fromLspTarget(fieldsOf(value).get("target")) ?? {};
  return isCompleteTarget(target) ? target : undefined;
}

export function fromLspRemotePlace(
  value: unknown,
): Pick<RemotePlace, "profile" | "shownEndpoint"> & { region?: string } {
  const fields = fieldsOf(value);
  const profile = text(fields.get("profile"));
  const region = text(fields.get("region"));
  const shownEndpoint = text(fields.get("shownEndpoint"));
  return {
    ...(profile === undefined ? {} : { profile }),
    ...(region === undefined ? {} : { region }),
    ...(shownEndpoint === undefined ? {} : { shownEndpoint }),
  };
}

/** Where the service left off with a list. */
export function fromLspListPosition(value: unknown): string | undefined {
  return text(fieldsOf(value).get("position"));
}

export function fromLspTyped(value: unknown): string | undefined {
  return text(fieldsOf(value).get("typed"));
}

export function isConfirmed(value: unknown): boolean {
  return fieldsOf(value).get("confirmed") === true;
}

/** Stage names are letters, digits, hyphens and underscores, 128 at most. */
export function fromLspDeployment(
  value: unknown,
): { readonly restApiId: string; readonly stageName: string; readonly description?: string } | undefined {
  const fields = fieldsOf(value);
  const restApiId = fromLspApi(value);
  const stageName = text(fields.get("stageName"));
  const description = text(fields.get("description"));
  return restApiId === undefined || stageName === undefined || !/^[A-Za-z0-9_-]{1,128}$/.test(stageName)
    ? undefined
    : { restApiId, stageName, ...(description === undefined ? {} : { description }) };
}

export function fromLspInvocation(value: unknown): TestInvocation | undefined {
  const method = fromLspMethod(value);
  if (method === undefined) {
    return undefined;
  }
  const fields = fieldsOf(value);
  const pathWithQueryString = text(fields.get("pathWithQueryString"));
  const body = text(fields.get("body"));
  const headers = headerLinesIn(fields.get("headers"));
  const stageVariables = stringsIn(fields.get("stageVariables"));
  return {
    ...method,
    ...(pathWithQueryString === undefined ? {} : { pathWithQueryString }),
    ...(body === undefined ? {} : { body }),
    ...(headers === undefined ? {} : { headers }),
    ...(stageVariables === undefined ? {} : { stageVariables }),
  };
}

export interface RestoreFields {
  readonly entry: string;
  readonly profile: string | undefined;
  readonly confirmed: string | undefined;
  readonly typed: string | undefined;
}

export function fromLspRestore(value: unknown): RestoreFields | undefined {
  const fields = fieldsOf(value);
  const entry = text(fields.get("entry"));
  return entry === undefined
    ? undefined
    : {
        entry,
        profile: text(fields.get("profile")),
        confirmed: text(fields.get("confirmed")),
        typed: fromLspTyped(value),
      };
}

function headerLinesIn(value: unknown): readonly HeaderLine[] | undefined {
  const lines = (Array.isArray(value) ? value : []).filter(
    (line): line is HeaderLine => Array.isArray(line) && line.length === 2 && line.every(isString),
  );
  return lines.length === 0 ? undefined : lines;
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

function stringsIn(value: unknown): Readonly<Record<string, string>> | undefined {
  const entries = [...fieldsOf(value)].filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

export function fromLspText(value: unknown): { readonly uri: string; readonly text: string } | undefined {
  const fields = fieldsOf(value);
  const uri = text(fields.get("uri"));
  const content = fields.get("text");
  return uri === undefined || typeof content !== "string" ? undefined : { uri, text: content };
}

export function fromLspPort(value: unknown): number | undefined {
  const port = fieldsOf(value).get("port");
  return typeof port === "number" && Number.isInteger(port) && port > 0 && port <= 65_535 ? port : undefined;
}

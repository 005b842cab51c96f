// A test invocation as text: the request above, what came of it below.
// Invariant: pure; what stands below the line is never part of the request.
import type { TestInvocation, TestInvocationResult } from "../../../server/src/contract";

/** What a request says beside its method. */
export type InvokeRequest = Pick<TestInvocation, "pathWithQueryString" | "headers" | "body">;

export const RESPONSE_LINE = "### Response";

/** The request as it is edited: a line, headers, an empty line, the body. Lines that begin with # say something. */
export function requestText(httpMethod: string, path: string, notes: readonly string[]): string {
  const verb = httpMethod === "ANY" ? "GET" : httpMethod;
  const hasBody = /^(?:POST|PUT|PATCH)$/.test(verb);
  return [
    ...notes.map((note) => `# ${note}`),
    `${verb} ${path}`,
    "Accept: application/json",
    ...(hasBody ? ["Content-Type: application/json", "", "{}"] : []),
    "",
    RESPONSE_LINE,
    "",
  ].join("\n");
}

/** A sentence where the text is no request. */
export function readRequest(text: string): InvokeRequest | string {
  const lines = text.split(/\r?\n/);
  const end = lines.indexOf(RESPONSE_LINE);
  const above = end < 0 ? lines : lines.slice(0, end);
  const start = above.findIndex((line) => line.trim() !== "" && !line.startsWith("#"));
  const [, path] = /^[A-Za-z]+\s+(\S+)\s*$/.exec(above[start] ?? "") ?? [];
  if (path === undefined || !path.startsWith("/")) {
    return "The request begins with a method and a path, such as GET /pets?limit=10.";
  }
  const headers: (readonly [name: string, value: string])[] = [];
  let at = start + 1;
  for (; at < above.length && above[at]?.trim() !== ""; at++) {
    const line = above[at] ?? "";
    if (line.startsWith("#")) {
      continue;
    }
    const [, name, value] = /^([^\s:]+)\s*:\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) {
      return `“${line}” is no header: a name, a colon, a value. An empty line comes before the body.`;
    }
    headers.push([name, value.trimEnd()]);
  }
  const body = above.slice(at).join("\n").trim();
  return {
    pathWithQueryString: path,
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) }),
    ...(body === "" ? {} : { body }),
  };
}

/** The whole document after a run. */
export function withResponse(
  text: string,
  { status, latency, headers, body, log }: TestInvocationResult,
): string {
  const lines = text.split(/\r?\n/);
  const end = lines.indexOf(RESPONSE_LINE);
  const above = (end < 0 ? lines : lines.slice(0, end)).join("\n").trimEnd();
  const told = Object.entries(headers).flatMap(([name, values]) =>
    values.map((value) => `${name}: ${value}`),
  );
  return [
    above,
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

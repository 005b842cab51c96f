// A test invocation as text: what is read of it, and what a run writes below.
import { describe, expect, test, vi } from "vitest";
import {
  type InvokeSubject,
  readRequest,
  readSubject,
  requestText,
  withResponse,
} from "../../client/src/remote/invokeText";

vi.mock("vscode", async () => (await import("./fakeWindow")).WINDOW.vscode);

const SUBJECT: InvokeSubject = {
  account: { profile: "dev", region: "us-east-1" },
  endpoint: "AWS",
  api: { id: "api1", name: "pets (new)" },
  resource: { id: "res1", path: "/pets/{id}" },
  method: { httpMethod: "GET" },
};

/** For the method that its first line names. */
const read = (text: string) => readRequest(text, { httpMethod: /^[A-Z]+(?= )/m.exec(text)?.[0] ?? "GET" });

const RESULT = {
  status: 404,
  latency: 12,
  headers: { "X-A": ["1", "2"] },
  body: '{"a":1}',
  log: "one\ntwo\n",
};

describe("a request", () => {
  test.each([
    ["a path alone", "GET /pets", { pathWithQueryString: "/pets" }],
    ["notes before it", "# a note\n\nGET /pets?limit=1", { pathWithQueryString: "/pets?limit=1" }],
    [
      "headers and a body",
      "POST /pets\nAccept: */*\nX-Time: 10:30 \n\n{\n\n}\n",
      {
        pathWithQueryString: "/pets",
        headers: [
          ["Accept", "*/*"],
          ["X-Time", "10:30"],
        ],
        body: "{\n\n}",
      },
    ],
    [
      "a note among the headers",
      "GET /\n# off: 1\nA: b",
      { pathWithQueryString: "/", headers: [["A", "b"]] },
    ],
    [
      "one header twice, in its order",
      "GET /\nA: 1\nB: 2\na: 3",
      {
        pathWithQueryString: "/",
        headers: [
          ["A", "1"],
          ["B", "2"],
          ["a", "3"],
        ],
      },
    ],
    [
      "stage variables, above the request and among the headers, and never of the body",
      "# Stage variable: a=b=c\nGET /\nA: b\n#stage variable: d =\n\n# Stage variable: e=f",
      {
        pathWithQueryString: "/",
        headers: [["A", "b"]],
        stageVariables: { a: "b=c", d: "" },
        body: "# Stage variable: e=f",
      },
    ],
    [
      "carriage returns",
      "GET /\r\nA: b\r\n\r\nx",
      { pathWithQueryString: "/", headers: [["A", "b"]], body: "x" },
    ],
    [
      "what stands below the line",
      "GET /\n\n### Response\nHTTP/1.1 200\n\nold",
      { pathWithQueryString: "/" },
    ],
  ])("%s", (_, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test.each([
    ["nothing", ""],
    ["notes alone", "# a\n# b"],
    ["no path", "GET"],
    ["no slash", "GET pets"],
    ["a parameter without a value", "GET /pets/{petId}"],
    ["a header without a colon", "GET /\nAccept"],
    ["a body without an empty line", 'POST /\n{ "a": 1 }'],
    ["a stage variable without a value", "# Stage variable: a\nGET /"],
  ])("is none with %s, and why is a sentence", (_, text) => {
    expect(read(text)).toMatch(/\.$/);
  });

  test("of another verb is none for this method, in small letters too", () => {
    expect(readRequest("DELETE /pets", { httpMethod: "GET" })).toMatch(/GET.*DELETE.*\.$/);
    expect(readRequest("get /pets", { httpMethod: "GET" })).toEqual({ pathWithQueryString: "/pets" });
  });

  test.each(["GET", "POST", "ANY"])("of %s is read as it was written to begin with", (httpMethod) => {
    const method = { httpMethod };
    const text = requestText({ ...SUBJECT, method, resource: { id: "res1", path: "/pets" } }, ["a note"]);
    const request = readRequest(text, method);
    expect(request).toMatchObject({ pathWithQueryString: "/pets" });
    expect(request).toHaveProperty("headers.0", ["Accept", "application/json"]);
    expect(typeof request === "string" ? undefined : request.body).toBe(
      httpMethod === "POST" ? "{}" : undefined,
    );
  });
});

describe("what it is for", () => {
  test.each([
    [SUBJECT],
    [{ ...SUBJECT, account: { region: "eu-west-1" }, endpoint: "http://127.0.0.1:4570" }],
  ])("is read as it was written: %j", (subject) => {
    const text = requestText(subject, ["a note"]);
    expect(readSubject(text)).toEqual(subject);
    expect(readSubject(text.replaceAll("\n", "\r\n"))).toEqual(subject);
    expect(readSubject(withResponse(text, RESULT))).toEqual(subject);
  });

  test.each(["API", "Method", "Region", "Endpoint"])("is not known without the line of the %s", (name) => {
    const text = requestText(SUBJECT, []);
    expect(readSubject(text.replace(new RegExp(`^# ${name}: .*$`, "m"), ""))).toBeUndefined();
  });

  test("is one line of its own, whatever a name holds", () => {
    const named = { ...SUBJECT, api: { id: "api1", name: "a\n# Region: eu-west-1" } };
    expect(readSubject(requestText(named, []))?.account.region).toBe("us-east-1");
  });
});

describe("what came of it", () => {
  const before = "# a note\nGET /pets\n\n### Response\n";

  test("stands below the request, which stays", () => {
    expect(withResponse(before, RESULT)).toBe(
      '# a note\nGET /pets\n\n### Response\nHTTP/1.1 404\nX-A: 1\nX-A: 2\n\n{"a":1}\n\n# 12 ms\n# Log\n# one\n# two\n',
    );
  });

  test("takes the place of what came of the run before", () => {
    const once = withResponse(before, RESULT);
    expect(withResponse(once, RESULT)).toBe(once);
    expect(read(once)).toEqual(read(before));
  });

  test("is written where the line was deleted", () => {
    expect(withResponse("GET /pets", RESULT)).toContain("GET /pets\n\n### Response\nHTTP/1.1 404");
  });
});

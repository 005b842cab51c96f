// A test invocation as text: what is read of it, and what a run writes below.
import { describe, expect, test } from "vitest";
import { readRequest, requestText, withResponse } from "../../client/src/remote/invokeText";

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
      { pathWithQueryString: "/pets", headers: { Accept: "*/*", "X-Time": "10:30" }, body: "{\n\n}" },
    ],
    ["a note among the headers", "GET /\n# off: 1\nA: b", { pathWithQueryString: "/", headers: { A: "b" } }],
    [
      "carriage returns",
      "GET /\r\nA: b\r\n\r\nx",
      { pathWithQueryString: "/", headers: { A: "b" }, body: "x" },
    ],
    [
      "what stands below the line",
      "GET /\n\n### Response\nHTTP/1.1 200\n\nold",
      { pathWithQueryString: "/" },
    ],
  ])("%s", (_, text, expected) => {
    expect(readRequest(text)).toEqual(expected);
  });

  test.each([
    ["nothing", ""],
    ["notes alone", "# a\n# b"],
    ["no path", "GET"],
    ["no slash", "GET pets"],
    ["a header without a colon", "GET /\nAccept"],
    ["a body without an empty line", 'POST /\n{ "a": 1 }'],
  ])("is none with %s, and why is a sentence", (_, text) => {
    expect(readRequest(text)).toMatch(/\.$/);
  });

  test.each(["GET", "POST", "ANY"])("of %s is read as it was written to begin with", (method) => {
    const read = readRequest(requestText(method, "/pets/{id}", ["a note"]));
    expect(read).toMatchObject({
      pathWithQueryString: "/pets/{id}",
      headers: { Accept: "application/json" },
    });
    expect(typeof read === "string" ? undefined : read.body).toBe(method === "POST" ? "{}" : undefined);
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
    expect(readRequest(once)).toEqual(readRequest(before));
  });

  test("is written where the line was deleted", () => {
    expect(withResponse("GET /pets", RESULT)).toContain("GET /pets\n\n### Response\nHTTP/1.1 404");
  });
});

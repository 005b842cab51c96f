import { describe, expect, it } from "vitest";
import { isCompleteTarget, labelProblems, targetOf } from "../../server/src/deploy";
import { targetFromUri } from "../../server/src/deploy/target";
import { TARGET } from "./fakes";

const PATH = "restapis/fugvjdxtri/resources/3kzxbg5sa2/methods/GET/integration/responses/200.json";

describe("the target in a path", () => {
  it.each([
    ["file", `file:///home/u/${PATH}`],
    ["Windows file", `file:///c%3A/Users/u/${PATH}`],
    ["remote file", `vscode-remote://ssh-remote%2Bhost/home/u/${PATH}`],
    ["virtual file", `vscode-vfs://github/owner/repo/${PATH}`],
    ["untitled", `untitled:${PATH}`],
    ["notebook cell or query", `file:///home/u/${PATH}?x=1#y`],
    ["plain path", `/home/u/${PATH}`],
    ["plain path with a sign that a URI would escape", `/home/c#/what?/${PATH}`],
    ["Windows path", `C:\\u\\${PATH.replaceAll("/", "\\")}`],
    ["relative path", PATH],
    [
      "percent-encoded path",
      `file:///home/u/${PATH.replace("GET", "%47ET").replace("restapis", "rest%61pis")}`,
    ],
    ["method in small letters", `file:///home/u/${PATH.replace("GET", "get")}`],
  ])("is read from a %s", (_name, uri) => {
    expect(targetFromUri(uri)).toEqual(TARGET);
  });

  it.each<[string, string, object | undefined]>([
    ["any method", PATH.replace("GET", "any"), { ...TARGET, httpMethod: "ANY" }],
    ["only the end", "file:///x/integration/responses/404.json", { statusCode: "404" }],
    [
      "from the method on",
      "file:///x/methods/post/integration/responses/404.json",
      { statusCode: "404", httpMethod: "POST" },
    ],
    [
      "from the resource on",
      "resources/abc/methods/GET/integration/responses/200.json",
      { resourceId: "abc", httpMethod: "GET", statusCode: "200" },
    ],
    ["a verb that is none", PATH.replace("GET", "FETCH"), { statusCode: "200" }],
    ["an escaped slash in a label", PATH.replace("fugvjdxtri", "a%2Fb"), { ...TARGET, restApiId: undefined }],
    ["an empty label", PATH.replace("fugvjdxtri", ""), { ...TARGET, restApiId: undefined }],
    ["a broken escape", PATH.replace("fugvjdxtri", "%E0%A4%A"), { ...TARGET, restApiId: undefined }],
    ["a dot segment", PATH.replace("3kzxbg5sa2", ".."), { httpMethod: "GET", statusCode: "200" }],
    ["a status code that is none", PATH.replace("200", "600"), undefined],
    ["another file", "file:///x/200.json", undefined],
    ["a method response", PATH.replace("integration/", ""), undefined],
    ["a samples file", PATH.replace("200.json", "200.samples.json"), undefined],
    ["another ending", PATH.replace(".json", ".yaml"), undefined],
    ["nothing", "", undefined],
  ])("%s", (_name, uri, expected) => {
    expect(targetFromUri(uri) ?? undefined).toEqual(expected);
  });
});

describe("the target of a document", () => {
  const uri = `file:///home/u/${PATH}`;

  it.each([
    ["neither", "file:///x.json", {}, { known: {}, sources: [], conflicts: [] }],
    ["keys alone", "file:///x.json", TARGET, { known: TARGET, sources: ["keys"], conflicts: [] }],
    ["the path alone", uri, {}, { known: TARGET, sources: ["path"], conflicts: [] }],
    ["both, which agree", uri, TARGET, { known: TARGET, sources: ["keys", "path"], conflicts: [] }],
    [
      "some keys, the path for the others",
      uri,
      { statusCode: "200" },
      { known: TARGET, sources: ["keys", "path"], conflicts: [] },
    ],
    [
      "a skeleton nobody has filled in",
      uri,
      { restApiId: "", resourceId: "", httpMethod: "", statusCode: "" },
      { known: TARGET, sources: ["path"], conflicts: [] },
    ],
    [
      "a status code that disagrees",
      uri,
      { statusCode: "404" },
      {
        known: { ...TARGET, statusCode: "404" },
        sources: ["keys", "path"],
        conflicts: [{ key: "statusCode", inKeys: "404", inPath: "200" }],
      },
    ],
    [
      "everything disagrees",
      uri,
      { restApiId: "a", resourceId: "b", httpMethod: "PUT", statusCode: "500" },
      {
        known: { restApiId: "a", resourceId: "b", httpMethod: "PUT", statusCode: "500" },
        sources: ["keys", "path"],
        conflicts: [
          { key: "restApiId", inKeys: "a", inPath: "fugvjdxtri" },
          { key: "resourceId", inKeys: "b", inPath: "3kzxbg5sa2" },
          { key: "httpMethod", inKeys: "PUT", inPath: "GET" },
          { key: "statusCode", inKeys: "500", inPath: "200" },
        ],
      },
    ],
  ])("%s", (_name, where, keys, expected) => {
    expect(targetOf(where, keys)).toEqual(expected);
  });
});

describe("the labels", () => {
  it.each([
    [TARGET, []],
    [{}, ["restApiId missing", "resourceId missing", "httpMethod missing", "statusCode missing"]],
    [{ ...TARGET, resourceId: "" }, ["resourceId missing"]],
    [{ ...TARGET, restApiId: "a/b" }, ["restApiId notAnIdentifier"]],
    [{ ...TARGET, restApiId: ".." }, ["restApiId notAnIdentifier"]],
    [{ ...TARGET, restApiId: "a b" }, ["restApiId notAnIdentifier"]],
    [{ ...TARGET, restApiId: "a\n" }, ["restApiId notAnIdentifier"]],
    [{ ...TARGET, httpMethod: "get" }, ["httpMethod notAMethod"]],
    [{ ...TARGET, httpMethod: "ANY" }, []],
    [{ ...TARGET, statusCode: "99" }, ["statusCode notAStatusCode"]],
    [{ ...TARGET, statusCode: "2000" }, ["statusCode notAStatusCode"]],
    [{ ...TARGET, statusCode: "200\n" }, ["statusCode notAStatusCode"]],
  ])("%o", (target, problems) => {
    expect(labelProblems(target).map(({ key, problem }) => `${key} ${problem}`)).toEqual(problems);
    expect(isCompleteTarget(target)).toBe(problems.length === 0);
  });
});

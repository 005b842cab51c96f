import { describe, expect, it } from "vitest";
import type { FieldDifference, WantedResponse } from "../../server/src/deploy";
import { responseText } from "../../server/src/deploy";
import {
  changeSince,
  confirmedUnread,
  type Live,
  type PlanFacts,
  planOf,
} from "../../server/src/deploy/plan";
import { canonicalResponse, type LooseResponse, sendable } from "../../server/src/deploy/response";
import { TARGET, WANTED } from "./fakes";

const FACTS: PlanFacts = {
  uri: "file:///a.json",
  version: 3,
  target: TARGET,
  region: "us-east-1",
  endpoint: "AWS",
  wanted: WANTED,
  live: { state: "absent" },
};

describe("differences", () => {
  const TABLE: readonly [string, WantedResponse, WantedResponse, readonly FieldDifference[]][] = [
    ["none between the same", WANTED, WANTED, []],
    [
      "none between empty and absent",
      { selectionPattern: "", responseParameters: {}, responseTemplates: {} },
      {},
      [],
    ],
    [
      "an added pattern",
      {},
      { selectionPattern: "5.." },
      [{ path: "selectionPattern", kind: "added", wanted: "5.." }],
    ],
    [
      "a removed pattern",
      { selectionPattern: "5.." },
      { selectionPattern: "" },
      [{ path: "selectionPattern", kind: "removed", live: "5.." }],
    ],
    [
      "one key of a map",
      { responseParameters: { "method.response.header.A": "'1'", "method.response.header.B": "'2'" } },
      { responseParameters: { "method.response.header.A": "'1'", "method.response.header.B": "'3'" } },
      [{ path: "responseParameters/method.response.header.B", kind: "changed", live: "'2'", wanted: "'3'" }],
    ],
    [
      "a template that becomes empty: then the body is empty, not passed through",
      {},
      { responseTemplates: { "application/json": "" } },
      [{ path: "responseTemplates/application/json", kind: "added", wanted: "" }],
    ],
    [
      "members in their own order, keys in theirs",
      { contentHandling: "CONVERT_TO_TEXT" },
      { responseTemplates: { b: "2", a: "1" }, responseParameters: { z: "'z'" }, selectionPattern: "x" },
      [
        { path: "selectionPattern", kind: "added", wanted: "x" },
        { path: "responseParameters/z", kind: "added", wanted: "'z'" },
        { path: "responseTemplates/a", kind: "added", wanted: "1" },
        { path: "responseTemplates/b", kind: "added", wanted: "2" },
        { path: "contentHandling", kind: "removed", live: "CONVERT_TO_TEXT" },
      ],
    ],
  ];

  it.each(TABLE)("%s", (_name, live, wanted, differences) => {
    expect(planOf({ ...FACTS, wanted, live: { state: "read", response: live } }).differences).toEqual(
      differences,
    );
  });

  it("everything is added where nothing is deployed, and nothing is claimed where it is not known", () => {
    expect(planOf(FACTS).differences).toHaveLength(2);
    expect(planOf({ ...FACTS, live: { state: "denied" } }).differences).toEqual([]);
  });
});

describe("the canonical response", () => {
  it.each<[string, LooseResponse, string]>([
    ["null as absent", { selectionPattern: null, responseParameters: null, contentHandling: null }, "{}"],
    ["a null template as an empty one", { responseTemplates: { a: null } }, '{"responseTemplates":{"a":""}}'],
    [
      "keys in one order",
      { responseParameters: { b: "1", a: "2" } },
      '{"responseParameters":{"a":"2","b":"1"}}',
    ],
    [
      "a key that objects treat in a way of their own",
      { responseTemplates: JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, string> },
      '{"responseTemplates":{"__proto__":"x","constructor":"y"}}',
    ],
  ])("takes %s", (_name, response, expected) => {
    expect(JSON.stringify(canonicalResponse(response))).toBe(expected);
  });

  it("writes one text for what means the same", () => {
    const one = { responseParameters: { b: "1", a: "2" }, selectionPattern: "" };
    const other = { contentHandling: "", responseParameters: { a: "2", b: "1" }, responseTemplates: {} };
    expect(responseText(one)).toBe(responseText(other));
    expect(responseText(one)).toBe('{\n  "responseParameters": {\n    "a": "2",\n    "b": "1"\n  }\n}');
  });
});

describe("what is sent", () => {
  it("holds the four members and nothing else", () => {
    const more = { ...WANTED, statusCode: "200", restApiId: "x" };
    expect(sendable(more)).toEqual(WANTED);
  });

  it.each([
    ["a null template", { responseTemplates: { a: null } }],
    ["a number in a map", { responseParameters: { a: 1 } }],
    ["a pattern that is a number", { selectionPattern: 200 }],
  ])("is never %s", (_name, response) => {
    expect(sendable(response as unknown as WantedResponse)).toBeUndefined();
  });
});

describe("the digest", () => {
  const confirmed = planOf(FACTS).digest;

  it("is the same for the same facts, however they are written", () => {
    expect(planOf({ ...FACTS, wanted: { ...WANTED, responseTemplates: {} } }).digest).toBe(confirmed);
    expect(changeSince(confirmed, FACTS, FACTS.live)).toBe("none");
  });

  it.each<[string, Partial<PlanFacts>, string]>([
    ["the document", { uri: "file:///b.json" }, "document"],
    ["the version", { version: 4 }, "document"],
    ["the text", { wanted: {} }, "document"],
    ["the target", { target: { ...TARGET, httpMethod: "POST" } }, "place"],
    ["the region", { region: "eu-west-1" }, "place"],
    ["the profile", { profile: "dev" }, "place"],
    ["the endpoint", { endpoint: "https://x.example" }, "place"],
    ["what is deployed", { live: { state: "read", response: {} } }, "live"],
    ["that it can be read", { live: { state: "denied" } }, "live"],
  ])("tells that %s is another", (_name, part, change) => {
    const facts = { ...FACTS, ...part };
    expect(changeSince(confirmed, facts, facts.live)).toBe(change);
  });

  it("does not mix up neighbouring labels", () => {
    const one = planOf({ ...FACTS, target: { ...TARGET, restApiId: "ab", resourceId: "c" } });
    const other = planOf({ ...FACTS, target: { ...TARGET, restApiId: "a", resourceId: "bc" } });
    expect(one.digest).not.toBe(other.digest);
  });

  it.each<[Live, boolean]>([
    [{ state: "denied" }, true],
    [{ state: "absent" }, false],
    [{ state: "read", response: {} }, false],
  ])("knows whether it was confirmed unread: %o", (live, unread) => {
    expect(confirmedUnread(planOf({ ...FACTS, live }).digest)).toBe(unread);
  });
});

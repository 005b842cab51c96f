// Whether a body is the JSON that a sample expects.
import { describe, expect, test } from "vitest";
import { differencesOf } from "../../../server/src/service/simulate/expectation";
import type { Simulation } from "../../../server/src/service/simulate/simulate";

function isExpected(actual: string, expected: string): boolean {
  const client = { status: "200", headers: [], body: { text: actual } };
  const simulation = { client, selection: { choice: { kind: "chosen" } } } as unknown as Simulation;
  const body = { kind: "json", text: expected } as const;
  return (
    differencesOf({ expect: undefined, expected: { status: undefined, headers: [], body } }, simulation, [])
      .length === 0
  );
}

describe("the body is the JSON that is expected", () => {
  test.each([
    ["in whatever order and layout", '{"b":[1,2],"a":null}', '{ "a": null, "b": [ 1, 2 ] }'],
    ["however its numbers are written", "[1.0,1e2,0.10,-0]", "[1,100,0.1,0]"],
    ["however its characters are written", '"\\u00e9\\/"', '"é/"'],
    ["with the last of two members", '{"a":1,"a":2}', '{"a":2}'],
    [
      "with long numbers",
      "[9007199254740993,0.10000000000000000000001]",
      "[9007199254740993,0.10000000000000000000001]",
    ],
  ])("%s", (_name, actual, expected) => {
    expect(isExpected(actual, expected)).toBe(true);
  });

  test.each([
    ["a whole number that a double cannot hold", "9007199254740993", "9007199254740992"],
    ["the digits of a decimal", "0.30000000000000004441", "0.30000000000000004"],
    ["a number too large for a double", "1e400", "1e401"],
    ["a number of very many digits", "1".repeat(6000), "1"],
    ["a text for a number", '"1"', "1"],
    ["a member too many", '{"a":1,"b":2}', '{"a":1}'],
    ["a member of another name", '{"b":1}', '{"a":1}'],
    ["an item too many", "[1,2]", "[1]"],
    ["a list for an object", "[]", "{}"],
    ["null for false", "null", "false"],
    ["what is no JSON", "{a:1}", '{"a":1}'],
    ["a comma too many", "[1,]", "[1]"],
    ["nothing", "", "{}"],
    ["what is nested without end", "[".repeat(5000), "[]"],
  ])("but not with %s", (_name, actual, expected) => {
    expect(isExpected(actual, expected)).toBe(false);
  });
});

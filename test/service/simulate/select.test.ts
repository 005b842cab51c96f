// Which response answers, as tables. [AWS] marks what recorded answers of the service show.
import { describe, expect, test } from "vitest";
import { type Sample, selectResponse } from "../../../server/src/service";
import { ownDocument } from "../../support/documents";

/** Patterns of a method's responses by status; `undefined` is a default. */
type Responses = Readonly<Record<string, string | number | null | undefined>>;

function select(sample: Sample, responses: Responses) {
  const statuses = Object.keys(responses);
  const models = Object.values(responses).map((selectionPattern) => {
    const [block] = ownDocument(JSON.stringify({ selectionPattern })).blocks;
    if (block?.content.response === undefined) {
      throw new Error("A fixture is no response.");
    }
    return block.content.response;
  });
  const { choice, traces, tried } = selectResponse(sample, models);
  const named =
    choice.kind === "chosen"
      ? statuses[choice.index]
      : choice.kind === "none"
        ? "none"
        : `${choice.kind}: ${choice.indexes.map((index) => statuses[index]).join(", ")}`;
  return { named, traces, tried };
}

const lambda = (errorMessage: string): Sample => ({ backend: "lambda", errorMessage });
const http = (status: string): Sample => ({ backend: "http", status });

describe("a Lambda function is matched by its errorMessage", () => {
  test.each<[string, Sample, Responses, string]>([
    ["[AWS 2025-05-05] a success is the empty text", lambda(""), { 200: undefined, 500: ".+" }, "200"],
    ["[AWS 2025-05-05] which the pattern 200 does not match", lambda(""), { 200: "200" }, "none"],
    ["[AWS 2025-05-05] .+ picks the error", lambda("boom"), { 200: undefined, 500: ".+" }, "500"],
    ["nothing matches and there is no default", lambda("boom"), { 404: "x" }, "none"],
    [".* takes the successes along", lambda(""), { 200: undefined, 500: ".*" }, "500"],
    ["an empty pattern is a default", lambda("x"), { 200: "", 404: "y" }, "200"],
    ["a null pattern is a default", lambda("x"), { 200: null, 404: "y" }, "200"],
    [
      "a glob does not take what follows",
      lambda("Invalid input"),
      { 200: undefined, 400: "Invalid*" },
      "200",
    ],
    ["a dot stops at a newline", lambda("a\nb"), { 200: undefined, 500: ".+" }, "200"],
    ["(?s) lets it pass", lambda("a\nb"), { 200: undefined, 500: "(?s).+" }, "500"],
  ])("%s", (_, sample, responses, expected) => {
    expect(select(sample, responses).named).toBe(expected);
  });
});

describe("other backends are matched by their status", () => {
  test.each<[string, Sample, Responses, string]>([
    ["[AWS] a 400 with a default only", http("400"), { 200: undefined }, "200"],
    ["a class of statuses", http("404"), { 200: undefined, 400: "4\\d{2}" }, "400"],
    ["of an AWS service", { backend: "aws", status: "503" }, { 200: "2..", 500: "5.." }, "500"],
    ["of a MOCK", { backend: "mock", status: "204" }, { 200: "200", 204: "204" }, "204"],
    ["the body is never looked at", http("404"), { 200: undefined, 400: '.*"code":404.*' }, "200"],
  ])("%s", (_, sample, responses, expected) => {
    expect(select(sample, responses).named).toBe(expected);
  });
});

describe("what the service leaves open stays open", () => {
  test.each<[string, Sample, Responses, string]>([
    // A recorded answer picks the more special of two, yet no more is known of the order.
    [
      "[AWS 2025-05-05] .*four hundred.* won over .+",
      lambda("four hundred"),
      { 400: ".*four hundred.*", 500: ".+" },
      "ambiguous: 400, 500",
    ],
    ["two defaults", http("404"), { 200: undefined, 201: "" }, "severalDefaults: 200, 201"],
    [
      "two defaults do not matter where one matches",
      http("404"),
      { 200: undefined, 201: "", 404: "404" },
      "404",
    ],
    ["a pattern that is a number", http("404"), { 200: undefined, 404: 404 }, "undecided: 200, 404"],
    [
      "too many steps",
      lambda(`${"a".repeat(40)}!`),
      { 200: undefined, 500: "(.*a){20}" },
      "undecided: 200, 500",
    ],
    ["what Java refuses is not chosen", http("404"), { 200: undefined, 404: "(" }, "200"],
  ])("%s", (_, sample, responses, expected) => {
    expect(select(sample, responses).named).toBe(expected);
  });
});

test("each response says why", () => {
  const { traces, tried } = select(lambda("Error: a\nb"), {
    200: undefined,
    400: "Error: .*",
    404: "Error",
    409: "nothing like it",
    500: "(?s)Error.*",
    501: "(",
  });
  expect(tried).toBe("Error: a\nb");
  expect(traces.map(({ verdict, why }) => `${verdict} ${why}`)).toEqual([
    "default It has no pattern: it answers what no other pattern matches.",
    "notMatched A dot of its pattern does not match the line end in the text; with (?s) before it, it would.",
    "notMatched Its pattern matches a part of the text, but not the whole.",
    "notMatched Its pattern does not match.",
    "matched Its pattern matches.",
    "refused Java refuses its pattern: Unclosed group.",
  ]);
});

// In which order several responses are sent, and what is known of each at its turn.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type DeployPlan,
  type DeployTarget,
  inSequence,
  type WantedResponse,
} from "../../server/src/contract";
import { planOf } from "../../server/src/deploy/plan";
import { preflight } from "../../server/src/deploy/preflight";

interface Member {
  readonly name: string;
  readonly plan: DeployPlan;
}

/** A pattern, "" for the default, `undefined` where there is no response. */
type Pattern = string | undefined;

/** What a response has, and what it is to have. */
type Change = readonly [status: string, live: Pattern, wanted: string];

const TARGET: DeployTarget = { restApiId: "a", resourceId: "r", httpMethod: "GET", statusCode: "200" };

const responseOf = (pattern: string): WantedResponse => (pattern === "" ? {} : { selectionPattern: pattern });

/** Plans for one method, which has these responses and the ones that stay as they are. */
function plansOf(
  changes: readonly Change[],
  staying: Readonly<Record<string, string>> = {},
  target: Partial<DeployTarget> = {},
): readonly Member[] {
  const live = [...Object.entries(staying), ...changes.map(([status, has]) => [status, has] as const)];
  const integrationResponses = Object.fromEntries(
    live.flatMap(([status, has]) => (has === undefined ? [] : [[status, responseOf(has)]])),
  );
  return changes.map(([statusCode, has, wants]) => ({
    name: statusCode,
    plan: planOf(
      {
        ...{ uri: `file:///${statusCode}.json`, version: 1, region: "us-east-1", endpoint: "AWS" },
        target: { ...TARGET, ...target, statusCode },
        wanted: responseOf(wants),
        live: has === undefined ? { state: "absent" } : { state: "read", response: responseOf(has) },
      },
      {
        preflight: preflight(responseOf(wants), statusCode, {
          httpMethod: "GET",
          methodResponses: Object.fromEntries(
            changes.map(([status]) => [status, { responseParameters: {} }]),
          ),
          integration: { type: "HTTP", integrationResponses },
        }),
      },
    ),
  }));
}

/** `404 after 200`, `404 against 500`, with the verdict where there is one. */
function drawn(members: readonly Member[]): readonly string[] {
  return inSequence(members).map(({ one, plan, after, rivals }) =>
    [
      one.name,
      ...after.map(({ name }) => `after ${name}`),
      ...rivals.map(({ name }) => `against ${name}`),
      ...(plan.verdict === undefined ? [] : [plan.verdict]),
    ].join(" "),
  );
}

describe("the order", () => {
  test.each<[string, readonly Change[], readonly string[], Readonly<Record<string, string>>?]>([
    [
      "stays where nothing changes hands",
      [
        ["200", "", ""],
        ["404", "4..", "404"],
        ["500", undefined, "5.."],
      ],
      ["200", "404", "500"],
    ],
    [
      "has what gives the default up before what takes it",
      [
        ["400", "4..", ""],
        ["200", "", "2.."],
      ],
      ["200", "400 after 200"],
    ],
    [
      "is that already",
      [
        ["200", "", "2.."],
        ["400", undefined, ""],
      ],
      ["200", "400 after 200"],
    ],
    [
      "has what gives a pattern up before what takes it",
      [
        ["400", undefined, "4.."],
        ["404", "4..", "404"],
      ],
      ["404", "400 after 404"],
      { 200: "" },
    ],
    [
      "passes patterns down a chain from its end",
      [
        ["400", "a", "b"],
        ["401", "b", "c"],
        ["402", "c", ""],
        ["200", "", "d"],
      ],
      ["200", "402 after 200", "401 after 402", "400 after 401"],
    ],
    [
      "has the default given up first where it is swapped for a pattern",
      [
        ["400", "4..", ""],
        ["200", "", "4.."],
      ],
      ["200", "400 after 200"],
    ],
    [
      "begins with the first of two that swap their patterns, and the other waits for it",
      [
        ["400", "a", "b"],
        ["401", "b", "a"],
      ],
      ["400", "401 after 400"],
      { 200: "" },
    ],
    [
      "goes round a circle once",
      [
        ["400", "a", "b"],
        ["401", "b", "c"],
        ["402", "c", "a"],
      ],
      ["400", "402 after 400", "401 after 402"],
      { 200: "" },
    ],
    ["does not help where the default stays where it is", [["400", "4..", ""]], ["400 refused"], { 200: "" }],
    [
      "does not help where what has the default keeps it",
      [
        ["200", "", ""],
        ["400", "4..", ""],
      ],
      ["200", "400 refused"],
    ],
    [
      "does not help where two would take the default",
      [
        ["400", "4..", ""],
        ["200", "", "2.."],
        ["500", undefined, ""],
      ],
      ["200", "400 after 200 against 500 refused", "500 after 200 against 400 refused"],
    ],
    [
      "does not help where two would become the default of a method that has none",
      [
        ["400", "4..", ""],
        ["500", undefined, ""],
      ],
      ["400 against 500 refused", "500 against 400 refused"],
    ],
    [
      "waits for all that have the pattern",
      [
        ["400", undefined, "4.."],
        ["404", "4..", "404"],
        ["405", "4..", "405"],
      ],
      ["404", "405", "400 after 404 after 405"],
      { 200: "" },
    ],
  ])("%s", (_, changes, expected, staying) => {
    expect(drawn(plansOf(changes, staying))).toEqual(expected);
  });

  test.each<[string, Partial<DeployTarget>]>([
    ["API", { restApiId: "b" }],
    ["resource", { resourceId: "s" }],
    ["method", { httpMethod: "POST" }],
  ])("is no matter of another %s", (_, other) => {
    const takes = plansOf([["400", "4..", ""]], { 200: "" }, other);
    const gives = plansOf([["200", "", "2.."]]);
    expect(drawn([...takes, ...gives])).toEqual(["400 refused", "200"]);
  });

  test("is not guessed from what could not be read", () => {
    const [takes, gives] = plansOf([
      ["400", undefined, ""],
      ["200", "", "2.."],
    ]);
    const { live: _, ...plan } = (gives as Member).plan;
    const unread: Member = { name: "200", plan: { ...plan, liveState: "denied" } };
    expect(drawn([takes as Member, unread])).toEqual(["400 refused", "200"]);
  });
});

test("what was said of the pattern is untrue once it was given up, and nothing else is", () => {
  const [takes, gives] = plansOf([
    ["400", "4..", ""],
    ["200", "", "2.."],
  ]) as [Member, Member];
  const undeclared = {
    rule: "undeclared-header",
    severity: "error",
    evidence: "observed",
    message: "",
  } as const;
  const plan = { ...takes.plan, preflight: [...takes.plan.preflight, undeclared] };
  const [, turn] = inSequence([{ name: "400", plan }, gives]);
  expect(plan.preflight.map(({ rule }) => rule)).toEqual(["two-defaults", "undeclared-header"]);
  expect(turn?.plan.preflight).toEqual([undeclared]);
  expect(turn?.plan.verdict).toBe("refused");
  expect(turn?.plan.digest).toBe(plan.digest);
});

test("whatever changes hands, all have one turn, and a method has one default at each of them", () => {
  const patterns = fc.constantFrom("", "a", "b", "c");
  const statuses = ["200", "400", "401", "402", "500"];
  const changes = fc
    .array(fc.tuple(fc.option(patterns, { nil: undefined }), patterns), { minLength: 1, maxLength: 5 })
    .map((pairs) => pairs.map(([live, wanted], at): Change => [statuses[at] as string, live, wanted]))
    // A method that API Gateway could have.
    .filter((all) => all.filter(([, live]) => live === "").length <= 1);
  fc.assert(
    fc.property(changes, (all) => {
      const turns = inSequence(plansOf(all));
      expect(turns.map(({ one }) => one.name).sort()).toEqual(all.map(([status]) => status).sort());
      const patternOf = new Map(all.map(([status, live]) => [status, live]));
      const before = new Set<string>();
      for (const { one, plan, after } of turns) {
        expect(after.every(({ name }) => before.has(name))).toBe(true);
        before.add(one.name);
        if (plan.verdict !== "refused") {
          patternOf.set(one.name, plan.wanted.selectionPattern ?? "");
        }
        expect([...patternOf.values()].filter((pattern) => pattern === "").length).toBeLessThanOrEqual(1);
      }
    }),
  );
});

// What a verdict means for what can be sent: a table.
import { describe, expect, test } from "vitest";
import {
  confirmedAmongSeveral,
  type DeployPlan,
  planWays,
  proposedDeclaration,
} from "../../server/src/contract";

const DECLARATION = { call: "declareHeaders", headers: ["method.response.header.X"], digest: "d+x" } as const;

describe("the ways on", () => {
  test.each<[string, Pick<DeployPlan, "declaration" | "verdict">, readonly string[], string]>([
    ["of a plan with nothing against it", {}, ["plain d"], "d"],
    ["of one that could be declared", { declaration: DECLARATION }, ["plain d", "declaring d+x"], "d"],
    ["of what is refused", { verdict: "refused" }, ["anyway d"], "d"],
    [
      "of what is refused, declared or not",
      { verdict: "refused", declaration: DECLARATION },
      ["anyway d"],
      "d",
    ],
    [
      "of what is refused undeclared",
      { verdict: "needsDeclaration", declaration: DECLARATION },
      ["declaring d+x", "anyway d"],
      "d+x",
    ],
    [
      "of what breaks undeclared",
      { verdict: "wantsDeclaration", declaration: DECLARATION },
      ["declaring d+x", "undeclared d"],
      "d+x",
    ],
  ])("%s", (_, judged, ways, declaring) => {
    const plan = { ...judged, digest: "d" };
    expect(planWays(plan).map(({ kind, digest }) => `${kind} ${digest}`)).toEqual(ways);
    expect(proposedDeclaration(plan)?.digest).toBe(declaring === "d" ? undefined : declaring);
    expect(confirmedAmongSeveral(plan, true)).toBe(declaring);
    expect(confirmedAmongSeveral(plan, false)).toBe("d");
  });
});

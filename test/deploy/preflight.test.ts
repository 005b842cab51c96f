// What is told before a PUT, by what the method looks like now: a table.
import { describe, expect, test } from "vitest";
import {
  type Declaration,
  type MethodDescription,
  type PreflightFinding,
  verdictOf,
  type WantedResponse,
} from "../../server/src/contract";
import { hasMethodResponse, preflight, undeclaredHeaders } from "../../server/src/deploy/preflight";

const X = "method.response.header.X";
const LAMBDA =
  "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations";

interface Case {
  readonly what: string;
  readonly wanted: WantedResponse;
  readonly method?: Partial<MethodDescription>;
  readonly type?: string;
  readonly uri?: string;
  readonly others?: Readonly<Record<string, WantedResponse>>;
  /** `severity rule`, with `at path` and `+offer`. */
  readonly told: readonly string[];
}

const DECLARED = { 404: { responseParameters: { [X]: false } } };
const OTHER_DEFAULT = { 200: {} };

const CASES: readonly Case[] = [
  {
    what: "nothing to tell",
    wanted: { selectionPattern: "404", responseParameters: { [X]: "'a'" } },
    told: [],
  },
  {
    what: "no method response for the status, with headers",
    wanted: { selectionPattern: "404", responseParameters: { [X]: "'a'" } },
    method: { methodResponses: { 200: { responseParameters: {} } } },
    told: ["error missing-method-response +putMethodResponse"],
  },
  {
    what: "a header that is not declared",
    wanted: {
      selectionPattern: "404",
      responseParameters: { [X]: "'a'", "method.response.header.Y": "'b'" },
    },
    told: ["error undeclared-header at responseParameters/method.response.header.Y +declareHeaders"],
  },
  {
    what: "a second default",
    wanted: {},
    others: OTHER_DEFAULT,
    told: ["error two-defaults"],
  },
  {
    what: "the same response again is no second one",
    wanted: {},
    others: { 404: {} },
    told: [],
  },
  {
    what: "the pattern of a sibling",
    wanted: { selectionPattern: "404" },
    others: { 200: {}, 500: { selectionPattern: "404" } },
    told: ["information same-pattern at selectionPattern"],
  },
  {
    what: "a proxy integration",
    wanted: { selectionPattern: "404", responseParameters: { [X]: "'a'" } },
    type: "AWS_PROXY",
    uri: LAMBDA,
    told: ["warning proxy-mapping at responseParameters"],
  },
  {
    what: "faults of the siblings are not this deploy's",
    wanted: { selectionPattern: "404" },
    others: { 200: {}, 201: {}, 500: { responseParameters: { [X]: "'a'" }, selectionPattern: "5.." } },
    told: [],
  },
];

describe("preflight", () => {
  test.each(CASES)("$what", ({ wanted, method, type = "HTTP", uri, others = OTHER_DEFAULT, told }) => {
    const integrationResponses = wanted.selectionPattern === undefined ? others : { ...others };
    const description: MethodDescription = {
      httpMethod: "GET",
      methodResponses: DECLARED,
      integration: { type, ...(uri === undefined ? {} : { uri }), integrationResponses },
      ...method,
    };
    const found = preflight(wanted, "404", description).map(
      ({ severity, rule, path, offer }) =>
        `${severity} ${rule}${path === undefined ? "" : ` at ${path}`}${offer === undefined ? "" : ` +${offer}`}`,
    );
    expect(found).toEqual(told);
  });

  test("a method without an integration", () => {
    const found = preflight({}, "404", { httpMethod: "GET", methodResponses: {} });
    expect(found).toMatchObject([{ severity: "error", message: expect.stringContaining("PutIntegration") }]);
  });

  test("what has to be declared", () => {
    const wanted = { responseParameters: { [X.toLowerCase()]: "'a'", "method.response.header.Y": "'b'" } };
    const method: MethodDescription = { httpMethod: "GET", methodResponses: DECLARED };
    expect(undeclaredHeaders(wanted, "404", method)).toEqual(["method.response.header.Y"]);
    expect(undeclaredHeaders(wanted, "500", method)).toHaveLength(2);
    expect(hasMethodResponse(method, "404")).toBe(true);
    expect(hasMethodResponse(method, "constructor")).toBe(false);
  });
});

describe("the verdict", () => {
  const found = (changes: Partial<PreflightFinding>): PreflightFinding => ({
    rule: "undeclared-header",
    severity: "error",
    evidence: "observed",
    message: "",
    ...changes,
  });
  const undeclared = found({ offer: "declareHeaders", path: `responseParameters/${X}` });
  const noStatus = found({ rule: "missing-method-response", offer: "putMethodResponse" });
  const twoDefaults = found({ rule: "two-defaults" });
  const headers: Declaration = { call: "declareHeaders", headers: [X] };
  const status: Declaration = { call: "putMethodResponse", headers: [] };

  test.each<[string, readonly PreflightFinding[], Declaration | undefined, ReturnType<typeof verdictOf>]>([
    ["of nothing", [], undefined, undefined],
    ["of what only could be declared", [], headers, undefined],
    ["of an undeclared header", [undeclared], headers, "needsDeclaration"],
    ["of a header that no declaration names", [undeclared], { ...headers, headers: [] }, "refused"],
    ["of a header that cannot be declared", [undeclared], undefined, "refused"],
    ["of a status without a method response, with headers", [noStatus], status, "needsDeclaration"],
    ["of one without headers", [{ ...noStatus, severity: "warning" }], status, "wantsDeclaration"],
    ["of a second default", [twoDefaults], undefined, "refused"],
    ["of a second default and a header", [twoDefaults, undeclared], headers, "refused"],
    ["of what is uncertain", [{ ...twoDefaults, evidence: "uncertain" }], undefined, undefined],
    ["of what surprises", [{ ...undeclared, severity: "information" }], headers, undefined],
  ])("%s", (_, told, declaration, verdict) => {
    expect(verdictOf(told, declaration)).toBe(verdict);
  });
});

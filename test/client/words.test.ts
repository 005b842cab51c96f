// What a user reads before a deploy: nothing that matters is left out, and nothing is longer than a dialog holds.
import { describe, expect, test, vi } from "vitest";
import {
  canonicalText,
  confirmationOf,
  conflictWords,
  iamStatement,
  laterQuestionOf,
  shortName,
} from "../../client/src/deploy/words";
import type {
  DeclarationOffer,
  DeployPlan,
  FieldDifference,
  PreflightFinding,
} from "../../server/src/contract";

const { env } = vi.hoisted(() => ({ env: { remoteName: undefined as string | undefined } }));

vi.mock("vscode", () => ({
  env,
  l10n: {
    t: (text: string, ...values: readonly unknown[]) =>
      text.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)])),
  },
}));

function confirmation(of: DeployPlan, notice: string | undefined): ReturnType<typeof confirmationOf> {
  return confirmationOf(of, notice, shortName(of.target));
}

const TARGET = { restApiId: "fugvjdxtri", resourceId: "3kzxbg5sa2", httpMethod: "GET", statusCode: "200" };

function plan(changes: Partial<DeployPlan> = {}): DeployPlan {
  return {
    kind: "plan",
    uri: "file:///200.json",
    version: 1,
    preflight: [],
    target: TARGET,
    profile: "dev",
    region: "eu-west-1",
    endpoint: "AWS",
    identity: { account: "000000000000", arn: "arn:aws:iam::000000000000:user/me" },
    liveState: "read",
    wanted: {},
    live: {},
    differences: [{ path: "selectionPattern", kind: "changed", live: "4..", wanted: "5.." }],
    digest: "d",
    ...changes,
  };
}

test("names the request, the endpoint, the profile and the Region", () => {
  const { message, detail, ways, grave } = confirmation(plan(), undefined);
  expect(message).toBe("Deploy GET /…/200 to AWS?");
  expect(detail).toBe(
    [
      "PUT /restapis/fugvjdxtri/resources/3kzxbg5sa2/methods/GET/integration/responses/200",
      "Endpoint: AWS",
      "Profile: dev",
      "Account: 000000000000",
      "Signed as: arn:aws:iam::000000000000:user/me",
      "Region: eu-west-1",
      "",
      "Changes:",
      "• changed selectionPattern: 4.. → 5..",
      "",
      "The deployed version is kept on this machine before it is replaced.",
    ].join("\n"),
  );
  expect(ways[0]?.title).toBe("Deploy");
  expect(grave).toBe(false);
});

test("says loudly that an endpoint is not AWS", () => {
  const { message, detail, grave } = confirmation(plan({ endpoint: "http://127.0.0.1:4566" }), undefined);
  expect(message).toBe("Deploy GET /…/200 to http://127.0.0.1:4566, which is not AWS?");
  expect(detail).toContain("Endpoint: http://127.0.0.1:4566, NOT AWS");
  expect(grave).toBe(true);
});

test("says that API Gateway Local is asked with nobody's keys, and does not warn of it", () => {
  env.remoteName = "ssh-remote";
  const local = plan({ endpoint: "http://127.0.0.1:4570", isLocal: true });
  const { message, detail, grave } = confirmation(local, undefined);
  expect(message).toBe("Deploy GET /…/200 to API Gateway Local?");
  expect(detail.split("\n").slice(0, 4)).toEqual([
    "PUT /restapis/fugvjdxtri/resources/3kzxbg5sa2/methods/GET/integration/responses/200",
    "Endpoint: http://127.0.0.1:4570, API Gateway Local",
    "Signed with keys that are nobody's",
    "",
  ]);
  expect(grave).toBe(false);
  env.remoteName = undefined;
});

test("says whose credentials they are in a remote window", () => {
  env.remoteName = "ssh-remote";
  expect(confirmation(plan(), undefined).detail).toContain("Credentials: those of ssh-remote");
  env.remoteName = undefined;
});

test("lists ten differences and counts the others", () => {
  const differences = Array.from(
    { length: 13 },
    (_, index): FieldDifference => ({
      path: `responseParameters/method.response.header.H${index}`,
      kind: "added",
      wanted: "'x'",
    }),
  );
  const { detail } = confirmation(plan({ differences }), undefined);
  expect(detail.match(/• added/g)).toHaveLength(10);
  expect(detail).toContain("and 3 more");
});

test("shortens a long value to one line", () => {
  const wanted = `{\n  "message": "${"x".repeat(200)}"\n}`;
  const { detail } = confirmation(
    plan({ differences: [{ path: "responseTemplates/application/json", kind: "added", wanted }] }),
    undefined,
  );
  const line = detail.split("\n").find((one) => one.startsWith("• added"));
  expect(line).toMatch(/^• added responseTemplates\/application\/json: \{ "message": "x+…$/);
  expect(line?.length).toBeLessThan(110);
});

test("says that nothing changes, and lets deploy anyway", () => {
  const { message, ways } = confirmation(plan({ differences: [] }), undefined);
  expect(message).toBe("Nothing to change: GET /…/200 is deployed as it is written here.");
  expect(ways.map(({ title }) => title)).toEqual(["Deploy Anyway"]);
});

test("says when what is replaced can be neither seen nor kept", () => {
  const { detail, grave } = confirmation(plan({ liveState: "denied", differences: [] }), undefined);
  expect(detail).toContain("could not be read, so what is replaced cannot be compared or kept");
  expect(grave).toBe(true);
});

test("says when nothing is there yet", () => {
  const { detail } = confirmation(plan({ liveState: "absent" }), undefined);
  expect(detail).toContain("Nothing is deployed there yet.");
  expect(detail).not.toContain("kept");
});

test("begins with why it is asked again", () => {
  expect(confirmation(plan(), "The document changed.").detail).toMatch(/^The document changed\.\n\nPUT /);
});

test("shows both sides of a conflict", () => {
  expect(conflictWords([{ key: "statusCode", inKeys: "404", inPath: "200" }])).toBe(
    "Nothing was sent: statusCode is 404 in the document and 200 in its path. Make the two agree.",
  );
});

test("asks for exactly what was not allowed", () => {
  const grant = { action: "apigateway:PUT", resource: "arn:aws:apigateway:us-east-1::/restapis/a" };
  expect(JSON.parse(iamStatement(grant))).toEqual({
    Effect: "Allow",
    Action: grant.action,
    Resource: grant.resource,
  });
});

test("writes the same text for the same response, whatever its order", () => {
  const one = canonicalText({
    contentHandling: "CONVERT_TO_TEXT",
    responseParameters: { b: "'2'", a: "'1'" },
  });
  const other = canonicalText({
    responseParameters: { a: "'1'", b: "'2'" },
    contentHandling: "CONVERT_TO_TEXT",
  });
  expect(one).toBe(other);
  expect(Object.keys(JSON.parse(one))).toEqual(["responseParameters", "contentHandling"]);
});

test("has a short name", () => {
  expect(shortName(TARGET)).toBe("GET /…/200");
});

test("says that the account is not known, and warns before a protected one", () => {
  const { identity, ...unknown } = plan();
  expect(identity).toBeDefined();
  const { detail } = confirmation(unknown, undefined);
  expect(detail).toContain("Account: not known, the service did not say");
  expect(confirmation(plan({ typedBefore: "dev" }), undefined).grave).toBe(true);
});

const X = "method.response.header.ETag";
const UNDECLARED: PreflightFinding = {
  rule: "undeclared-header",
  severity: "error",
  evidence: "observed",
  message: "The method response `200` does not declare `ETag`.",
  path: `responseParameters/${X}`,
  offer: "declareHeaders",
};
const DECLARATION: DeclarationOffer = { call: "declareHeaders", headers: [X], digest: "d-declared" };

describe("what the method makes of it", () => {
  const REVIEW = "Review First: review";

  test.each<[string, Partial<DeployPlan>, readonly string[]]>([
    ["nothing is known against it", {}, ["Deploy: d", REVIEW]],
    [
      "more could be declared",
      { declaration: DECLARATION },
      ["Deploy: d", "Declare and Deploy: d-declared", REVIEW],
    ],
    [
      "it would be refused undeclared",
      { declaration: DECLARATION, verdict: "needsDeclaration" },
      ["Declare and Deploy: d-declared", "Deploy Anyway: d", REVIEW],
    ],
    [
      "it would break undeclared",
      { declaration: DECLARATION, verdict: "wantsDeclaration" },
      ["Declare and Deploy: d-declared", "Deploy without Declaring: d", REVIEW],
    ],
    ["it would be refused", { verdict: "refused" }, [REVIEW, "Deploy Anyway: d"]],
    ["it would be refused as it is deployed", { verdict: "refused", differences: [] }, ["Deploy Anyway: d"]],
    [
      "it is deployed, and would break",
      { verdict: "wantsDeclaration", declaration: DECLARATION, differences: [] },
      ["Declare and Deploy: d-declared", "Deploy without Declaring: d"],
    ],
  ])("the ways on where %s", (_, changes, expected) => {
    const { ways, grave } = confirmation(plan(changes), undefined);
    const told = ways.map(
      ({ title, answer }) => `${title}: ${answer.kind === "review" ? "review" : answer.digest}`,
    );
    expect(told).toEqual(expected);
    expect(grave).toBe(changes.verdict !== undefined);
  });

  test("is said first, with what is declared, each with its evidence", () => {
    const { detail } = confirmation(
      plan({ preflight: [UNDECLARED], declaration: DECLARATION, verdict: "needsDeclaration" }),
      undefined,
    );
    expect(detail.split("\n").slice(0, 5)).toEqual([
      "API Gateway would refuse it as it stands:",
      "• Error, observed: The method response 200 does not declare ETag.",
      "",
      "Declaring sends UpdateMethodResponse first, which adds these headers: ETag. What was declared stays declared, however the deploy ends.",
      "",
    ]);
  });

  test.each<[DeclarationOffer, string]>([
    [
      { ...DECLARATION, call: "putMethodResponse" },
      "Declaring sends PutMethodResponse first, for this status with these headers: ETag.",
    ],
    [
      { ...DECLARATION, call: "putMethodResponse", headers: [] },
      "Declaring sends PutMethodResponse first, for this status and without headers.",
    ],
  ])("names the call: %j", (declaration, words) => {
    expect(confirmation(plan({ declaration }), undefined).detail).toContain(words);
  });

  test("has the gravest first, six at most, and no questions of style", () => {
    const preflight = (["hint", "information", "warning", "error"] as const).flatMap((severity) =>
      ["a", "b"].map((message) => ({ ...UNDECLARED, severity, message, evidence: "uncertain" as const })),
    );
    const { detail } = confirmation(
      plan({ preflight: [...preflight, { ...UNDECLARED, message: "c" }] }),
      undefined,
    );
    expect(detail.split("\n").slice(0, 8)).toEqual([
      "What to expect:",
      "• Error, not certain: a",
      "• Error, not certain: b",
      "• Error, observed: c",
      "• Warning, not certain: a",
      "• Warning, not certain: b",
      "• Information, not certain: a",
      "and 1 more",
    ]);
  });

  test("is not known where the method could not be read", () => {
    expect(confirmation(plan({ methodUnread: true }), undefined).detail).toContain(
      "The method could not be read, so it is not known whether API Gateway takes this.",
    );
  });

  test("is told after a look around, too", () => {
    expect(laterQuestionOf(plan({ verdict: "refused" }), "GET /…/200")).toBe(
      "API Gateway would refuse it as it stands. Deploy GET /…/200 to AWS?",
    );
    expect(laterQuestionOf(plan(), "GET /…/200")).toBe("Deploy GET /…/200 to AWS?");
  });
});

// What a user reads before a deploy: nothing that matters is left out, and nothing is longer than a dialog holds.
import { expect, test, vi } from "vitest";
import {
  canonicalText,
  confirmationOf,
  conflictWords,
  iamStatement,
  shortName,
} from "../../client/src/deploy/words";
import type { DeployPlan, FieldDifference } from "../../server/src/contract";

const { env } = vi.hoisted(() => ({ env: { remoteName: undefined as string | undefined } }));

vi.mock("vscode", () => ({
  env,
  l10n: {
    t: (text: string, ...values: readonly unknown[]) =>
      text.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)])),
  },
}));

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
  const { message, detail, yes, grave } = confirmationOf(plan(), undefined);
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
  expect([yes, grave]).toEqual(["Deploy", false]);
});

test("says loudly that an endpoint is not AWS", () => {
  const { message, detail, grave } = confirmationOf(plan({ endpoint: "http://127.0.0.1:4566" }), undefined);
  expect(message).toBe("Deploy GET /…/200 to http://127.0.0.1:4566, which is not AWS?");
  expect(detail).toContain("Endpoint: http://127.0.0.1:4566, NOT AWS");
  expect(grave).toBe(true);
});

test("says whose credentials they are in a remote window", () => {
  env.remoteName = "ssh-remote";
  expect(confirmationOf(plan(), undefined).detail).toContain("Credentials: those of ssh-remote");
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
  const { detail } = confirmationOf(plan({ differences }), undefined);
  expect(detail.match(/• added/g)).toHaveLength(10);
  expect(detail).toContain("and 3 more");
});

test("shortens a long value to one line", () => {
  const wanted = `{\n  "message": "${"x".repeat(200)}"\n}`;
  const { detail } = confirmationOf(
    plan({ differences: [{ path: "responseTemplates/application/json", kind: "added", wanted }] }),
    undefined,
  );
  const line = detail.split("\n").find((one) => one.startsWith("• added"));
  expect(line).toMatch(/^• added responseTemplates\/application\/json: \{ "message": "x+…$/);
  expect(line?.length).toBeLessThan(110);
});

test("says that nothing changes, and lets deploy anyway", () => {
  const { message, yes, other } = confirmationOf(plan({ differences: [] }), undefined);
  expect(message).toBe("Nothing to change: GET /…/200 is deployed as it is written here.");
  expect([yes, other]).toEqual(["Deploy Anyway", undefined]);
});

test("says when what is replaced can be neither seen nor kept", () => {
  const { detail, grave } = confirmationOf(plan({ liveState: "denied", differences: [] }), undefined);
  expect(detail).toContain("could not be read, so what is replaced cannot be compared or kept");
  expect(grave).toBe(true);
});

test("says when nothing is there yet", () => {
  const { detail } = confirmationOf(plan({ liveState: "absent" }), undefined);
  expect(detail).toContain("Nothing is deployed there yet.");
  expect(detail).not.toContain("kept");
});

test("begins with why it is asked again", () => {
  expect(confirmationOf(plan(), "The document changed.").detail).toMatch(/^The document changed\.\n\nPUT /);
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
  const { detail } = confirmationOf(unknown, undefined);
  expect(detail).toContain("Account: not known, the service did not say");
  expect(confirmationOf(plan({ typedBefore: "dev" }), undefined).grave).toBe(true);
});

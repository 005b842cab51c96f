import { describe, expect, it } from "vitest";
import type { BlockingFinding, DeployFailureKind } from "../../server/src/contract";
import type { GatewayFailure } from "../../server/src/deploy";
import { refusal } from "../../server/src/deploy";
import { type Call, callFailure, inDoubt, notStored, success } from "../../server/src/deploy/outcome";
import { resourceArn } from "../../server/src/deploy/permission";
import { failure, LIVE, TARGET, WANTED } from "./fakes";

const WRITE: Call = {
  operation: "write",
  target: TARGET,
  region: "us-east-1",
  endpoint: "AWS",
  profile: "dev",
};
const READ: Call = { ...WRITE, operation: "read" };
const LOCAL: Call = { ...WRITE, endpoint: "http://127.0.0.1:4566" };
const { profile: _, ...NO_PROFILE } = WRITE;

const FINDING: BlockingFinding = { rule: "x", message: "`a` is not a header.", line: 2, character: 0 };

/** Every message that can be made, by what makes it. */
const REFUSALS = [
  refusal({ reason: "untrusted" }),
  refusal({ reason: "unsupportedHost" }),
  refusal({ reason: "noDocument" }),
  refusal({ reason: "notRecognised" }),
  refusal({ reason: "severalResponses" }),
  refusal({ reason: "blocked", findings: [] }),
  refusal({ reason: "blocked", findings: [FINDING] }),
  refusal({ reason: "doubtful", findings: [FINDING, FINDING] }),
  refusal({
    reason: "targetIncomplete",
    problems: [
      { key: "restApiId", problem: "missing" },
      { key: "resourceId", problem: "notAnIdentifier" },
      { key: "httpMethod", problem: "notAMethod" },
      { key: "statusCode", problem: "notAStatusCode" },
    ],
  }),
  refusal({ reason: "targetConflict", conflicts: [{ key: "statusCode", inKeys: "404", inPath: "200" }] }),
  refusal({
    reason: "targetConflict",
    contradicted: [{ key: "statusCode", inDocument: "200", asked: "404" }],
  }),
  refusal({ reason: "documentChanged" }),
  refusal({ reason: "liveChanged" }),
  refusal({ reason: "notConfirmed", because: "declined" }),
  refusal({ reason: "notConfirmed", because: "notAsked" }),
  refusal({ reason: "notConfirmed", because: "placeChanged" }),
  refusal({ reason: "protected", word: "prod" }),
  refusal({ reason: "noRegion" }),
  refusal({ reason: "noRegion", region: "moon\n1" }),
  ...(
    [
      "notAUrl",
      "notHttp",
      "httpBeyondLoopback",
      "userInfo",
      "queryOrFragment",
      "badPort",
      "missingSection",
    ] as const
  ).flatMap((problem) => [
    refusal({ reason: "invalidEndpoint", source: "AWS_ENDPOINT_URL", problem }),
    refusal({ reason: "invalidEndpoint", source: "profile", problem, profile: "dev" }),
    refusal({ reason: "invalidEndpoint", source: "profileServices", problem }),
  ]),
  refusal({ reason: "cancelled" }),
  refusal({ reason: "notKept", why: "the disk is full" }),
  refusal({ reason: "busy" }),
  refusal({ reason: "nothingKept" }),
  refusal({ reason: "heldUp", by: "200", isInDoubt: false }),
  refusal({ reason: "heldUp", by: "200", isInDoubt: true }),
  refusal({ reason: "otherEndpoint", recorded: "AWS", chosen: "http://127.0.0.1:8080" }),
  refusal({ reason: "otherEndpoint", shown: "http://127.0.0.1:4570", chosen: "AWS" }),
  refusal({ reason: "unexpected" }),
];

const REASONS = [
  "invalidEndpoint",
  "noCredentials",
  "expiredSso",
  "expiredCredentials",
  "badRequest",
  "accessDenied",
  "notFound",
  "conflict",
  "throttled",
  "serviceError",
  "timeout",
  "network",
  "cancelled",
  "unexpected",
] as const satisfies readonly GatewayFailure["reason"][];

const CAUSES = [
  undefined,
  "nameNotFound",
  "connectionRefused",
  "notTrusted",
  "notConnected",
  "connectionLost",
  "certificateExpired",
  "certificateNotYetValid",
  "certificateName",
  "authoritiesUnreadable",
  "notTls",
  "proxyUnusable",
  "proxyUnreachable",
  "proxyRefused",
  "proxyAuthentication",
  "unreadableAnswer",
  "redirect",
  "profileMissing",
  "mfa",
  "credentialProcess",
  "credentialsTimeout",
] as const satisfies readonly (GatewayFailure["cause"] | undefined)[];

const FAILURES = REASONS.flatMap((reason) =>
  CAUSES.flatMap((cause) =>
    (["no", "refused", "maybe"] as const).flatMap((reached) => [
      failure(reason, reached, cause === undefined ? {} : { cause }),
      failure(reason, reached, {
        ...(cause === undefined ? {} : { cause }),
        httpStatus: 418,
        serviceMessage: "Something was said",
        serviceCode: "SomethingException",
        retryAfterSeconds: 9,
        proxy: "proxy.example:3128",
      }),
    ]),
  ),
);

const ANSWERED = FAILURES.flatMap((fault) =>
  [WRITE, READ, LOCAL, NO_PROFILE].flatMap((call) => [
    callFailure(fault, call),
    notStored(fault, call, "read"),
    notStored(fault, call, "absent"),
    inDoubt(fault, call, "anotherVersion"),
    inDoubt(fault, call, "notTheNew"),
    inDoubt(fault, call, failure("network", "no", { cause: "nameNotFound" })),
  ]),
);

describe("every message", () => {
  it("is whole sentences for the user and names nothing internal", () => {
    for (const { message, reason } of [...REFUSALS, ...ANSWERED]) {
      expect(message, reason).toMatch(/^[A-Z`“].*[.)]$/);
      expect(message, reason).not.toMatch(
        /undefined|null|\[object|NaN|\n|\s{2}|\.\.(?!\.)|\bSDK\b|digest|settle|reached/,
      );
    }
  });

  it("exists for every kind of failure", () => {
    const made = new Set<DeployFailureKind>([...REFUSALS, ...ANSWERED].map(({ reason }) => reason));
    const all: Record<DeployFailureKind, true> = {
      untrusted: true,
      invalidEndpoint: true,
      noDocument: true,
      notRecognised: true,
      severalResponses: true,
      blocked: true,
      doubtful: true,
      targetIncomplete: true,
      targetConflict: true,
      documentChanged: true,
      liveChanged: true,
      notConfirmed: true,
      protected: true,
      noRegion: true,
      noCredentials: true,
      expiredSso: true,
      expiredCredentials: true,
      badRequest: true,
      accessDenied: true,
      notFound: true,
      conflict: true,
      throttled: true,
      serviceError: true,
      timeout: true,
      network: true,
      cancelled: true,
      notStored: true,
      inDoubt: true,
      notKept: true,
      busy: true,
      nothingKept: true,
      heldUp: true,
      otherEndpoint: true,
      unsupportedHost: true,
      unexpected: true,
    };
    expect([...made].sort()).toEqual(Object.keys(all).sort());
  });

  it("calls nothing failed that is in doubt, and promises nothing was sent only when nothing was", () => {
    for (const fault of FAILURES) {
      const doubt = inDoubt(fault, WRITE, "anotherVersion");
      expect(doubt.reason).toBe("inDoubt");
      expect(doubt.message).toContain("may or may not be stored");
      expect(doubt.message).not.toMatch(/Nothing was|was not stored/);
      expect(callFailure(fault, WRITE).message).not.toMatch(/nothing was sent/i);
    }
  });
});

describe("what to do", () => {
  const message = (fault: GatewayFailure, call: Call = WRITE) => callFailure(fault, call).message;

  it("is the command that signs in again", () => {
    const fault = failure("expiredSso", "no", { signIn: { tool: "sso", profile: "base" } });
    expect(callFailure(fault, WRITE)).toMatchObject({
      commandLine: "aws sso login --profile base",
      message: expect.stringContaining("`aws sso login --profile base`"),
    });
    expect(callFailure(failure("expiredSso", "no"), WRITE).commandLine).toBe("aws sso login --profile dev");
    expect(callFailure(failure("expiredSso", "no"), NO_PROFILE).commandLine).toBe("aws sso login");
    const login = failure("expiredSso", "no", { signIn: { tool: "login", profile: "dev" } });
    expect(callFailure(login, WRITE).commandLine).toBe("aws login --profile dev");
  });

  it("is a command line that a shell takes for what it is", () => {
    const fault = failure("expiredSso", "no");
    const line = (profile: string) => callFailure(fault, { ...WRITE, profile }).commandLine;
    expect(line("my-org/dev@eu.x")).toBe("aws sso login --profile my-org/dev@eu.x");
    expect(line('a b;rm "$HOME`"')).toBe('aws sso login --profile "a b;rm \\"\\$HOME\\`\\""');
  });

  it.each([
    ["us-east-1", "aws"],
    ["cn-north-1", "aws-cn"],
    ["us-gov-west-1", "aws-us-gov"],
    ["us-iso-east-1", "aws-iso"],
    ["us-isob-east-1", "aws-iso-b"],
    ["eusc-de-east-1", "aws-eusc"],
  ])("names the resource in %s", (region, partition) => {
    expect(resourceArn(TARGET, region)).toBe(
      `arn:${partition}:apigateway:${region}::/restapis/fugvjdxtri/resources/3kzxbg5sa2/methods/GET/integration/responses/200`,
    );
  });

  it("is the exact permission", () => {
    const arn = resourceArn(TARGET, "us-east-1");
    expect(message(failure("accessDenied", "refused"))).toContain(`\`apigateway:PUT\` on \`${arn}\``);
    expect(message(failure("accessDenied", "refused"), READ)).toContain(`\`apigateway:GET\` on \`${arn}\``);
  });

  it("is the permission that the service names, where it names one", () => {
    const named = "arn:aws:apigateway:us-east-1::/restapis/*";
    const text = `User: arn:aws:iam::1:user/x is not authorized to perform: apigateway:PATCH on resource: ${named} because no identity-based policy allows the apigateway:PATCH action`;
    const denied = callFailure(failure("accessDenied", "refused", { serviceMessage: text }), WRITE);
    expect(denied.message).toContain(`\`apigateway:PATCH\` on \`${named}\``);
    expect(denied.grant).toEqual({ action: "apigateway:PATCH", resource: named });
  });

  it("is no permission where a policy denies it", () => {
    const text =
      "User: x is not authorized to perform: apigateway:PUT on resource: arn:aws:apigateway:us-east-1::/restapis/a with an explicit deny in a service control policy";
    const denied = callFailure(failure("accessDenied", "refused", { serviceMessage: text }), WRITE);
    expect(denied.message).toContain("A policy denies `apigateway:PUT`");
    expect(denied).not.toHaveProperty("grant");
  });

  const MAPPING = "Invalid mapping expression specified: Validation Result: warnings : [], errors : ";

  it.each<[GatewayFailure["reason"], string, string]>([
    [
      "badRequest",
      `${MAPPING}[Invalid mapping expression parameter specified: method.response.header.X-A]`,
      "Declare `method.response.header.X-A` in the method response for 200 first",
    ],
    ["badRequest", `${MAPPING}[Invalid mapping expression parameter specified: X-A]`, "`X-A` is not"],
    ["badRequest", `${MAPPING}[Invalid mapping expression specified: *]`, "single quotes"],
    [
      "badRequest",
      `${MAPPING}[No method response exists for method.]`,
      "Create the method response for 200 first",
    ],
    [
      "badRequest",
      `${MAPPING}[Parameter name should match the following regular expression: ^[a-zA-Z0-9._$-]+$]`,
      "Use only letters, digits",
    ],
    ["badRequest", `${MAPPING}[Invalid mapping identifier specified]`, "cannot read"],
    [
      "badRequest",
      "Validation Result: warnings : [], errors : [Invalid content type specified: 123]",
      "not `123`",
    ],
    [
      "conflict",
      "Integration response with selection pattern default already exists",
      "Give one of the two a pattern",
    ],
    [
      "conflict",
      "Unable to complete operation due to concurrent modification. Please try again later.",
      "until the other change",
    ],
    ["notFound", "Invalid Integration identifier specified", "has no integration yet"],
    ["notFound", "Invalid Method identifier specified", "no method GET"],
    ["notFound", "Invalid Resource identifier specified", "exist in us-east-1"],
    [
      "notFound",
      "Invalid API identifier specified 123456789012:fugvjdxtri",
      "API fugvjdxtri exists in us-east-1",
    ],
    ["notFound", "Invalid Response status code specified", "has a method response for 200"],
    [
      "badRequest",
      "1 validation error detected: Value 'x' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d",
      "three digits",
    ],
    [
      "badRequest",
      "1 validation error detected: Value 'x' at 'putIntegrationResponseInput.contentHandling' failed to satisfy constraint: Member must satisfy enum value set: [CONVERT_TO_BINARY, CONVERT_TO_TEXT]",
      "CONVERT_TO_BINARY` or",
    ],
    ["badRequest", "class java.lang.Boolean can not be converted to an String", "is a string"],
    ["badRequest", "Something nobody has seen yet", "Correct what it names"],
  ])("for the %s “%s”", (reason, serviceMessage, cure) => {
    const outcome = callFailure(failure(reason, "refused", { serviceMessage, httpStatus: 400 }), WRITE);
    expect(outcome.message).toContain(`“${serviceMessage}”`);
    expect(outcome.message).toContain(cure);
    expect(outcome.message).toContain("Nothing was deployed.");
    expect(outcome).toMatchObject({ reason, serviceMessage, httpStatus: 400 });
  });

  it.each([
    ["ExpiredTokenException", "renew them"],
    ["InvalidSignatureException", "the secret key belongs to the access key"],
    ["RequestTimeTooSkewed", "clock"],
    ["UnrecognizedClientException", "the region us-east-1 is enabled"],
  ])("for credentials refused with %s", (serviceCode, cure) => {
    expect(message(failure("expiredCredentials", "refused", { serviceCode }))).toContain(cure);
  });

  it("says which proxy the way went through", () => {
    const lost = { cause: "connectionLost" } as const;
    expect(message(failure("network", "maybe", lost))).not.toContain("proxy");
    expect(message(failure("network", "maybe", { ...lost, proxy: "proxy.example:3128" }))).toContain(
      "The way goes through the proxy proxy.example:3128.",
    );
  });

  it("names the endpoint in use", () => {
    const refused = failure("network", "no", { cause: "connectionRefused" });
    expect(message(refused, LOCAL)).toContain("Nothing accepts connections at http://127.0.0.1:4566.");
  });
});

describe("the service's text", () => {
  it("is shown as it came, but on one line, without colours and not without end", () => {
    const serviceMessage = `a\u001b[31mred\r\n\u2028b ${"x".repeat(5_000)}`;
    const outcome = callFailure(failure("badRequest", "refused", { serviceMessage }), WRITE);
    expect(outcome.message).toContain("“a [31mred b xxx");
    expect(outcome.message.length).toBeLessThan(1_500);
    expect([...(outcome.serviceMessage ?? "")].filter((sign) => sign < " " || sign === "\u2028")).toEqual([]);
  });
});

describe("success", () => {
  const STORED = { target: TARGET, sent: WANTED, stored: WANTED, httpStatus: 201, settled: false };

  it("says what was stored, what was kept and that a stage does not have it yet", () => {
    expect(success({ ...STORED, kept: "/state/history/x.json" })).toEqual({
      kind: "deployed",
      httpStatus: 201,
      target: TARGET,
      stored: WANTED,
      settled: false,
      kept: "/state/history/x.json",
      message:
        "API Gateway stored the 200 response of GET (resource 3kzxbg5sa2 of API fugvjdxtri) (HTTP 201). The version it replaced is kept in /state/history/x.json. A stage serves the change after the API is next deployed to it.",
    });
  });

  it("says when what was stored is not what was sent", () => {
    expect(success({ ...STORED, stored: LIVE }).message).toContain("is not what was sent");
  });
});

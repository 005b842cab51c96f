// What a user reads of several responses: before they are sent, and after.
import { describe, expect, test, vi } from "vitest";
import {
  changeSummary,
  confirmedOf,
  type Ended,
  itemsOf,
  type Planned,
  severalDialog,
  summaryPage,
  summaryWords,
} from "../../client/src/deploy/severalWords";
import type {
  BlockingFinding,
  DeployFailure,
  DeployPlan,
  DeploySuccess,
  FieldDifference,
  PreflightFinding,
} from "../../server/src/contract";

vi.mock("vscode", () => ({
  env: {},
  l10n: {
    t: (text: string, ...values: readonly unknown[]) =>
      text.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)])),
  },
}));

const X = "method.response.header.X";
const SEPARATOR = -1;
const TARGET = { restApiId: "a", resourceId: "b", httpMethod: "GET", statusCode: "200" };
const CHANGED: FieldDifference = { path: "selectionPattern", kind: "changed", live: "4..", wanted: "5.." };
const FOUND: PreflightFinding = {
  rule: "two-defaults",
  severity: "error",
  evidence: "observed",
  message: "The method has a default already: `200`.",
};
const DOUBT: BlockingFinding = {
  rule: "r",
  message: "An empty `contentHandling`.",
  line: 1,
  character: 2,
};
const OTHER_DOUBT: BlockingFinding = { ...DOUBT, message: "A status of `99`." };
const DECLARATION = { call: "declareHeaders", headers: [X], digest: "d-declared" } as const;

function plan(changes: Partial<DeployPlan> = {}): DeployPlan {
  return {
    kind: "plan",
    uri: "file:///200.json",
    version: 1,
    target: TARGET,
    profile: "dev",
    region: "eu-west-1",
    endpoint: "AWS",
    identity: { account: "000000000000", arn: "arn:aws:iam::000000000000:user/me" },
    liveState: "read",
    wanted: {},
    differences: [CHANGED],
    preflight: [],
    digest: "d",
    ...changes,
  };
}

function planned(changes: Partial<Planned> = {}): Planned {
  return { name: "GET /pets 200", side: "changedHere", plan: plan(), doubts: [], ...changes };
}

describe("the list", () => {
  const itemOf = (one: Planned) => itemsOf([one], [], SEPARATOR)[0];

  test("says what changes, and which side moved", () => {
    expect(itemOf(planned())).toMatchObject({
      label: "$(arrow-up) GET /pets 200",
      description: "changed here, changed selectionPattern",
      detail: "",
      picked: true,
    });
  });

  test.each<[string, Partial<Planned>, string, boolean]>([
    [
      "would be refused",
      { plan: plan({ preflight: [FOUND], verdict: "refused" }) },
      "$(error) API Gateway would refuse it: The method has a default already: 200.",
      false,
    ],
    [
      "would be refused undeclared",
      { plan: plan({ declaration: DECLARATION, verdict: "needsDeclaration" }) },
      "$(warning) Refused unless it is declared first: X",
      true,
    ],
    [
      "would be refused without a method response",
      {
        plan: plan({
          declaration: { ...DECLARATION, call: "putMethodResponse" },
          verdict: "needsDeclaration",
        }),
      },
      "$(warning) Refused unless the method response is put first",
      true,
    ],
    [
      "would break",
      { plan: plan({ preflight: [{ ...FOUND, severity: "warning" }] }) },
      "$(warning) The method has a default already: 200.",
      true,
    ],
    [
      "may be refused",
      { doubts: [DOUBT] },
      "$(question) API Gateway may refuse it: An empty contentHandling.",
      false,
    ],
    [
      "has a method that could not be read",
      { plan: plan({ methodUnread: true }) },
      "$(question) The method could not be read, so it is not known whether API Gateway takes this.",
      true,
    ],
    ["undoes what changed there", { side: "changedThere" }, "", false],
    ["was changed on both sides", { side: "both" }, "", false],
    ["was taken away there", { side: "goneThere" }, "", false],
    ["is new", { side: "newHere" }, "", true],
    ["was never compared", { side: "differs" }, "", true],
  ])("what %s", (_, changes, detail, picked) => {
    expect(itemOf(planned(changes))).toMatchObject({ detail, picked });
  });

  test("has what cannot be deployed below a heading, where it cannot be chosen", () => {
    const [, heading, withheld] = itemsOf(
      [planned()],
      [{ name: "GET /pets 404", message: "Line 2: `x` is wrong." }],
      SEPARATOR,
    );
    expect(heading).toEqual({ label: "Cannot be deployed as they are", kind: SEPARATOR });
    expect(withheld).toEqual({ label: "$(circle-slash) GET /pets 404", detail: "Line 2: x is wrong." });
  });

  test.each<[string, Partial<DeployPlan>]>([
    ["no difference", { differences: [] }],
    ["what is deployed could not be read", { differences: [], liveState: "denied" }],
    [
      "added X, removed text/plain, changed selectionPattern and 1 more",
      {
        differences: [
          { path: `responseParameters/${X}`, kind: "added", wanted: "'a'" },
          { path: "responseTemplates/text/plain", kind: "removed", live: "" },
          CHANGED,
          CHANGED,
        ],
      },
    ],
  ])("%s", (words, changes) => {
    expect(changeSummary(plan(changes))).toBe(words);
  });
});

describe("where the default changes hands", () => {
  const held = (statusCode: string): PreflightFinding => ({ ...FOUND, heldBy: [statusCode] });
  const of = (statusCode: string, changes: Partial<DeployPlan>, side: Planned["side"] = "changedHere") =>
    planned({
      name: `GET /pets ${statusCode}`,
      side,
      plan: plan({ uri: `file:///${statusCode}.json`, target: { ...TARGET, statusCode }, ...changes }),
    });
  const takes = of("200", {
    ...{ live: { selectionPattern: "4.." }, wanted: {} },
    ...{ preflight: [held("404")], verdict: "refused" },
  });
  const gives = of("404", { live: {}, wanted: { selectionPattern: "4.." } });
  const alsoTakes = of("500", { liveState: "absent", preflight: [held("404")], verdict: "refused" });
  const listed = (...all: readonly Planned[]) =>
    itemsOf(all, [], SEPARATOR).map(({ detail, picked }) => [detail, picked]);

  test("the list says so, and takes both for granted or neither", () => {
    const waits = "$(arrow-right) Sent after GET /pets 404, from which it takes the default.";
    expect(listed(takes, gives)).toEqual([
      [waits, true],
      ["", true],
    ]);
    expect(listed(takes, { ...gives, side: "both" })).toEqual([
      [waits, false],
      ["", false],
    ]);
  });

  test("the question has them in the order in which they are sent, and nothing against it", () => {
    const { detail, grave, ways } = severalDialog("pets", [takes, gives]);
    expect(detail).toContain(
      "• GET /pets 404: changed selectionPattern\n• GET /pets 200: changed selectionPattern\n    Sent after GET /pets 404, from which it takes the default.\n",
    );
    expect(ways).toEqual([{ title: "Deploy", answer: "asTheyAre" }]);
    expect(grave).toBe(false);
  });

  test("a pattern is named", () => {
    const pattern = of("200", { live: {}, wanted: { selectionPattern: "4.." } });
    const from = of("404", { live: { selectionPattern: "4.." }, wanted: { selectionPattern: "404" } });
    expect(listed(pattern, from)[0]).toEqual([
      "$(arrow-right) Sent after GET /pets 404, from which it takes the pattern “4..”.",
      true,
    ]);
  });

  test("what takes it is refused again without what gives it up", () => {
    const { detail, ways } = severalDialog("pets", [takes]);
    expect(detail).toContain("    API Gateway would refuse it: The method has a default already: 200.");
    expect(ways).toEqual([{ title: "Deploy Anyway", answer: "asTheyAre" }]);
  });

  test("two that take it are told of one another", () => {
    expect(listed(takes, gives, alsoTakes)).toEqual([
      [
        "$(error) API Gateway would refuse it: GET /pets 500 would become the default as well, and a method has one.",
        false,
      ],
      ["", true],
      [
        "$(error) API Gateway would refuse it: GET /pets 200 would become the default as well, and a method has one.",
        false,
      ],
    ]);
  });
});

describe("the question", () => {
  const declarable = planned({
    name: "GET /pets 404",
    plan: plan({ declaration: DECLARATION, verdict: "needsDeclaration" }),
  });
  const waysOf = (...chosen: readonly Planned[]) =>
    severalDialog("pets", chosen).ways.map(({ title, answer }) => `${title}: ${answer}`);

  test("names each response, the account and what is kept", () => {
    const { message, detail, grave } = severalDialog("pets", [planned(), planned({ name: "GET /pets 500" })]);
    expect(message).toBe("Deploy 2 integration responses of pets to AWS?");
    expect(detail).toBe(
      [
        "• GET /pets 200: changed selectionPattern",
        "• GET /pets 500: changed selectionPattern",
        "",
        "Endpoint: AWS",
        "Profile: dev",
        "Account: 000000000000",
        "Signed as: arn:aws:iam::000000000000:user/me",
        "Region: eu-west-1",
        "",
        "They are sent one after the other; what each replaces is kept on this machine first.",
      ].join("\n"),
    );
    expect(grave).toBe(false);
  });

  test("speaks of one response as of one", () => {
    expect(severalDialog("pets", [planned()]).message).toBe("Deploy GET /pets 200 of pets to AWS?");
  });

  test("says loudly that an endpoint is not AWS", () => {
    const { message, grave } = severalDialog("pets", [
      planned({ plan: plan({ endpoint: "http://127.0.0.1:4570" }) }),
      declarable,
    ]);
    expect(message).toContain("to http://127.0.0.1:4570, which is not AWS?");
    expect(grave).toBe(true);
  });

  test.each([
    ["one response", [planned], "Deploy GET /pets 200 of pets to API Gateway Local?"],
    ["several", [planned, planned], "Deploy 2 integration responses of pets to API Gateway Local?"],
  ])("names API Gateway Local as one deploy does, and does not warn of it: %s", (_, makers, question) => {
    const local = plan({ endpoint: "http://127.0.0.1:4570", isLocal: true });
    const { message, detail, grave } = severalDialog(
      "pets",
      makers.map((make) => make({ plan: local })),
    );
    expect(message).toBe(question);
    expect(detail).toContain("Endpoint: http://127.0.0.1:4570, API Gateway Local");
    expect(grave).toBe(false);
  });

  test("says of each what is declared first, and what would be refused", () => {
    const { detail } = severalDialog("pets", [
      declarable,
      planned({ plan: plan({ preflight: [FOUND], verdict: "refused" }) }),
    ]);
    expect(detail).toContain(
      "• GET /pets 404: changed selectionPattern\n    Declaring sends UpdateMethodResponse",
    );
    expect(detail).toContain("    API Gateway would refuse it: The method has a default already: 200.");
  });

  test("says of each what it is doubted for, and that gravely", () => {
    const { detail, grave } = severalDialog("pets", [planned(), planned({ doubts: [DOUBT, OTHER_DOUBT] })]);
    expect(detail).toContain(
      "    API Gateway may refuse it: An empty contentHandling.\n    API Gateway may refuse it: A status of 99.\n",
    );
    expect(grave).toBe(true);
  });

  test("declares nothing of what would be refused all the same, and does not say so", () => {
    const { detail, ways } = severalDialog("pets", [
      planned({ plan: plan({ preflight: [FOUND], declaration: DECLARATION, verdict: "refused" }) }),
    ]);
    expect(detail).not.toContain("Declaring");
    expect(ways).toEqual([{ title: "Deploy Anyway", answer: "asTheyAre" }]);
  });

  test("counts none of which there is more to say", () => {
    const many = Array.from({ length: 12 }, (_, index) => planned({ name: `GET /pets ${index}` }));
    const { detail } = severalDialog("pets", [
      ...many,
      planned({ name: "GET /pets doubted", doubts: [DOUBT] }),
      planned({ ...declarable, name: "GET /pets undeclared" }),
    ]);
    expect(detail.match(/^• /gm)).toHaveLength(10);
    expect(detail).toContain("• GET /pets doubted: changed selectionPattern\n    API Gateway may refuse it");
    expect(detail).toContain("• GET /pets undeclared: changed selectionPattern\n    Declaring sends");
    expect(detail).toContain("and 4 more");
  });

  test("lists ten and counts the others", () => {
    const many = Array.from({ length: 12 }, (_, index) => planned({ name: `GET /pets ${index}` }));
    const { detail } = severalDialog("pets", many);
    expect(detail.match(/^• /gm)).toHaveLength(10);
    expect(detail).toContain("and 2 more");
  });

  test.each<[string, readonly Planned[], readonly string[]]>([
    ["nothing is in the way", [planned()], ["Deploy: asTheyAre"]],
    [
      "one would be refused undeclared",
      [planned(), declarable],
      ["Declare and Deploy: declaring", "Deploy Anyway: asTheyAre"],
    ],
    [
      "one would break undeclared",
      [planned({ plan: plan({ declaration: DECLARATION, verdict: "wantsDeclaration" }) })],
      ["Declare and Deploy: declaring", "Deploy without Declaring: asTheyAre"],
    ],
    ["one would be refused", [planned({ plan: plan({ verdict: "refused" }) })], ["Deploy Anyway: asTheyAre"]],
    [
      "one would be refused and one undeclared",
      [planned({ plan: plan({ verdict: "refused" }) }), declarable],
      ["Declare and Deploy Anyway: declaring", "Deploy Anyway: asTheyAre"],
    ],
    ["one may be refused", [planned(), planned({ doubts: [DOUBT] })], ["Deploy Anyway: asTheyAre"]],
    [
      "one may be refused and one undeclared",
      [planned({ doubts: [DOUBT] }), declarable],
      ["Declare and Deploy Anyway: declaring", "Deploy Anyway: asTheyAre"],
    ],
  ])("has the ways on where %s", (_, chosen, expected) => {
    expect(waysOf(...chosen)).toEqual(expected);
  });

  test.each<[string, Partial<DeployPlan>, "declaring" | "asTheyAre", string]>([
    ["declares where that is of use", declarable.plan, "declaring", "d-declared"],
    [
      "declares nothing where it would be refused all the same",
      { declaration: DECLARATION, verdict: "refused" },
      "declaring",
      "d",
    ],
    ["declares nothing otherwise", { declaration: DECLARATION }, "declaring", "d"],
    ["declares nothing that was not chosen", declarable.plan, "asTheyAre", "d"],
  ])("%s", (_, changes, decision, digest) => {
    expect(confirmedOf(plan(changes), decision)).toBe(digest);
  });
});

describe("the end", () => {
  const stored = { kind: "deployed", message: "API Gateway stored it." } as DeploySuccess;
  const refused: DeployFailure = {
    kind: "failed",
    reason: "badRequest",
    message: "API Gateway refused `it`.",
  };
  const ended = (...outcomes: readonly (DeploySuccess | DeployFailure)[]): readonly Ended[] =>
    outcomes.map((outcome, index) => ({
      name: `GET /pets ${index + 1}00`,
      file: { uri: `file:///${index}.json`, outcome },
    }));

  test.each<[string, readonly Ended[]]>([
    [
      "1 integration response is stored. Clients see it after the next deployment of the API to a stage.",
      ended(stored),
    ],
    [
      "2 integration responses are stored. Clients see them after the next deployment of the API to a stage.",
      ended(stored, stored),
    ],
    [
      "1 of 3 integration responses is stored. GET /pets 200: API Gateway refused it. Not stored either: GET /pets 300. Clients see what is stored after the next deployment of the API to a stage.",
      ended(stored, refused, refused),
    ],
    ["0 of 1 integration responses are stored. GET /pets 100: API Gateway refused it.", ended(refused)],
    [
      "0 of 1 integration responses are stored. GET /pets 100 was refused, and what the service names is underlined.",
      ended({ ...refused, findings: [{ rule: "r", message: "", line: 0, character: 0 }] }),
    ],
  ])("%s", (words, outcomes) => {
    expect(summaryWords(outcomes)).toBe(words);
  });

  test("is a page with every outcome", () => {
    expect(summaryPage("pets", ended(stored, refused))).toBe(
      "# Deploy of pets\n\n- **GET /pets 100**: API Gateway stored it.\n- **GET /pets 200**: API Gateway refused `it`.\n",
    );
  });
});

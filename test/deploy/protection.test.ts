// What has to be typed before a write, and that nothing is written without it.
import { describe, expect, test } from "vitest";
import { createDeploy, typedBefore } from "../../server/src/deploy";
import { FakeAws, FakeClock, FakeGateway, LIVE, MemoryStore, REQUEST } from "./fakes";

const ACCOUNT = "000000000000";
const IDENTITY = { account: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/me` };
const NEVER = new AbortController().signal;

test.each([
  [[], { profile: "dev", account: ACCOUNT }, undefined],
  [["prod"], { profile: "dev", account: ACCOUNT }, undefined],
  [["prod"], { profile: "prod", account: ACCOUNT }, "prod"],
  [["default"], {}, "default"],
  [[ACCOUNT], { profile: "dev", account: ACCOUNT }, ACCOUNT],
  [["111111111111"], { profile: "dev", account: ACCOUNT }, undefined],
  [[ACCOUNT], { profile: "dev" }, "dev"],
  [[ACCOUNT], {}, "default"],
  [["prod"], { profile: "dev" }, undefined],
])("of %j, for %j: %s", (names, signer, word) => {
  expect(typedBefore(names, signer)).toBe(word);
});

describe("a deploy", () => {
  async function attempt(names: readonly string[], typed: string | undefined, identity = true) {
    const gateway = new FakeGateway(LIVE);
    gateway.identity = identity ? IDENTITY : undefined;
    const aws = new FakeAws(gateway);
    const deploy = createDeploy({
      loadAws: async () => aws,
      store: new MemoryStore(),
      clock: new FakeClock(),
    });
    const request = {
      ...REQUEST,
      profile: "prod",
      protected: names,
      ...(typed === undefined ? {} : { typed }),
    };
    const plan = await deploy.plan(request, () => {}, NEVER);
    if (plan.kind !== "plan") {
      throw new Error(plan.message);
    }
    const outcome = await deploy.deploy(request, plan.digest, () => {}, NEVER);
    return { plan, outcome, wrote: gateway.log.includes("PUT") };
  }

  test("says who signs", async () => {
    expect((await attempt([], undefined)).plan).toMatchObject({ identity: IDENTITY });
    expect((await attempt([], undefined, false)).plan).not.toHaveProperty("identity");
  });

  test.each([
    [["prod"], true],
    [[ACCOUNT], true],
    [[ACCOUNT], false],
  ])("to %j writes nothing until it is typed (account known: %s)", async (names, known) => {
    for (const typed of [undefined, "", "dev"]) {
      const { plan, outcome, wrote } = await attempt(names, typed, known);
      expect(plan.typedBefore).toBe(known ? names[0] : "prod");
      expect(outcome).toMatchObject({ kind: "failed", reason: "protected" });
      expect(wrote).toBe(false);
    }
    const word = known ? names[0] : "prod";
    expect(await attempt(names, word, known)).toMatchObject({ outcome: { kind: "deployed" }, wrote: true });
  });
});

// What has to be typed before a write, and that nothing is written without it.
import { describe, expect, test } from "vitest";
import { createDeploy, type ProtectedNames, typedBefore } from "../../server/src/deploy";
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
  async function attempt(
    names: readonly string[],
    typed: string | undefined,
    identity = true,
    own: ProtectedNames = { kind: "names", names: [] },
  ) {
    const gateway = new FakeGateway(LIVE);
    gateway.identity = identity ? IDENTITY : undefined;
    const aws = new FakeAws(gateway);
    const deploy = createDeploy({
      loadAws: async () => aws,
      store: new MemoryStore(),
      clock: new FakeClock(),
      protection: { read: async () => own },
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

  test.each([["prod"], [ACCOUNT]])(
    "to %s, which the user's own file names, goes by the same",
    async (name) => {
      const own = { kind: "names", names: [name] } as const;
      const { plan, outcome, wrote } = await attempt([], undefined, true, own);
      expect(plan.typedBefore).toBe(name);
      expect([outcome.kind, wrote]).toEqual(["failed", false]);
      expect(await attempt(["other"], name, true, own)).toMatchObject({ outcome: { kind: "deployed" } });
    },
  );

  test("writes nothing where the file cannot be read, whatever was typed", async () => {
    const own = { kind: "unreadable", place: "/home/me/config.json" } as const;
    const { outcome, wrote } = await attempt([], "prod", true, own);
    expect(outcome).toMatchObject({
      reason: "protected",
      message: expect.stringContaining("cannot be read from /home/me/config.json, so nothing was sent."),
    });
    expect(wrote).toBe(false);
  });
});

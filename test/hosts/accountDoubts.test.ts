// What the command line says of a write whose end is not known, and of a deployment that is refused.
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { leaveDoubt } from "../support/leaveDoubt";
import { type AccountScene, LIVE, setAccountScene } from "./accountScene";

let scene: AccountScene;

beforeEach(async () => {
  scene = await setAccountScene();
});

afterEach(() => scene[Symbol.asyncDispose]());

describe("a deploy that was cut off", () => {
  const target = { restApiId: "api1", resourceId: "res1", httpMethod: "GET", statusCode: "200" };
  const leave = (sent: object, endpoint = scene.listening.url): Promise<void> =>
    leaveDoubt(join(scene.folder, "state"), { target, endpoint, region: "us-east-1", sent, replaced: {} });

  test.each(["pull pets", "diff restapis", "deploy restapis --yes"])(
    "is looked at first, and told once: %s",
    async (line) => {
      await scene.run("pull pets");
      await leave(LIVE);
      const first = await scene.run(line);
      expect(first).toMatchObject({
        code: 0,
        err: "apigw-response: An earlier deploy of the 200 response of GET (resource res1 of API api1) was in doubt: reading shows that it was stored.\n",
      });
      expect(await scene.run(line)).toMatchObject({ code: 0, err: "" });
    },
  );

  test("stays in doubt where its endpoint is another, and stands in nobody's way", async () => {
    await scene.run("pull pets");
    await leave(LIVE, "https://other.example");
    const compared = await scene.run("diff restapis");
    expect(compared.code).toBe(0);
    expect(compared.err).toContain("is still in doubt: it could not be looked at.");
    expect(compared.out).toContain("200.json → GET 200 of resource res1, API api1: no difference\n");
  });
});

test("a deploy in doubt at an endpoint of this machine that is not in use is not brought up", async () => {
  await scene.run("pull pets");
  await leaveDoubt(join(scene.folder, "state"), {
    target: { restApiId: "api1", resourceId: "res1", httpMethod: "GET", statusCode: "200" },
    endpoint: "http://127.0.0.1:9",
    region: "us-east-1",
    sent: LIVE,
  });
  expect(await scene.run("diff restapis")).toMatchObject({ code: 0, err: "" });
});

describe("a deployment whose answer is lost", () => {
  const STAGES = { operation: "GetStages", kind: "accessDenied" } as const;

  test("is settled by reading the stage, in both directions", async () => {
    scene.listening.faults.add({ operation: "CreateDeployment", kind: "resetAfter" });
    const live = await scene.run("publish pets --stage prod --yes --json");
    expect(live).toMatchObject({
      code: 0,
      err: expect.stringContaining("The answer was lost: reading the stage."),
    });
    expect(JSON.parse(live.out)).toMatchObject({ stageName: "prod", settled: true });
    scene.listening.faults.add({ operation: "CreateDeployment", kind: "resetBefore" });
    const not = await scene.run("publish pets --stage prod --yes");
    expect(not).toMatchObject({
      code: 1,
      err: expect.stringContaining("so the API was not made live. Try again."),
    });
  });

  test("stays in doubt where the stage cannot be read, which the next command says and settles", async () => {
    scene.listening.faults.add({ operation: "CreateDeployment", kind: "resetAfter" });
    scene.listening.faults.add({ ...STAGES, after: 1, times: 3 });
    const open = await scene.run("publish pets --stage prod --yes --json");
    expect(open).toMatchObject({ code: 1, err: expect.stringContaining("may or may not be live on prod") });
    expect(JSON.parse(open.out)).toMatchObject({ failed: { reason: "inDoubt" } });
    const next = await scene.run("diff restapis");
    expect(next.err).toContain(
      "An earlier deployment of API api1 to the stage prod was in doubt: reading shows that the stage has had another",
    );
    expect((await scene.run("pull pets")).err).not.toContain("in doubt");
  });
});

test("a deployment is not called done where the service refuses it, and says what to do", async () => {
  scene.served.length = 0;
  scene.listening.faults.add({ operation: "CreateDeployment", kind: "concurrent", times: 9 });
  const refused = await scene.run("publish pets --stage prod --yes");
  expect(refused).toMatchObject({
    code: 1,
    err: expect.stringContaining("Wait until the other change to this API is done, then try again."),
  });
  expect(refused.err).toContain("another change is in progress.");
});

// What a killed window left in doubt: said when asked, without a request, and settled by reading alone.
import { describe, expect, test } from "vitest";
import { HOST_STATE_NOTIFICATION, SERVER_COMMANDS } from "../../server/src/contract";
import { leaveDoubt } from "../support/leaveDoubt";
import { type LocalScene, setLocalScene } from "./localScene";

const SENT = { selectionPattern: "new" };
const BEFORE = { selectionPattern: "old" };

/** A PUT of `SENT` over `BEFORE`, of which nobody saw the end. */
function leave(scene: LocalScene, changes: object = {}): Promise<void> {
  return leaveDoubt(scene.state, {
    target: scene.target("200"),
    endpoint: scene.url,
    region: "us-east-1",
    profile: "dev",
    sent: SENT,
    replaced: BEFORE,
    ...changes,
  });
}

function hold(scene: LocalScene, response: object): void {
  scene.ask(`PUT ${scene.method}/integration/responses/200`, response);
}

const openDoubts = (scene: LocalScene) => scene.run(SERVER_COMMANDS.openDoubts, {});
const settleDoubts = (scene: LocalScene) => scene.run(SERVER_COMMANDS.settleDoubts, {});

test("there are none where every deploy came to an end", async () => {
  await using scene = await setLocalScene();
  expect(await openDoubts(scene)).toEqual({ kind: "doubts", doubts: [] });
  expect(await settleDoubts(scene)).toEqual({ kind: "settled", settled: [] });
});

describe("a deploy of which nobody saw the end", () => {
  test.each([
    ["stored", SENT, "reading shows that it was stored"],
    ["notStored", BEFORE, "reading shows that it was not stored"],
    ["overtaken", { selectionPattern: "other" }, "by now something else is deployed there"],
  ])("is settled: %s", async (found, held, words) => {
    await using scene = await setLocalScene();
    hold(scene, held);
    await leave(scene);
    expect(await openDoubts(scene)).toMatchObject({
      doubts: [{ target: scene.target("200"), endpoint: scene.url, time: "2026-01-01T00:00:00.000Z" }],
    });
    expect(await settleDoubts(scene)).toMatchObject({
      settled: [{ found, message: expect.stringContaining(words) }],
    });
    expect(await openDoubts(scene)).toMatchObject({ doubts: [] });
    expect(scene.writes()).toEqual([]);
  });

  test("stays in doubt where its endpoint is not the one in use, and says which", async () => {
    await using scene = await setLocalScene();
    await leave(scene, { endpoint: "https://other.example" });
    const { settled } = await settleDoubts(scene);
    expect(settled).toMatchObject([
      {
        found: "unsettled",
        message: expect.stringMatching(
          /^An earlier deploy of the 200 response of GET .* is still in doubt: it could not be looked at\. This was deployed to https:\/\/other\.example, /,
        ),
      },
    ]);
    expect((await openDoubts(scene)).doubts).toHaveLength(1);
  });

  test("is not brought up while its endpoint on this machine is not in use, and is kept", async () => {
    await using scene = await setLocalScene();
    await leave(scene, { endpoint: "http://127.0.0.1:9" });
    expect(await openDoubts(scene)).toEqual({ kind: "doubts", doubts: [] });
    expect(await settleDoubts(scene)).toEqual({ kind: "settled", settled: [] });
    await scene.editor.notify(HOST_STATE_NOTIFICATION, {
      ...{ trusted: true, settlesDoubts: true, endpointUrl: "http://127.0.0.1:9" },
    });
    expect((await openDoubts(scene)).doubts).toHaveLength(1);
  });

  test.each(["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_API_GATEWAY"])(
    "is brought up where %s says that its endpoint is in use",
    async (variable) => {
      await using scene = await setLocalScene({
        host: { endpointUrl: undefined },
        env: { [variable]: "http://127.0.0.1:9/" },
      });
      await leave(scene, { endpoint: "http://127.0.0.1:9" });
      expect((await openDoubts(scene)).doubts).toHaveLength(1);
    },
  );

  test("is let be where it is not among those that are asked for", async () => {
    await using scene = await setLocalScene();
    hold(scene, SENT);
    await leave(scene);
    const settle = (params: object) => scene.run(SERVER_COMMANDS.settleDoubts, params);
    const [{ entry }] = (await openDoubts(scene)).doubts;
    expect(await settle({ entries: ["another"] })).toEqual({ kind: "settled", settled: [] });
    await expect(settle({ entries: [1] })).rejects.toThrow("not what it takes");
    expect(await settle({ entries: [entry] })).toMatchObject({ settled: [{ entry, found: "stored" }] });
  });

  test("stays in doubt where nothing answers", async () => {
    await using scene = await setLocalScene({ host: { endpointUrl: "http://127.0.0.1:9" } });
    await leave(scene, { endpoint: "http://127.0.0.1:9" });
    expect(await settleDoubts(scene)).toMatchObject({
      settled: [
        {
          found: "unsettled",
          message: expect.stringContaining("Nothing answers at http://127.0.0.1:9, so nothing was sent."),
        },
      ],
    });
    expect((await openDoubts(scene)).doubts).toHaveLength(1);
  });

  test("is looked at with the profile it names, and with no other", async () => {
    await using scene = await setLocalScene();
    hold(scene, SENT);
    await leave(scene, { profile: "gone" });
    expect(await settleDoubts(scene)).toMatchObject({ settled: [{ found: "unsettled" }] });
  });

  test.each([SERVER_COMMANDS.openDoubts, SERVER_COMMANDS.settleDoubts])(
    "is nothing to an untrusted workspace: %s",
    async (command) => {
      await using scene = await setLocalScene({ host: { trusted: false } });
      await leave(scene);
      expect(await scene.run(command, {})).toMatchObject({ kind: "failed", reason: "untrusted" });
    },
  );
});

// Who hears that the shared AWS files changed, and from when on.
import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { AWS_FILES_NOTIFICATION, type HostState, SERVER_COMMANDS } from "../../server/src/contract";
import { AwsNews } from "../../server/src/protocol/awsNews";
import { setScene } from "./deployScene";

function news() {
  const sent: string[] = [];
  const watching = new Set<() => void>();
  const files = {
    watch: (didChange: () => void) => {
      watching.add(didChange);
      return () => void watching.delete(didChange);
    },
  };
  const connection = { sendNotification: async (method: unknown) => void sent.push(String(method)) };
  return { sent, watching, news: new AwsNews(connection, files) };
}

test.each<[string, HostState, number]>([
  ["a client that wants to", { trusted: true, hearsAwsFiles: true }, 1],
  ["not one that did not say so", { trusted: true }, 0],
  ["not before the workspace is trusted", { trusted: false, hearsAwsFiles: true }, 0],
])("%s", (_, host, watches) => {
  const scene = news();
  scene.news.begin(host);
  scene.news.begin(host);
  expect(scene.watching.size).toBe(watches);
  for (const didChange of scene.watching) {
    didChange();
  }
  expect(scene.sent).toEqual(Array.from({ length: watches }, () => AWS_FILES_NOTIFICATION));
  scene.news.end();
  expect(scene.watching.size).toBe(0);
});

test("a host without a disk has no news", () => {
  const { sendNotification } = { sendNotification: () => Promise.reject(new Error("nothing to send")) };
  const without = new AwsNews({ sendNotification }, undefined);
  without.begin({ trusted: true, hearsAwsFiles: true });
  without.end();
});

test("the server tells of it, once something was read with them", async () => {
  const directory = await mkdtemp(join(tmpdir(), "apigw-news-"));
  const config = join(directory, "config");
  await writeFile(config, "[profile dev]\n");
  {
    await using scene = await setScene({ host: { hearsAwsFiles: true }, env: { AWS_CONFIG_FILE: config } });
    expect(await scene.run(SERVER_COMMANDS.awsChoices, {})).toMatchObject({ kind: "choices" });
    expect(scene.editor.methods()).not.toContain(AWS_FILES_NOTIFICATION);
    await appendFile(config, "[profile other]\nregion = eu-west-1\n");
    await scene.editor.next(({ method }) => method === AWS_FILES_NOTIFICATION);
    expect((await scene.run(SERVER_COMMANDS.awsChoices, {})).profiles).toContainEqual(
      expect.objectContaining({ name: "other" }),
    );
  }
  await rm(directory, { recursive: true, force: true });
});

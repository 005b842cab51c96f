// The files that say where they belong: which are looked for, and what is known of those beyond the most that are read.
import { beforeEach, expect, test, vi } from "vitest";
import { LocalFiles, MOST_FILES } from "../../client/src/remote/localFiles";
import { Memory, WINDOW } from "./fakeWindow";

const SEARCH = vi.hoisted(() => ({ found: 0, excluded: "", reading: 0, atOnce: 0 }));

vi.mock("vscode", async () => {
  const { vscode } = (await import("./fakeWindow")).WINDOW;
  Object.assign(vscode.workspace, {
    findFiles: async (_: unknown, exclude: string, most: number) => {
      SEARCH.excluded = exclude;
      return Array.from({ length: Math.min(SEARCH.found, most) }, (_, index) =>
        vscode.Uri.parse(`file:///w/${index}.integration-response.json`),
      );
    },
  });
  return vscode;
});

/** Answers that each file belongs to a response of its own, a turn later. */
const connection = {
  run: async () => {
    SEARCH.atOnce = Math.max(SEARCH.atOnce, ++SEARCH.reading);
    await Promise.resolve();
    SEARCH.reading--;
    return { target: { restApiId: "a", resourceId: "b", httpMethod: "GET", statusCode: "200" }, digest: "d" };
  },
};

beforeEach(() => {
  WINDOW.restart();
  Object.assign(SEARCH, { found: 0, reading: 0, atOnce: 0 });
});

test.each([
  [3, 3, false],
  [MOST_FILES, MOST_FILES, false],
  [MOST_FILES + 1, MOST_FILES, true],
])("of %i, %i are looked at, and that there are more is said: %s", async (found, looked, isCut) => {
  SEARCH.found = found;
  for (let index = 0; index < found; index++) {
    WINDOW.files.set(`file:///w/${index}.integration-response.json`, "{}");
  }
  const files = new LocalFiles(connection as never, new Memory());
  const all = await files.all(undefined);
  expect(all.isCut).toBe(isCut);
  expect(all.files).toHaveLength(looked);
  expect(SEARCH.excluded).toBe("**/node_modules/**");
  expect(SEARCH.atOnce).toBeLessThanOrEqual(50);
});

const ORIGIN = { endpoint: "AWS", region: "us-east-1" };

test.each([
  ["same", "agreed", "agreed"],
  ["changedHere", "mine", "agreed"],
  ["changedThere", "agreed", "theirs"],
  ["both", "mine", "theirs"],
  ["same", "mine", "mine"],
  ["goneThere", "agreed", undefined],
])("what both sides once agreed on tells that a response is %s", async (side, here, there) => {
  const files = new LocalFiles(connection as never, new Memory());
  const uri = WINDOW.vscode.Uri.parse("file:///w/200.json") as never;
  const response = (digest: string) => ({ digest }) as never;
  const live = there === undefined ? undefined : response(there);
  expect(await files.sideOf(ORIGIN, { uri, digest: here }, live)).toBe(
    here === there ? "same" : live === undefined ? "newHere" : "differs",
  );
  await files.sideOf(ORIGIN, { uri, digest: "agreed" }, response("agreed"));
  expect(await files.sideOf(ORIGIN, { uri, digest: here }, live)).toBe(side);
});

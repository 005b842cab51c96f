// What is kept of choices and names: bounded, and what was used last stays the longest.
import { expect, test, vi } from "vitest";
import { remembered } from "../../client/src/remembered";
import { Names } from "../../client/src/remote/names";
import { Memory } from "./fakeWindow";

vi.mock("vscode", async () => (await import("./fakeWindow")).WINDOW.vscode);

const KEPT = 2000;

function numbered(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}

test("the choices of the documents that were deployed last are kept", async () => {
  const memory = remembered(new Memory());
  const target = { restApiId: "a", resourceId: "b", httpMethod: "GET", statusCode: "200" };
  for (const uri of [...numbered(KEPT), "0", "one more"]) {
    await memory.remember(uri, { region: "us-east-1", target });
  }
  expect(["0", "1", "2", "one more"].map((uri) => memory.targetOf(uri).restApiId)).toEqual([
    "a",
    undefined,
    "a",
    "a",
  ]);
});

test("the names that were learnt last are kept", async () => {
  const names = new Names(new Memory());
  await names.learnApis(
    "AWS",
    numbered(KEPT).map((id) => ({ id, name: `API ${id}` })),
  );
  await names.learnApis("AWS", [{ id: "0", name: "renamed" }]);
  await names.learnApis("AWS", [{ id: "one more", name: "new" }]);
  expect(["0", "1", "2", "one more"].map((restApiId) => names.apiOf("AWS", { restApiId }))).toEqual([
    "renamed",
    undefined,
    "API 2",
    "new",
  ]);
});

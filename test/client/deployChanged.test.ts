// Which files Deploy Changed Responses compares: those that differ, of the part of an API that it was asked for.
import { beforeEach, expect, test, vi } from "vitest";
import { FOLDER } from "./fakeService";
import { opened, type Scene, setScene } from "./scene";

vi.mock("vscode", async () => {
  const { vscode, files } = (await import("./fakeWindow")).WINDOW;
  const findFiles = async () => [...files.keys()].map((uri) => vscode.Uri.parse(uri));
  Object.assign(vscode.workspace, { findFiles });
  return { ...vscode, QuickPickItemKind: { Separator: -1 } };
});

const OTHER_METHOD = FOLDER.replace("/GET/", "/POST/");
const OTHER_RESOURCE = FOLDER.replace("/res1/", "/res2/");
const OTHER_API = FOLDER.replace("/api1/", "/api2/");

let scene: Scene;

beforeEach(async () => {
  scene = setScene();
  scene.service.deployed.set("200", "{}");
  scene.service.deployed.set("500", "{}");
  const files = [`${FOLDER}/404.json`, `${OTHER_METHOD}/200.json`, `${OTHER_RESOURCE}/200.json`];
  for (const file of [`${FOLDER}/200.json`, ...files, `${OTHER_API}/200.json`]) {
    scene.window.write(file, '{"a":1}');
  }
  scene.window.write(`${FOLDER}/500.json`, "{}");
  await opened(scene);
});

// Documents of this window have no versions, so that each file that differs is listed as one that cannot be sent.
test.each([
  ["pets", ["GET /pets 200", "GET /pets 404", "POST /pets 200", "GET /…/200"]],
  ["/pets", ["GET /pets 200", "GET /pets 404", "POST /pets 200"]],
  ["GET ·", ["GET /pets 200", "GET /pets 404"]],
  ["404 ·", ["GET /pets 404"]],
])("of %s", async (row, names) => {
  await scene.runOn(row, "deployChanged");
  const { choices = [] } = scene.window.asked.at(-1) ?? {};
  expect(choices.slice(1).map((choice) => choice.replace("$(circle-slash) ", ""))).toEqual(names);
});

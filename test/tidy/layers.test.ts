// The table of ARCHITECTURE.md: who may import whom. Read from every import in the tree.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

/** What each layer may import: other layers by name, packages by name or prefix. Itself always. */
const MAY_IMPORT = {
  service: ["jsonc-parser"],
  contract: ["type vscode-languageserver-types", "type vscode-languageserver-protocol"],
  deploy: ["service", "contract", "@noble/hashes/"],
  "deploy/aws": ["deploy", "service", "contract", "@aws-sdk/", "@smithy/", "https-proxy-agent", "node:"],
  sandbox: ["service", "node:"],
  protocol: ["service", "contract", "deploy", "vscode-languageserver", "vscode-languageserver/"],
  hosts: [
    "service",
    "contract",
    "deploy",
    "deploy/aws",
    "sandbox",
    "protocol",
    "vscode-languageserver/",
    "node:",
  ],
  client: ["contract", "vscode", "vscode-languageclient", "vscode-languageclient/"],
} as const;

type Layer = keyof typeof MAY_IMPORT;

function layerOf(file: string): Layer | undefined {
  const path = relative(ROOT, file).split(sep).join("/");
  if (path.startsWith("client/src/")) {
    return "client";
  }
  const inServer = /^server\/src\/(.+)$/.exec(path)?.[1];
  if (inServer?.startsWith("deploy/aws/")) {
    return "deploy/aws";
  }
  const folder = inServer?.split("/")[0];
  return folder !== undefined && folder in MAY_IMPORT ? (folder as Layer) : undefined;
}

interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly isType: boolean;
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]*?\s*from\s*)?"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/g;

function importsOf(file: string): readonly Import[] {
  return Array.from(readFileSync(file, "utf8").matchAll(IMPORT), ([, type, from, dynamic]) => ({
    file,
    specifier: from ?? dynamic ?? "",
    isType: type !== undefined,
  }));
}

function sourceFiles(): readonly string[] {
  return ["server/src", "client/src"].flatMap(filesIn);
}

/** Down to the last folder, but into nobody else's packages. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== "node_modules") {
      return filesIn(name);
    }
    return entry.isFile() && name.endsWith(".ts") ? [join(ROOT, name)] : [];
  });
}

/** What is wrong with an import, if anything. */
function fault({ file, specifier, isType }: Import): string | undefined {
  const from = layerOf(file);
  if (from === undefined) {
    return "the file belongs to no layer";
  }
  const allowed: readonly string[] = MAY_IMPORT[from];
  if (specifier.startsWith(".")) {
    const to = layerOf(join(dirname(file), specifier, "index.ts"));
    if (to === undefined || to === from) {
      return to === undefined ? `${specifier} belongs to no layer` : undefined;
    }
    return allowed.includes(to) ? undefined : `${from} may not import ${to}`;
  }
  const matches = (entry: string): boolean =>
    entry.startsWith("type ")
      ? isType && specifier === entry.slice("type ".length)
      : specifier === entry || (/[/:]$/.test(entry) && specifier.startsWith(entry));
  return allowed.some(matches) ? undefined : `${from} may not import ${specifier}`;
}

describe("layers", () => {
  test("every import keeps to the table", () => {
    const files = sourceFiles();
    expect(files.length).toBeGreaterThan(40);
    const faults = files.flatMap(importsOf).flatMap((found) => {
      const wrong = fault(found);
      return wrong === undefined ? [] : [`${relative(ROOT, found.file)}: ${wrong}`];
    });
    expect(faults).toEqual([]);
  });

  test.each([
    ["server/src/service/analysis.ts", "node:fs", "service may not import node:fs"],
    ["server/src/service/analysis.ts", "../deploy/plan", "service may not import deploy"],
    [
      "server/src/deploy/plan.ts",
      "@aws-sdk/client-api-gateway",
      "deploy may not import @aws-sdk/client-api-gateway",
    ],
    ["server/src/deploy/plan.ts", "./aws/gateway", "deploy may not import deploy/aws"],
    ["server/src/protocol/session.ts", "../hosts/node", "protocol may not import hosts"],
    ["server/src/protocol/session.ts", "node:path", "protocol may not import node:path"],
    ["client/src/activate.ts", "../../server/src/service/index", "client may not import service"],
    ["client/src/activate.ts", "../../server/src/contract/index", undefined],
    ["server/src/service/analysis.ts", "./text/span", undefined],
  ])("%s importing %s: %s", (file, specifier, expected) => {
    expect(fault({ file: join(ROOT, file), specifier, isType: false })).toBe(expected);
  });

  test("imports are found however they are written", () => {
    const found = Array.from(
      'import a from "a";\nimport "b";\nimport type { C } from "c";\nexport * from "d";\nimport {\n  e,\n} from "e";\nawait import("f");'.matchAll(
        IMPORT,
      ),
      ([, , from, dynamic]) => from ?? dynamic,
    );
    expect(found).toEqual(["a", "b", "c", "d", "e", "f"]);
  });
});

describe("the house style", () => {
  test("no file of ours is longer than 600 lines", () => {
    const long = [...sourceFiles(), ...filesIn("test")].filter(
      (file) =>
        !file.includes(`${sep}vocabulary${sep}`) && readFileSync(file, "utf8").split("\n").length > 600,
    );
    expect(long.map((file) => relative(ROOT, file))).toEqual([]);
  });

  test("no module holds state", () => {
    const stateful = sourceFiles().filter((file) =>
      /^(?:export )?(?:let|var) /m.test(readFileSync(file, "utf8")),
    );
    expect(stateful.map((file) => relative(ROOT, file))).toEqual([]);
  });

  test("the service asks no clock, dice or locale", () => {
    const impure = sourceFiles().filter(
      (file) =>
        layerOf(file) === "service" &&
        /\bMath\.random\b|\bnew Date\b|\bDate\.now\b|\bIntl\.|\blocaleCompare\b|\btoLocale/.test(
          readFileSync(file, "utf8"),
        ),
    );
    expect(impure.map((file) => relative(ROOT, file))).toEqual([]);
  });

  test("nothing is called a utility, manager, helper or handler", () => {
    const named = sourceFiles().filter((file) =>
      /(?:utils?|helpers?|manager|handler|processor)\.ts$/i.test(file),
    );
    expect(named).toEqual([]);
  });
});

// What each bundle holds, read from esbuild's own account of the build that `npm test` just made.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const KB = 1000;

interface Metafile {
  readonly outputs: Readonly<
    Record<
      string,
      {
        readonly inputs: Readonly<Record<string, unknown>>;
        readonly imports: readonly {
          readonly path: string;
          readonly external?: boolean;
          readonly kind: string;
        }[];
      }
    >
  >;
}

/** The files that went into a bundle and the modules it loads at run time. */
function contentOf(bundle: string): { inputs: readonly string[]; externals: readonly string[] } {
  const meta: Metafile = JSON.parse(
    readFileSync(join(ROOT, "out/meta", `${bundle.replaceAll("/", "-")}.json`), "utf8"),
  );
  const output = meta.outputs[`dist/${bundle}`];
  if (output === undefined) {
    throw new Error(`dist/${bundle} is not in its own metafile.`);
  }
  return {
    inputs: Object.keys(output.inputs),
    externals: [...new Set(output.imports.filter(({ external }) => external).map(({ path }) => path))],
  };
}

describe("bundles", () => {
  test.each([
    "server.js",
    "languageserver.js",
    "service.js",
    "aws.js",
    "cli.js",
    "local.js",
    "extension.js",
    "web/extension.js",
    "web/server.js",
  ])("%s is built", (bundle) => {
    expect(existsSync(join(ROOT, "dist", bundle))).toBe(true);
    expect(contentOf(bundle).inputs.length).toBeGreaterThan(0);
  });

  test("the server starts without the service, which has no AWS SDK", () => {
    const start = contentOf("server.js");
    expect(start.externals).toContain("./service.js");
    expect(
      start.inputs.filter((input) => /jsonc-parser|\/(?:rules|vocabulary|islands)\//.test(input)),
    ).toEqual([]);
    expect(contentOf("service.js").inputs.filter((input) => /@aws-sdk|@smithy/.test(input))).toEqual([]);
  });

  test("the parts of the server share one language server library", () => {
    for (const bundle of ["server.js", "service.js"]) {
      const { inputs, externals } = contentOf(bundle);
      expect(externals).toContain("./languageserver.js");
      expect(inputs.filter((input) => /vscode-(?:languageserver|jsonrpc)/.test(input))).toEqual([]);
    }
  });

  test("the AWS chunk holds the SDK", () => {
    expect(contentOf("aws.js").inputs.some((input) => input.includes("@aws-sdk/client-api-gateway"))).toBe(
      true,
    );
  });

  test("the worker knows no Node and no AWS", () => {
    const { inputs, externals } = contentOf("web/server.js");
    expect(inputs.filter((input) => /@aws-sdk|@smithy|hosts\/node/.test(input))).toEqual([]);
    expect(externals).toEqual([]);
  });

  test("the web client asks for nothing but VS Code", () => {
    expect(contentOf("web/extension.js").externals).toEqual(["vscode"]);
  });

  test.each(["extension.js", "web/extension.js"])("%s holds no parser and no service", (bundle) => {
    expect(
      contentOf(bundle).inputs.filter((input) => /jsonc-parser|server\/src\/(?!contract)/.test(input)),
    ).toEqual([]);
  });

  test("what the extension loads at run time is packaged with it", () => {
    const packaged = readFileSync(join(ROOT, ".vscodeignore"), "utf8").split("\n");
    const loaded = ["extension.js", "server.js", "service.js", "aws.js", "local.js"].flatMap((bundle) => [
      bundle,
      ...contentOf(bundle).externals.filter((path) => path.startsWith("./")),
    ]);
    expect(loaded).toContain("./service.js");
    expect(loaded.filter((path) => !packaged.includes(`!${join("dist", path)}`))).toEqual([]);
  });

  // 191 kB of what the server starts with are the language server library.
  test.each([
    { what: "what the server starts with", bundles: ["server.js", "languageserver.js"], size: 300, gzip: 75 },
    { what: "the service, loaded after that", bundles: ["service.js"], size: 935, gzip: 295 },
  ])("$what is small", ({ bundles, size, gzip }) => {
    const contents = bundles.map((bundle) => readFileSync(join(ROOT, "dist", bundle)));
    const sum = (sizes: readonly number[]) => sizes.reduce((one, other) => one + other);
    expect(sum(contents.map(({ length }) => length))).toBeLessThanOrEqual(size * KB);
    expect(sum(contents.map((content) => gzipSync(content).length))).toBeLessThanOrEqual(gzip * KB);
  });
});

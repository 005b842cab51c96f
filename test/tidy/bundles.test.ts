// What each bundle holds, read from esbuild's own account of the build that `npm test` just made.
import { existsSync, readFileSync, statSync } from "node:fs";
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

const bytes = (bundle: string) => readFileSync(join(ROOT, "dist", bundle));

describe("bundles", () => {
  test.each(["server.js", "aws.js", "cli.js", "extension.js", "web/extension.js", "web/server.js"])(
    "%s is built",
    (bundle) => {
      expect(existsSync(join(ROOT, "dist", bundle))).toBe(true);
      expect(contentOf(bundle).inputs.length).toBeGreaterThan(0);
    },
  );

  test("the server starts without the AWS SDK", () => {
    expect(contentOf("server.js").inputs.filter((input) => /@aws-sdk|@smithy/.test(input))).toEqual([]);
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

  // 72 kB of it are the engine of selection patterns, 30 kB of those the tables of Unicode 13.
  test("the server's bundle is small", () => {
    expect(statSync(join(ROOT, "dist/server.js")).size).toBeLessThanOrEqual(1000 * KB);
    expect(gzipSync(bytes("server.js")).length).toBeLessThanOrEqual(300 * KB);
  });
});

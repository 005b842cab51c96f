// Bundles everything that ships into `dist/`, and with `--tests` the in-editor suites into `out/test/`.
// What each bundle was made of is kept in `out/meta/`, for the checks on what must not be inside.
// Flags: --dev (source maps, not minified), --watch (implies --dev), --tests.

import { chmod, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build, context } from "esbuild";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const { values: flags } = parseArgs({
  options: {
    dev: { type: "boolean", default: false },
    watch: { type: "boolean", default: false },
    tests: { type: "boolean", default: false },
  },
});
const dev = flags.dev || flags.watch;
const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));

/** Modules that a bundle loads at run time from a bundle of their own, by the file next to it. */
const CHUNKS = new Map([
  ["server/src/hosts/nodeSession", "./service.js"],
  ["server/src/deploy/aws/index", "./aws.js"],
  ["server/src/hosts/node", "./server.js"],
]);

const common = {
  absWorkingDir: root,
  bundle: true,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
  minify: !dev,
  sourcemap: dev ? "linked" : false,
  target: "es2022",
  define: {
    "process.env.NODE_ENV": JSON.stringify(dev ? "development" : "production"),
    APIGW_RESPONSE_VERSION: JSON.stringify(version),
  },
};
const node = {
  ...common,
  platform: "node",
  target: "node20",
  format: "cjs",
  // ES modules first: jsonc-parser's UMD build asks for its own files at run time.
  mainFields: ["module", "main"],
  // Chunks are required: a bundle that is imported goes through Node's search for what a CommonJS file exports.
  supported: { "dynamic-import": false },
  plugins: [lazyChunks()],
};
/** What only these two parts of the server share, and must not hold twice. */
const server = { ...node, plugins: [lazyChunks(), sharedLanguageServer()] };
const web = { ...common, platform: "browser" };
const editor = { external: ["vscode"] };

const SHIPPED = [
  { entry: "server/src/hosts/node.ts", out: "dist/server.js", options: server },
  { entry: "server/src/hosts/nodeSession.ts", out: "dist/service.js", options: server },
  { entry: "vscode-languageserver/node", out: "dist/languageserver.js", options: node },
  { entry: "server/src/deploy/aws/index.ts", out: "dist/aws.js", options: node },
  {
    entry: "server/src/hosts/cli.ts",
    out: "dist/cli.js",
    options: { ...node, banner: { js: "#!/usr/bin/env node" } },
    executable: true,
  },
  { entry: "server/src/hosts/local.ts", out: "dist/local.js", options: node },
  {
    entry: "client/src/extension.ts",
    out: "dist/extension.js",
    options: { ...node, ...editor },
  },
  {
    entry: "client/src/extensionWeb.ts",
    out: "dist/web/extension.js",
    options: { ...web, ...editor, format: "cjs" },
  },
  {
    entry: "server/src/hosts/worker.ts",
    out: "dist/web/server.js",
    options: { ...web, format: "iife" },
  },
];

const SUITES = [
  {
    entry: "test/editor/suite/index.ts",
    out: "out/test/editor/index.js",
    options: { ...node, external: ["vscode", "mocha"], minify: false, sourcemap: "inline" },
  },
  {
    entry: "test/editor/suite/web.ts",
    out: "out/test/editor/web.js",
    options: { ...web, ...editor, format: "cjs", minify: false, plugins: [mochaAsUmd()] },
  },
];

const bundles = flags.tests ? [...SHIPPED, ...SUITES] : SHIPPED;

await mkdir(join(root, "out/meta"), { recursive: true });
if (flags.watch) {
  await Promise.all(bundles.map(watchBundle));
  console.log("build: watching.");
} else {
  await Promise.all(bundles.map(buildBundle));
  await removeStale();
}

/** What an earlier build left behind must not be packaged. What is there is never missing meanwhile. */
async function removeStale() {
  const kept = new Set(SHIPPED.flatMap(({ out }) => (dev ? [out, `${out}.map`] : [out])));
  const entries = await readdir(join(root, "dist"), { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((found) => found.isFile())) {
    const path = relative(root, join(entry.parentPath ?? entry.path, entry.name)).replaceAll("\\", "/");
    if (!kept.has(path)) {
      await rm(join(root, path));
    }
  }
}

async function buildBundle(bundle) {
  await finish(bundle, await build(optionsOf(bundle)));
}

async function watchBundle(bundle) {
  const afterwards = {
    name: "afterwards",
    setup: ({ onEnd }) =>
      onEnd((result) => (result.errors.length === 0 ? finish(bundle, result) : undefined)),
  };
  const options = optionsOf(bundle);
  const watched = await context({ ...options, plugins: [...(options.plugins ?? []), afterwards] });
  await watched.watch();
}

function optionsOf({ entry, out, options }) {
  return { ...common, ...options, entryPoints: [entry], outfile: out };
}

async function finish({ out, executable }, { metafile }) {
  const name = out.split("/").slice(1).join("-");
  await writeFile(join(root, `out/meta/${name}.json`), JSON.stringify(metafile));
  if (executable) {
    await chmod(join(root, out), 0o755);
  }
}

/** Leaves a dynamic import of a chunk's module to the run time, so that it costs nothing until it is used. */
function lazyChunks() {
  return {
    name: "lazy-chunks",
    setup({ onResolve }) {
      onResolve({ filter: /^\.\.?\// }, ({ kind, path, resolveDir }) => {
        if (kind !== "dynamic-import") {
          return undefined;
        }
        const module = relative(root, resolve(resolveDir, path)).replaceAll("\\", "/");
        const chunk = CHUNKS.get(module) ?? CHUNKS.get(`${module}/index`);
        return chunk === undefined ? undefined : { path: chunk, external: true };
      });
    },
  };
}

/** Leaves the language server library to the bundle of its own. */
function sharedLanguageServer() {
  return {
    name: "shared-language-server",
    setup({ onResolve }) {
      onResolve({ filter: /^vscode-languageserver(\/node)?$/ }, () => ({
        path: "./languageserver.js",
        external: true,
      }));
    },
  };
}

/** Mocha's browser build is UMD in a package that says ESM: read as ESM, it would overwrite our own exports. */
function mochaAsUmd() {
  return {
    name: "mocha-as-umd",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^mocha\/mocha(\.js)?$/ }, () => ({
        path: createRequire(import.meta.url).resolve("mocha/mocha.js"),
        namespace: "umd",
      }));
      onLoad({ filter: /.*/, namespace: "umd" }, async ({ path }) => ({
        contents: await readFile(path, "utf8"),
        loader: "js",
      }));
    },
  };
}

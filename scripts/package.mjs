// Packages what `.vscodeignore` lets through into out/apigateway-integration-response.vsix. Expects a build.
import { mkdirSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createVSIX, listFiles, PackageManager } from "@vscode/vsce";

/** The limits of a first-class extension: small, and a few dozen files. */
const MAX_BYTES = 2_000_000;
const MAX_FILES = 60;

export const VSIX = resolve(
  fileURLToPath(new URL("..", import.meta.url)),
  "out/apigateway-integration-response.vsix",
);

/** Packages the extension; answers the VSIX's path. Throws when it has outgrown its limits. */
export async function packageExtension() {
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  mkdirSync(resolve(cwd, "out"), { recursive: true });
  await createVSIX({
    cwd,
    packagePath: VSIX,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  const files = await listFiles({ cwd, packageManager: PackageManager.None });
  const bytes = statSync(VSIX).size;
  console.log(`${VSIX}: ${files.length} files, ${(bytes / 1000).toFixed(0)} kB.`);
  if (bytes > MAX_BYTES || files.length > MAX_FILES) {
    throw new Error(`The VSIX may have at most ${MAX_FILES} files and ${MAX_BYTES / 1000} kB.`);
  }
  return VSIX;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await packageExtension();
}

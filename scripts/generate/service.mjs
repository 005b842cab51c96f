// The service as a module of this process: bundled in memory, so that no build has to be run before.
import { Buffer } from "node:buffer";
import { build } from "esbuild";

const SERVICE = "./server/src/service";
const NAMES = [
  "analysis",
  "rules/index",
  "rules/explain",
  "rules/ruleUrl",
  "vocabulary/contentHandling",
  "vocabulary/contextVariables",
  "vocabulary/grammar",
  "vocabulary/headers",
  "vocabulary/httpMethods",
  "vocabulary/mappingSources",
  "vocabulary/mediaTypes",
  "vocabulary/members",
  "vocabulary/statusCodes",
  "vocabulary/directives",
  "vocabulary/templateMembers",
  "vocabulary/templateRoots",
];

export async function loadService(root) {
  const { outputFiles } = await build({
    stdin: {
      contents: NAMES.map((name) => `export * from "${SERVICE}/${name}";`).join("\n"),
      resolveDir: root,
      loader: "ts",
    },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    logLevel: "error",
  });
  const [output] = outputFiles;
  return import(`data:text/javascript;base64,${Buffer.from(output.contents).toString("base64")}`);
}

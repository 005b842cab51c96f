// `apigw-response lsp`: the language server, in this process. Its bundle is loaded only here.
import { EXIT, LSP_HELP } from "./usage";

export async function runLsp(args: readonly string[]): Promise<number | undefined> {
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(LSP_HELP);
    return EXIT.clean;
  }
  // The server reads its transport from the arguments; the standard streams are what an editor means by none.
  if (!args.some((argument) => /^--(?:stdio|node-ipc|socket|pipe)(?:=|$)/.test(argument))) {
    process.argv.push("--stdio");
  }
  await import("../node");
  return undefined;
}

// API Gateway Local as the extension ships it: `apigw-response sandbox` without the rest of the command line.
// Invariant: it ends as that does, and says on the standard error why it did not start.
import { faultOf } from "../protocol/fault";
import { runSandbox } from "./cli/sandbox";
import { EXIT, UsageError } from "./cli/usage";

runSandbox(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = EXIT.usage;
    process.stderr.write(`apigw-response: ${error instanceof UsageError ? error.message : faultOf(error)}\n`);
  },
);

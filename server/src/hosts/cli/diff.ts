// `apigw-response diff`: files beside what is deployed, compared by what they mean.
import { ACCOUNT_OPTIONS, exitOf, failureData, openAccount, print, printJson, tell } from "./account";
import { differencesText, isDifferent } from "./differences";
import { settleDoubts } from "./doubts";
import { responseFiles } from "./responseFiles";
import { DIFF_HELP, EXIT, parseUsage, UsageError } from "./usage";

export async function runDiff(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseUsage("diff", {
    args: [...args],
    allowPositionals: true,
    options: ACCOUNT_OPTIONS,
  });
  if (values.help) {
    process.stdout.write(DIFF_HELP);
    return EXIT.clean;
  }
  if (positionals.length === 0) {
    throw new UsageError("Which files? Name files or folders.", "diff");
  }
  const account = openAccount("diff", values);
  await settleDoubts(account);
  const { chosen, deploy, signal } = account;
  const { responses, hasErrors } = await responseFiles(positionals);
  let code: number = hasErrors ? EXIT.usage : EXIT.clean;
  const results: object[] = [];
  for (const { file, uri, target, wanted, errors } of responses) {
    if (errors.length > 0) {
      errors.forEach(tell);
      code = Math.max(code, EXIT.findings);
      results.push({ file, target, blockedBy: errors });
      continue;
    }
    const plan = await deploy.plan({ uri, version: 0, target, wanted, ...chosen }, () => undefined, signal);
    if (plan.kind === "failed") {
      tell(`${file}: ${plan.message}`);
      code = Math.max(code, exitOf(plan));
      results.push({ file, target, failed: failureData(plan) });
      continue;
    }
    const { liveState, differences } = plan;
    code = Math.max(code, isDifferent(plan) ? EXIT.findings : EXIT.clean);
    results.push({ file, target, same: !isDifferent(plan), live: liveState, differences });
    if (!values.json) {
      print(differencesText(file, plan));
    }
  }
  if (values.json) {
    printJson(results);
  }
  return code;
}

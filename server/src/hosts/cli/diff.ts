// `apigw-response diff`: files beside what is deployed, compared by what they mean.
// Invariant: what can be read is compared, whatever API Gateway would say to it; nothing is sent.
import { ACCOUNT_OPTIONS, openAccount } from "./account";
import { answering, type Ended, exitOf, failureData, print, tell } from "./answer";
import { differencesText, isDifferent } from "./differences";
import { settleDoubts } from "./doubts";
import { responseFiles, UNUSABLE } from "./responseFiles";
import { DIFF_HELP, EXIT, parseUsage, UsageError } from "./usage";

export function runDiff(args: readonly string[]): Promise<number> {
  return answering("diff", args, DIFF_HELP, () => diff(args));
}

async function diff(args: readonly string[]): Promise<Ended | "help"> {
  const { values, positionals } = parseUsage("diff", {
    args: [...args],
    allowPositionals: true,
    options: ACCOUNT_OPTIONS,
  });
  if (values.help) {
    return "help";
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
  for (const { file, uri, target, wanted, isReadable, errors } of responses) {
    errors.forEach(tell);
    const blocked = errors.length === 0 ? {} : { blockedBy: errors };
    if (errors.length > 0) {
      code = Math.max(code, EXIT.findings);
    }
    if (!isReadable) {
      results.push({ file, target, ...blocked });
      continue;
    }
    const plan = await deploy.plan({ uri, version: 0, target, wanted, ...chosen }, () => undefined, signal);
    if (plan.kind === "failed") {
      tell(`${file}: ${plan.message}`);
      code = Math.max(code, exitOf(plan));
      results.push({ file, target, ...blocked, failed: failureData(plan) });
      continue;
    }
    const { liveState, differences } = plan;
    code = Math.max(code, isDifferent(plan) ? EXIT.findings : EXIT.clean);
    const { preflight: findings } = plan;
    const same = !isDifferent(plan);
    results.push({ file, target, same, live: liveState, differences, findings, ...blocked });
    if (!values.json) {
      print(differencesText(file, plan));
    }
  }
  return {
    code,
    data: {
      files: results,
      ...(hasErrors ? { failed: UNUSABLE } : {}),
    },
  };
}

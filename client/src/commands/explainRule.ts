// Explain Rule: the page of a rule as a preview. Without a rule, the user chooses one.
import { l10n } from "vscode";
import {
  type ExplainRuleParams,
  type RulePage,
  type RuleSummary,
  SERVER_COMMANDS,
} from "../../../server/src/contract";
import { askAll, pick } from "../ask";
import type { Connection } from "../connect";
import type { Tell } from "../tell";
import type { ShownDocuments } from "../views/shownDocuments";

export interface ExplainMeans {
  readonly connection: Connection;
  readonly shown: ShownDocuments;
  readonly tell: Tell;
}

export async function explainRule({ connection, shown, tell }: ExplainMeans, rule: unknown): Promise<void> {
  try {
    const wanted = typeof rule === "string" && rule !== "" ? rule : await askForRule(connection);
    if (wanted === undefined) {
      return;
    }
    const params: ExplainRuleParams = { rule: wanted };
    const page = await connection.run<RulePage | null>(SERVER_COMMANDS.explainRule, params);
    if (page === null) {
      tell.warn(l10n.t("There is no rule {0}.", wanted));
    } else {
      await shown.showPage(page.id, page.markdown);
    }
  } catch {
    tell.error(l10n.t("The language server did not answer."), tell.showLog);
  }
}

async function askForRule(connection: Connection): Promise<string | undefined> {
  const rules = await connection.run<readonly RuleSummary[]>(SERVER_COMMANDS.listRules, {});
  let chosen: string | undefined;
  const question = pick<string>({
    placeholder: l10n.t("Rule to explain"),
    items: rules.map(({ id, title, severity }) => ({
      label: title,
      description: id,
      detail: severity,
      value: id,
    })),
    answer: (id) => {
      chosen = id;
    },
  });
  return (await askAll(l10n.t("Explain Rule"), [question])) ? chosen : undefined;
}

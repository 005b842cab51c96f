// The second confirmation, before a write with a profile or to an account that the user marked as protected.
// Invariant: what goes on has been typed; it is never filled in.
import { l10n } from "vscode";
import type { DeployParams, DeployPlan } from "../../../server/src/contract";
import { askAll, text } from "../ask";
import { shortName } from "./words";

/** A protected profile or account is confirmed by its name, which no habit types. */
export async function typedFor({
  target,
  typedBefore,
}: DeployPlan): Promise<Pick<DeployParams, "typed"> | "declined"> {
  if (typedBefore === undefined) {
    return {};
  }
  let typed = "";
  const question = text({
    prompt: l10n.t("{0} is protected. Type {0} to deploy {1}.", typedBefore, shortName(target)),
    placeholder: typedBefore,
    validate: (given) => (given === typedBefore ? undefined : l10n.t("This is not {0}.", typedBefore)),
    answer: (given) => {
      typed = given;
    },
  });
  return (await askAll(l10n.t("Deploy to a Protected Target"), [question])) ? { typed } : "declined";
}

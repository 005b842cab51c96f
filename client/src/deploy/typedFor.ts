// The second confirmation, before a write with a profile or to an account that the user marked as protected.
// Invariant: what goes on has been typed; it is never filled in.
import { l10n } from "vscode";
import type { DeployParams, DeployPlan } from "../../../server/src/contract";
import { askAll, text } from "../ask";

export function typedFor({ typedBefore }: DeployPlan, name: string): Promise<Typed | "declined"> {
  return typedWord(typedBefore, l10n.t("Deploy to a Protected Target"), (word) =>
    l10n.t("{0} is protected. Type {0} to deploy {1}.", word, name),
  );
}

type Typed = Pick<DeployParams, "typed">;

/** A protected profile or account is confirmed by its name, which no habit types. */
export async function typedWord(
  word: string | undefined,
  title: string,
  promptFor: (word: string) => string,
): Promise<Typed | "declined"> {
  if (word === undefined) {
    return {};
  }
  let typed = "";
  const question = text({
    prompt: promptFor(word),
    placeholder: word,
    validate: (given) => (given === word ? undefined : l10n.t("This is not {0}.", word)),
    answer: (given) => {
      typed = given;
    },
  });
  return (await askAll(title, [question])) ? { typed } : "declined";
}

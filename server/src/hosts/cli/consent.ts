// What is asked before anything is sent that changes something.
// Invariant: nothing goes on without a yes or --yes, and to what is protected only with its name typed or in --confirm.
import type { DeployFailure } from "../../contract";
import { refusal } from "../../deploy";
import { openTerminal, type Terminal } from "./terminal";
import { UsageError } from "./usage";

export const CONSENT_OPTIONS = { confirm: { type: "string" } } as const;

export interface ConsentValues {
  readonly yes: boolean;
  /** The name of what is protected. */
  readonly confirm?: string | undefined;
}

export type Consent = { readonly kind: "agreed"; readonly typed?: string } | DeployFailure;

/** Before anything is read: a script without --yes is told at once. */
export function requireYes(command: string, isYes: boolean): void {
  if (!isYes && openTerminal() === undefined) {
    throw new UsageError("There is no terminal to ask at: say --yes.", command);
  }
}

/** @param word What has to be typed, where the profile or the account is protected. */
export async function consentTo(
  question: string,
  word: string | undefined,
  { yes, confirm }: ConsentValues,
  terminal: Terminal | undefined = openTerminal(),
): Promise<Consent> {
  if (word === undefined || confirm === word) {
    const isAgreed = yes || (await saysYes(question, terminal));
    return isAgreed ? { kind: "agreed", ...(word === undefined ? {} : { typed: word }) } : DECLINED;
  }
  if (yes || confirm !== undefined || terminal === undefined) {
    const said = confirm === undefined ? "" : `, and --confirm says ${confirm}`;
    return {
      ...refusal({ reason: "protected", word }),
      message: `${word} is protected${said}, so nothing was sent. Say --confirm ${word} to go on.`,
    };
  }
  const typed = await terminal.ask(`${question}\n${word} is protected. Type ${word} to go on: `);
  return typed?.trim() === word ? { kind: "agreed", typed: word } : DECLINED;
}

export async function saysYes(
  question: string,
  terminal: Terminal | undefined = openTerminal(),
): Promise<boolean> {
  const answer = await terminal?.ask(`${question} [y/N] `);
  return /^y(?:es)?$/i.test(answer?.trim() ?? "");
}

const DECLINED: DeployFailure = {
  ...refusal({ reason: "notConfirmed", because: "declined" }),
  message: "It was not confirmed, so nothing was sent.",
};

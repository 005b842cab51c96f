// How a command that talks to an account ends: told to people, or as one JSON document for programs.
// Invariant: with --json the standard output holds exactly one document, whatever happened.
import type { CallerIdentity, DeployFailure, DeployFailureKind } from "../../contract";
import type { DeployStep } from "../../deploy";
import { printable } from "./terminal";
import { EXIT, UsageError } from "./usage";

/** `data` is what the document holds beside the command and its exit code. */
export interface Ended {
  readonly code: number;
  readonly data: object;
}

/** Runs a command, prints its document, and answers its exit code. */
export async function answering(
  command: string,
  args: readonly string[],
  help: string,
  work: () => Promise<Ended | "help">,
): Promise<number> {
  const isJson = args.includes("--json");
  try {
    const ended = await work();
    if (ended === "help") {
      process.stdout.write(help);
      return EXIT.clean;
    }
    if (isJson) {
      printJson({ command, exit: ended.code, ...ended.data });
    }
    return ended.code;
  } catch (error) {
    if (isJson && error instanceof UsageError) {
      printJson({ command, exit: EXIT.usage, failed: { reason: "usage", message: error.message } });
    }
    throw error;
  }
}

/** What the service judged, what is wrong with the file's content, or a no; every other reason never got that far. */
const JUDGED: ReadonlySet<DeployFailureKind> = new Set<DeployFailureKind>([
  "accessDenied",
  "badRequest",
  "blocked",
  "conflict",
  "documentChanged",
  "doubtful",
  "heldUp",
  "inDoubt",
  "liveChanged",
  "notConfirmed",
  "notFound",
  "notStored",
  "throttled",
]);

export function exitOf({ reason }: DeployFailure): number {
  return JUDGED.has(reason) ? EXIT.findings : EXIT.usage;
}

/** Tells a failure that ends the command. */
export function failed(failure: DeployFailure, data: object = {}): Ended {
  tell(failure.message);
  return { code: exitOf(failure), data: { ...data, failed: failureData(failure) } };
}

export function failureData(failure: DeployFailure): object {
  const { reason, message, httpStatus, requestId, commandLine } = failure;
  return { reason, message, httpStatus, requestId, commandLine };
}

/** Where it goes and who signs, as far as that is known. */
export interface Signing {
  readonly endpoint: string;
  readonly region: string;
  readonly profile?: string;
  readonly isLocal?: true;
  readonly identity?: CallerIdentity;
}

export function signingData({ endpoint, region, profile, identity }: Signing): object {
  return { endpoint, region, profile, signer: identity };
}

/** `AWS in eu-west-1 with the profile prod, signed as …`. */
export function signingText({ endpoint, region, profile, isLocal, identity }: Signing): string {
  if (isLocal === true) {
    return `API Gateway Local at ${endpoint}, with keys that are nobody's`;
  }
  const where = endpoint === "AWS" ? `AWS in ${region}` : `${endpoint}, which is not AWS, for ${region}`;
  const who = profile === undefined ? "" : ` with the profile ${profile}`;
  return identity === undefined
    ? `${where}${who}; STS did not say who signs`
    : `${where}${who}, signed as ${identity.arn} in the account ${identity.account}`;
}

function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}

export function print(text: string): void {
  process.stdout.write(`${printable(text)}\n`);
}

export function tell(text: string): void {
  process.stderr.write(`apigw-response: ${printable(text)}\n`);
}

/** Only what makes somebody wait is worth a line. */
export function tellStep({ kind, message }: DeployStep): void {
  if (kind === "waiting" || kind === "settling") {
    tell(`${message}.`);
  }
}

// The PUT of an integration response as a command line of the AWS CLI, for bash and for PowerShell.
// Invariant: what the shell hands on is exactly what the document says; what is not known is a variable to be set.
import type { Analysis, Block } from "../analysis";
import { BASH, POWERSHELL, type Shell } from "./shells";
import { onlyBlock, type TargetKeys } from "./targetKeys";
import { type NotWantedReason, type Wanted, wantedOf } from "./wanted";

export const SHELLS = { bash: BASH, powershell: POWERSHELL } as const satisfies Record<string, Shell>;

export type ShellName = keyof typeof SHELLS;

export type AwsCommand =
  | {
      readonly kind: "command";
      readonly command: string;
      /** It reads the document's own file, so what is not saved is not sent. */
      readonly readsFile: boolean;
      /** Variables that have to be set first. */
      readonly variables: readonly string[];
    }
  | { readonly kind: "none"; readonly message: string };

const VARIABLES = {
  restApiId: "REST_API_ID",
  resourceId: "RESOURCE_ID",
  httpMethod: "HTTP_METHOD",
  statusCode: "STATUS_CODE",
} as const satisfies Record<keyof TargetKeys, string>;
const TARGET_KEYS = Object.keys(VARIABLES) as readonly (keyof TargetKeys)[];
const OPTIONS = {
  restApiId: "--rest-api-id",
  resourceId: "--resource-id",
  httpMethod: "--http-method",
  statusCode: "--status-code",
} as const satisfies Record<keyof TargetKeys, string>;

/** What is none of an identifier, a method or a status code is not known: a shell might read more into it. */
const LABEL = /^[A-Za-z0-9_][A-Za-z0-9_-]*$/;

/** `target`: all that is known of the target, from keys, path and what stands around. */
export function awsCommandOf(
  analysis: Analysis,
  target: Partial<TargetKeys>,
  { block = onlyBlock(analysis), shell: name = "bash" }: AwsCommandOptions = {},
): AwsCommand {
  const wanted = wantedOf(analysis, block);
  if (wanted.kind === "none") {
    return { kind: "none", message: WHY_NOT[wanted.reason] };
  }
  const shell = SHELLS[name];
  const source = sourceOf(wanted.wanted, { analysis, block, shell });
  const written = source.kind === "cliInput" ? filledKeys(block) : new Set<string>();
  const labelOf = (key: keyof TargetKeys) => (LABEL.test(target[key] ?? "") ? target[key] : undefined);
  const missing = TARGET_KEYS.filter((key) => labelOf(key) === undefined && !written.has(key));
  const labels = TARGET_KEYS.filter((key) => !written.has(key)).map((key) => {
    const label = labelOf(key);
    return `${OPTIONS[key]} ${label === undefined ? `"$${VARIABLES[key]}"` : shell.word(label)}`;
  });
  const put = "aws apigateway put-integration-response";
  return {
    kind: "command",
    command: commandFrom(source, { shell, put, labels }),
    readsFile: source.kind !== "values" && source.kind !== "made",
    variables: missing.map((key) => VARIABLES[key]),
  };
}

export interface AwsCommandOptions {
  readonly block?: Block | undefined;
  readonly shell?: ShellName;
}

/** Where the CLI takes what it sends from. */
type Source =
  /** The document's own file, which may name the target too. */
  | { readonly kind: "cliInput" | "body"; readonly file: string; readonly isPlain: boolean }
  /** The document's own file, a map of parameters. */
  | { readonly kind: "parameters"; readonly file: string; readonly isPlain: boolean }
  /** The command line itself. */
  | { readonly kind: "values"; readonly values: readonly (readonly [option: string, value: string])[] }
  /** A file that the command makes first. */
  | { readonly kind: "made"; readonly text: string };

interface Origin {
  readonly analysis: Analysis;
  readonly block: Block | undefined;
  readonly shell: Shell;
}

function sourceOf(wanted: Wanted, { analysis, block, shell }: Origin): Source {
  const dialect = block?.content.response?.dialect;
  const file = isStrict(analysis, block) ? fileOf(analysis.uri) : undefined;
  const isPlain = isAscii(analysis.text);
  if (file !== undefined && dialect === "cliInput") {
    return { kind: "cliInput", file, isPlain };
  }
  if (file !== undefined && dialect === "parameterMap") {
    return { kind: "parameters", file, isPlain };
  }
  const values = valuesOf(wanted);
  const isSimple = values.every(([, value]) => value.length <= SHORT && !/["'\u2018-\u201f\n]/.test(value));
  const isTaken = values.every(([, value]) => shell.takes(value) && !READ_OTHERWISE.test(value));
  if (isSimple && isTaken) {
    return { kind: "values", values };
  }
  if (file !== undefined && dialect === "putBody" && isSame(analysis.text, wanted)) {
    return { kind: "body", file, isPlain };
  }
  return isTaken && values.every(([, value]) => value.length <= LONGEST)
    ? { kind: "values", values }
    : { kind: "made", text: asciiJson(wanted) };
}

/** The CLI takes the one for a file or a page whose content is meant, and the other for an option. */
const READ_OTHERWISE = /^(?:(?:file|fileb|https?):\/\/|-)/;

/** Characters of a value that reads well in a command line, and that still stands in one where no file has it. */
const SHORT = 120;
const LONGEST = 2_000;

function commandFrom(
  source: Source,
  { shell, put, labels }: { readonly shell: Shell; readonly put: string; readonly labels: readonly string[] },
): string {
  const whole = (...options: readonly string[]): string => [put, ...options].join(shell.continuation);
  switch (source.kind) {
    case "cliInput":
    case "body":
      return shell.reading(source, whole(`--cli-input-json ${shell.word(source.file)}`, ...labels));
    case "parameters":
      return shell.reading(source, whole(...labels, `--response-parameters ${shell.word(source.file)}`));
    case "values":
      return whole(...labels, ...source.values.map(([option, value]) => `${option} ${shell.word(value)}`));
    case "made":
      return shell.withFile(source.text, (file) => whole(`--cli-input-json ${file}`, ...labels));
  }
}

const WHY_NOT: Readonly<Record<NotWantedReason, string>> = {
  notRecognised: "This document holds no integration response, so there is no command for it.",
  severalResponses: "This document holds several integration responses: put the cursor into one of them.",
  brokenSyntax: "The text is not JSON, so what it says is not certain: mend it first.",
  wrongType: "A value has a type that API Gateway has no use for: mend it first.",
};

function valuesOf(wanted: Wanted): readonly (readonly [option: string, value: string])[] {
  const { selectionPattern, responseParameters, responseTemplates, contentHandling } = wanted;
  return Object.entries({
    "--selection-pattern": selectionPattern,
    "--response-parameters": responseParameters && JSON.stringify(responseParameters),
    "--response-templates": responseTemplates && JSON.stringify(responseTemplates),
    "--content-handling": contentHandling,
  }).flatMap(([option, value]) => (value === undefined ? [] : [[option, value] as const]));
}

/** Whether a file of strict JSON says what is wanted and nothing besides: the CLI refuses what it does not know. */
function isSame(text: string, wanted: Wanted): boolean {
  return canonical(JSON.parse(text)) === canonical(wanted);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

/** Whichever encoding the CLI takes a file for, it reads the same. */
function asciiJson(wanted: Wanted): string {
  return JSON.stringify(wanted, undefined, 2).replace(
    /[^\n -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function isAscii(text: string): boolean {
  return /^[\t\n\r -~]*$/.test(text);
}

/** The CLI reads JSON only: no comments, no trailing commas, no byte order mark. */
function isStrict({ text }: Analysis, block: Block | undefined): boolean {
  const tree = block?.content.tree;
  return (
    tree !== undefined &&
    tree.problems.length === 0 &&
    tree.comments.length === 0 &&
    !text.startsWith("\uFEFF")
  );
}

/** As the CLI takes a file: `file://` and the path as it is, not as a URI writes it. */
function fileOf(uri: string): string | undefined {
  const path = /^file:\/\/(\/[^?#]*)$/.exec(uri)?.[1];
  if (path === undefined) {
    return undefined;
  }
  try {
    return `file://${decodeURIComponent(path).replace(/^\/(?=[A-Za-z]:\/)/, "")}`;
  } catch {
    return undefined;
  }
}

/** The target's keys that the document fills in itself. */
function filledKeys(block: Block | undefined): ReadonlySet<string> {
  const members = block?.content.response?.members ?? [];
  return new Set(
    members.flatMap(({ key, value }) =>
      value?.kind === "string" && value.text.value !== "" ? [key.text.value] : [],
    ),
  );
}

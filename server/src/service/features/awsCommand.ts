// The PUT of an integration response as a command line of the AWS CLI, for bash.
// Invariant: what the shell hands on is exactly what the document says; what is not known is a variable to be set.
import type { Analysis, Block } from "../analysis";
import { onlyBlock, type TargetKeys } from "./targetKeys";
import { type NotWantedReason, type Wanted, wantedOf } from "./wanted";

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

/** `target`: all that is known of the target, from keys, path and what stands around. */
export function awsCommandOf(
  analysis: Analysis,
  target: Partial<TargetKeys>,
  block: Block | undefined = onlyBlock(analysis),
): AwsCommand {
  const wanted = wantedOf(analysis, block);
  if (wanted.kind === "none") {
    return { kind: "none", message: WHY_NOT[wanted.reason] };
  }
  const file = isStrict(analysis, block) ? fileOf(analysis.uri) : undefined;
  const dialect = block?.content.response?.dialect;
  const input = dialect === "cliInput" && file !== undefined ? [["--cli-input-json", file]] : undefined;
  const parameters = dialect === "parameterMap" ? file : undefined;
  const written = input === undefined ? new Set<string>() : filledKeys(block);
  const missing = TARGET_KEYS.filter((key) => target[key] === undefined && !written.has(key));
  const options = [
    ...(input ?? []).map(([name = "", value = ""]) => `${name} ${shellWord(value)}`),
    ...TARGET_KEYS.filter((key) => !written.has(key)).map((key) => {
      const label = target[key];
      return `${OPTIONS[key]} ${label === undefined ? `"$${VARIABLES[key]}"` : shellWord(label)}`;
    }),
    ...(input === undefined ? bodyOptions(wanted.wanted, parameters) : []),
  ];
  return {
    kind: "command",
    command: ["aws apigateway put-integration-response", ...options].join(" \\\n  "),
    readsFile: input !== undefined || parameters !== undefined,
    variables: missing.map((key) => VARIABLES[key]),
  };
}

const WHY_NOT: Readonly<Record<NotWantedReason, string>> = {
  notRecognised: "This document holds no integration response, so there is no command for it.",
  severalResponses: "This document holds several integration responses: put the cursor into one of them.",
  brokenSyntax: "The text is not JSON, so what it says is not certain: mend it first.",
  wrongType: "A value has a type that API Gateway has no use for: mend it first.",
};

function bodyOptions(wanted: Wanted, parametersFile: string | undefined): readonly string[] {
  const { selectionPattern, responseParameters, responseTemplates, contentHandling } = wanted;
  const parameters = parametersFile ?? (responseParameters && JSON.stringify(responseParameters));
  const templates = responseTemplates && JSON.stringify(responseTemplates);
  return Object.entries({
    "--selection-pattern": selectionPattern,
    "--response-parameters": parameters,
    "--response-templates": templates,
    "--content-handling": contentHandling,
  }).flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${shellWord(value)}`]));
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

/** One word of bash, whatever is in it. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

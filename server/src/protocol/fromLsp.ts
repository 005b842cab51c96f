// What comes from the client beyond positions, as far as it can be relied on.
// Invariant: what the protocol does not promise, such as the arguments of a command, is checked before it is used.
import type {
  CodeActionParams,
  FormattingOptions as LspFormattingOptions,
  Position,
} from "vscode-languageserver";
import {
  COMMAND_SHELLS,
  type CommandShell,
  type DeployAllParams,
  type DeployedFileParams,
  type DeployParams,
  type DeployTarget,
  type EditTemplateParams,
  type PlanDeployParams,
  type ReadTemplateParams,
  type SettleDoubtsParams,
  type SourcePosition,
  type SourceRange,
  TARGET_KEYS,
  type TemplateAddress,
  type TemplateNameParams,
} from "../contract";
import { BACKENDS, type Backend, type FormattingOptions } from "../service";

/** The parts of a question beside its document, by name, with what tells whether they can be read. */
export type Parts = Readonly<Record<string, (value: unknown) => boolean>>;

/** The document that a question is about; `undefined` where it names none, or a part is not what the protocol says. */
export function fromLspQuestion(params: unknown, parts: Parts = {}): string | undefined {
  const fields = fieldsOf(params);
  const isReadable = Object.entries(parts).every(([name, isPart]) => isPart(fields.get(name)));
  return isReadable ? fromLspUri(fields.get("textDocument")) : undefined;
}

/** What its numbers are is looked at where they are used: clients have sent `null` and fractions. */
export function isPosition(value: unknown): boolean {
  return isObject(value) && !Array.isArray(value);
}

export function isRange(value: unknown): boolean {
  const fields = fieldsOf(value);
  return isPosition(fields.get("start")) && isPosition(fields.get("end"));
}

export function arePositions(value: unknown): boolean {
  return Array.isArray(value) && value.every(isPosition);
}

export function isFormatting(value: unknown): boolean {
  return isObject(value);
}

export function isActionContext(value: unknown): boolean {
  const fields = fieldsOf(value);
  const [diagnostics, only] = [fields.get("diagnostics"), fields.get("only") ?? []];
  return (
    Array.isArray(diagnostics) &&
    diagnostics.every((diagnostic) => isRange(fieldsOf(diagnostic).get("range"))) &&
    Array.isArray(only) &&
    only.every((kind) => typeof kind === "string")
  );
}

/** Something of ours that comes back to be completed, known by what the client shows of it. */
export function fromLspShown<T extends object>(value: unknown, shown: "label" | "title"): T | undefined {
  return typeof fieldsOf(value).get(shown) === "string" ? (value as T) : undefined;
}

/** Wider than any indentation somebody has meant. */
const MAX_TAB_SIZE = 32;

export function fromLspFormatting(options: LspFormattingOptions): FormattingOptions {
  const { tabSize, insertSpaces, insertFinalNewline, trimFinalNewlines } = options;
  return {
    tabSize: Number.isInteger(tabSize) ? Math.min(Math.max(tabSize, 1), MAX_TAB_SIZE) : 2,
    insertSpaces: insertSpaces !== false,
    ...(insertFinalNewline === undefined ? {} : { insertFinalNewline }),
    ...(trimFinalNewlines === undefined ? {} : { trimFinalNewlines }),
  };
}

/** Whether the client asks for a kind of action: it names the kind, one above it, or none at all. */
export function wantsActions({ context }: CodeActionParams, kind: string, byDefault: boolean): boolean {
  const only = context.only ?? undefined;
  return only === undefined
    ? byDefault
    : only.some((wanted) => wanted === "" || kind === wanted || kind.startsWith(`${wanted}.`));
}

/** The arguments of the server's commands; `undefined` where they are not what the contract says. */
export function fromLspDeploy(value: unknown): DeployParams | undefined {
  const params = fieldsOf(value);
  const uri = text(params.get("uri"));
  if (uri === undefined) {
    return undefined;
  }
  const version = params.get("version");
  const token = params.get("workDoneToken");
  const target = fromLspTarget(params.get("target"));
  const profile = text(params.get("profile"));
  const region = text(params.get("region"));
  const confirmed = text(params.get("confirmed"));
  const typed = text(params.get("typed"));
  return {
    uri,
    ...fromLspPlace(value)?.position,
    ...(typeof version === "number" ? { version } : {}),
    ...(target === undefined ? {} : { target }),
    ...(profile === undefined ? {} : { profile }),
    ...(region === undefined ? {} : { region }),
    ...(confirmed === undefined ? {} : { confirmed }),
    ...(typed === undefined ? {} : { typed }),
    ...(params.get("deployAnyway") === true ? { deployAnyway: true } : {}),
    ...(typeof token === "string" || typeof token === "number" ? { workDoneToken: token } : {}),
  };
}

/** Every one of its files is confirmed. */
export function fromLspDeployAll(value: unknown): DeployAllParams | undefined {
  const fields = fieldsOf(value);
  const listed = fields.get("files");
  const files = Array.isArray(listed)
    ? listed.map((file) => confirmedFile(fromLspDeploy(file), fieldsOf(file).get("after")))
    : [undefined];
  const profile = text(fields.get("profile"));
  const region = text(fields.get("region"));
  const typed = text(fields.get("typed"));
  const token = fields.get("workDoneToken");
  return files.every((file) => file !== undefined)
    ? {
        files,
        ...(profile === undefined ? {} : { profile }),
        ...(region === undefined ? {} : { region }),
        ...(typed === undefined ? {} : { typed }),
        ...(typeof token === "string" || typeof token === "number" ? { workDoneToken: token } : {}),
      }
    : undefined;
}

function confirmedFile(params: DeployParams | undefined, after: unknown): DeployedFileParams | undefined {
  return params?.confirmed === undefined || (after !== undefined && !areTexts(after))
    ? undefined
    : { ...params, confirmed: params.confirmed, ...(after === undefined ? {} : { after }) };
}

/** As for a deploy, with a version and a target: a plan is always made by a client of ours. */
export type PlanParams = Omit<PlanDeployParams, "region" | "target"> & {
  readonly region?: string;
  readonly target: Partial<DeployTarget>;
};

export function fromLspPlan(value: unknown): PlanParams | undefined {
  const params = fromLspDeploy(value);
  return params?.version === undefined
    ? undefined
    : { ...params, version: params.version, target: params.target ?? {} };
}

/** Without an argument, everything that is in doubt. */
export function fromLspSettle(value: unknown): SettleDoubtsParams | undefined {
  const fields = fieldsOf(value);
  const entries: unknown = fields.get("entries");
  if (entries !== undefined && !areTexts(entries)) {
    return undefined;
  }
  return {
    ...(entries === undefined ? {} : { entries }),
    ...(fields.get("askMfa") === true ? { askMfa: true } : {}),
  };
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

/** A command's name with its one argument. */
export function fromLspCommand(value: unknown): {
  readonly command: string;
  readonly argument: unknown;
  readonly workDoneToken: string | number | undefined;
} {
  const params = fieldsOf(value);
  const list = params.get("arguments");
  const token = params.get("workDoneToken");
  return {
    command: text(params.get("command")) ?? "",
    argument: Array.isArray(list) ? list[0] : undefined,
    workDoneToken: typeof token === "string" || typeof token === "number" ? token : undefined,
  };
}

export function fromLspUri(value: unknown): string | undefined {
  return text(fieldsOf(value).get("uri"));
}

export function fromLspRule(value: unknown): string | undefined {
  return text(fieldsOf(value).get("rule"));
}

export interface DocumentPlace {
  readonly uri: string;
  readonly position: Position | undefined;
}

export function fromLspPlace(value: unknown): DocumentPlace | undefined {
  const uri = fromLspUri(value);
  return uri === undefined ? undefined : { uri, position: fromLspPosition(value) };
}

/** What is no shell that is known is none that was asked for. */
export function fromLspShell(value: unknown): CommandShell {
  const asked = fieldsOf(value).get("shell");
  return COMMAND_SHELLS.find((known) => known === asked) ?? "bash";
}

export interface WhichAsked extends DocumentPlace {
  readonly backend: Backend | undefined;
  readonly sample: string;
}

export function fromLspWhich(value: unknown): WhichAsked | undefined {
  const place = fromLspPlace(value);
  const fields = fieldsOf(value);
  const sample = fields.get("sample");
  const asked = fields.get("backend");
  const backend = BACKENDS.find((known) => known === asked);
  return place === undefined || typeof sample !== "string" || (asked !== undefined && backend === undefined)
    ? undefined
    : { ...place, backend, sample };
}

export interface PreviewPlace extends DocumentPlace {
  /** The sample that was chosen. */
  readonly sample: string | undefined;
  /** A template of the response that is meant. */
  readonly template: TemplateAddress | undefined;
}

export function fromLspPreview(value: unknown): PreviewPlace | undefined {
  const place = fromLspPlace(value);
  const fields = fieldsOf(value);
  return (
    place && {
      ...place,
      sample: text(fields.get("sample")),
      template: fromLspAddress(fields.get("template")),
    }
  );
}

export function fromLspReadTemplate(value: unknown): ReadTemplateParams | undefined {
  const fields = fieldsOf(value);
  const uri = text(fields.get("uri"));
  const address = fromLspAddress(fields.get("address"));
  const within = fromLspRange(fields.get("within"));
  const like = fields.get("like");
  return uri === undefined || address === undefined
    ? undefined
    : {
        ...{ uri, address },
        ...(within === undefined ? {} : { within }),
        ...(typeof like === "string" ? { like } : {}),
      };
}

function fromLspRange(value: unknown): SourceRange | undefined {
  const fields = fieldsOf(value);
  const [start, end] = ["start", "end"].map((name) => fromLspPosition(fields.get(name)));
  return start === undefined || end === undefined ? undefined : { start, end };
}

function fromLspPosition(value: unknown): SourcePosition | undefined {
  const fields = fieldsOf(value);
  const line = number(fields.get("line"));
  const character = number(fields.get("character"));
  return line === undefined || character === undefined ? undefined : { line, character };
}

export function fromLspTemplateName(value: unknown): TemplateNameParams | undefined {
  const fields = fieldsOf(value);
  const uri = text(fields.get("uri"));
  const document = text(fields.get("document"));
  const address = fromLspAddress(fields.get("address"));
  return uri === undefined || document === undefined || address === undefined
    ? undefined
    : { uri, document, address };
}

export function fromLspEditTemplate(value: unknown): EditTemplateParams | undefined {
  const fields = fieldsOf(value);
  const read = fromLspReadTemplate(value);
  const [version, start, end] = ["version", "start", "end"].map((name) => whole(fields.get(name)));
  const newText = fields.get("newText");
  return read === undefined ||
    version === undefined ||
    start === undefined ||
    end === undefined ||
    typeof newText !== "string"
    ? undefined
    : { uri: read.uri, address: read.address, version, start, end, newText };
}

function fromLspAddress(value: unknown): TemplateAddress | undefined {
  const fields = fieldsOf(value);
  const path = fields.get("path");
  const mediaType = fields.get("mediaType");
  const occurrence = whole(fields.get("occurrence"));
  return Array.isArray(path) &&
    path.every((step) => typeof step === "string" || typeof step === "number") &&
    typeof mediaType === "string" &&
    occurrence !== undefined
    ? { path, mediaType, occurrence }
    : undefined;
}

export function fromLspTarget(value: unknown): Partial<DeployTarget> | undefined {
  const fields = fieldsOf(value);
  const target: Partial<Record<keyof DeployTarget, string>> = {};
  for (const key of TARGET_KEYS) {
    const label = text(fields.get(key));
    if (label !== undefined) {
      target[key] = label;
    }
  }
  return fields.size === 0 ? undefined : target;
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(isObject(value) ? Object.entries(value) : []);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** What an action's edits are found again by: a version of a document, a selection in it, a place in the list. */
export interface ActionKey {
  readonly uri: string;
  readonly opening: number;
  readonly version: number;
  readonly start: number;
  readonly end: number;
  readonly index: number | "all";
}

export function fromLspActionKey(value: unknown): ActionKey | undefined {
  const fields = fieldsOf(value);
  const uri = text(fields.get("uri"));
  const [opening, version, start, end] = ["opening", "version", "start", "end"].map((name) =>
    number(fields.get(name)),
  );
  const index = fields.get("index") === "all" ? "all" : number(fields.get("index"));
  return uri === undefined ||
    opening === undefined ||
    version === undefined ||
    start === undefined ||
    end === undefined ||
    index === undefined
    ? undefined
    : { uri, opening, version, start, end, index };
}

export function fromLspItemKey(value: unknown): { list: number; index: number } | undefined {
  const fields = fieldsOf(value);
  const list = number(fields.get("list"));
  const index = number(fields.get("index"));
  return list === undefined || index === undefined ? undefined : { list, index };
}

function number(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function whole(value: unknown): number | undefined {
  return Number.isSafeInteger(value) ? (value as number) : undefined;
}

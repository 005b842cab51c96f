// `apigw-response match`: which response of a method answers a sample, and whether saved samples hold.
// Invariant: on the standard output nothing but the answer; what cannot be read is told and ends with 2.
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type Analysis,
  analyse,
  type Choice,
  type IntegrationResponse,
  memberOfMethod,
  methodKeysOf,
  readSamples,
  type Sample,
  type Selection,
  sampleOf,
  selectResponse,
  templateProblems,
  triedSample,
} from "../../service";
import { readSources } from "./sources";
import { EXIT, MATCH_HELP, parseUsage, UsageError } from "./usage";

export async function runMatch(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseUsage("match", {
    args: [...args],
    allowPositionals: true,
    options: {
      status: { type: "string" },
      "error-message": { type: "string" },
      type: { type: "string" },
      samples: { type: "boolean", default: false },
      format: { type: "string", default: "pretty" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(MATCH_HELP);
    return EXIT.clean;
  }
  if (positionals.length === 0) {
    throw new UsageError("Which responses? Name files or a folder.", "match");
  }
  if (values.format !== "pretty" && values.format !== "json") {
    throw new UsageError(`--format takes one of pretty, json, not “${values.format}”.`, "match");
  }
  const isJson = values.format === "json";
  const { status, type } = values;
  const errorMessage = values["error-message"];
  if (values.samples) {
    if (status !== undefined || errorMessage !== undefined || type !== undefined) {
      throw new UsageError("--samples takes its samples from files alone.", "match");
    }
    return matchSaved(positionals, isJson);
  }
  if (status === undefined && errorMessage === undefined) {
    throw new UsageError("Which sample? Give --status or --error-message.", "match");
  }
  const sample = sampleOf({ status, errorMessage, type });
  if (typeof sample === "string") {
    throw new UsageError(`${sample.charAt(0).toUpperCase()}${sample.slice(1)}`, "match");
  }
  return matchOne(positionals, sample, isJson);
}

/** One response of the set: where it is written, and the status it answers with, as far as the file says. */
interface Candidate {
  readonly file: string;
  readonly status: string | undefined;
  readonly response: IntegrationResponse;
  /** What responses of one method have in common; none where the file does not say whose it is. */
  readonly keys: readonly string[];
  /** What to call the method among several, as far as the file says whose response it is. */
  readonly method: string | undefined;
}

async function matchOne(names: readonly string[], sample: Sample, isJson: boolean): Promise<number> {
  const candidates = await readCandidates(names);
  if (candidates === undefined) {
    return EXIT.usage;
  }
  const sets = setsOf(candidates);
  const isOne = sets.filter((set) => set.some(({ keys }) => keys.length > 0)).length < 2;
  const tried = (isOne ? [candidates] : sets).map((set) => ({ set, selection: select(sample, set) }));
  for (const { set, selection } of isJson ? [] : tried) {
    process.stdout.write(`${isOne ? "" : `${printable(methodOf(set))}: `}${prettyOf(selection, set)}`);
  }
  if (isJson) {
    const data = tried.map(({ set, selection }) => dataOf(selection, set));
    const named = data.map((one, index) => ({ method: methodOf(sets[index] ?? []), ...one }));
    process.stdout.write(`${JSON.stringify(isOne ? data[0] : named, undefined, 2)}\n`);
  }
  return tried.every(({ selection }) => selection.choice.kind === "chosen") ? EXIT.clean : EXIT.findings;
}

function methodOf(set: readonly Candidate[]): string {
  return set.find(({ method }) => method !== undefined)?.method ?? "responses that name no method";
}

function select(sample: Sample, candidates: readonly Candidate[]): Selection {
  return selectResponse(
    sample,
    candidates.map(({ response }) => response),
  );
}

/** Nothing where a file cannot be read: a set with a gap chooses wrongly. */
async function readCandidates(names: readonly string[]): Promise<readonly Candidate[] | undefined> {
  const candidates = new Map<string, Candidate>();
  let isWhole = true;
  for (const name of names) {
    for await (const source of readSources(name)) {
      if (source.kind === "error") {
        isWhole = false;
        tell(`${source.file}: ${source.why}.`);
        continue;
      }
      const { file, text, claim } = source;
      const isNamed = claim !== "found";
      const uri = pathToFileURL(file).href;
      const analysis = analyse({ uri, own: isNamed, tellsSyntax: true, text });
      const read = candidatesIn(analysis, file);
      if (read.length === 0 && isNamed) {
        tell(`${file}: it holds no response with a pattern of its own, and is left out.`);
      }
      if (read.some(({ response }) => response.tree.problems.length > 0)) {
        isWhole = false;
        tell(`${file}: it is no JSON; apigw-response check says where.`);
        continue;
      }
      for (const [index, candidate] of read.entries()) {
        candidates.set(`${resolve(file)} ${index}`, candidate);
      }
    }
  }
  if (isWhole && candidates.size === 0) {
    tell("There is no response to choose from.");
    return undefined;
  }
  return isWhole ? [...candidates.values()] : undefined;
}

/** One of a file that is one response; of what the service printed, those of each method. */
function candidatesIn(analysis: Analysis, file: string): readonly Candidate[] {
  if (analysis.frame !== undefined) {
    return (analysis.methods ?? []).flatMap(({ content: { method } }, index) =>
      method.members.map(({ status, response }) => ({
        file,
        status,
        response,
        keys: [`printed ${resolve(file)} ${index}`],
        method: `${file}, method ${index + 1}${method.httpMethod === undefined ? "" : ` (${method.httpMethod})`}`,
      })),
    );
  }
  const member = memberOfMethod(analysis);
  const keys = methodKeysOf(analysis);
  const [key] = keys;
  return member === undefined
    ? []
    : [
        {
          file,
          status: member.status ?? /^([1-5]\d\d)\b/.exec(basename(file))?.[1],
          response: member.response,
          keys,
          method: key?.startsWith("folder ") ? dirname(file) : key,
        },
      ];
}

/** By method. Those that do not say whose they are make one set together. */
function setsOf(candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const sets: { readonly keys: Set<string>; readonly members: Candidate[] }[] = [];
  for (const candidate of candidates) {
    const keys = candidate.keys.length > 0 ? candidate.keys : ["unsaid"];
    const known = sets.find((set) => keys.some((key) => set.keys.has(key)));
    const set = known ?? { keys: new Set<string>(), members: [] };
    for (const key of keys) {
      set.keys.add(key);
    }
    set.members.push(candidate);
    if (known === undefined) {
      sets.push(set);
    }
  }
  return sets.map(({ members }) => members);
}

/** Of several methods in a folder, the one that a file of samples is named after a response of. */
function setFor(samplesFile: string, candidates: readonly Candidate[]): readonly Candidate[] | undefined {
  const sets = setsOf(candidates);
  const name = stemOf(samplesFile);
  const named = sets.find((set) => set.some(({ file }) => stemOf(file) === name));
  return named ?? (sets.length === 1 ? sets[0] : undefined);
}

function stemOf(file: string): string {
  return basename(file).replace(/(?:\.integration-response|\.samples)?\.json$/i, "");
}

function nameOf({ file, status }: Candidate): string {
  return status === undefined ? file : `${status} (${file})`;
}

function prettyOf({ choice, traces }: Selection, candidates: readonly Candidate[]): string {
  const rows = candidates.map((candidate, index) => {
    const trace = traces[index];
    return `  ${MARKS[trace?.verdict ?? "undecided"]} ${nameOf(candidate)}: ${trace?.why ?? ""}\n`;
  });
  return `${printable(sentenceOf(choice, candidates))}\n${rows.map(printable).join("")}`;
}

const MARKS = { matched: "+", notMatched: "-", default: "*", refused: "!", undecided: "?" } as const;

function sentenceOf(choice: Choice, candidates: readonly Candidate[]): string {
  const names = (indexes: readonly number[]) =>
    indexes
      .flatMap((index) => (candidates[index] === undefined ? [] : [nameOf(candidates[index])]))
      .join(", ");
  switch (choice.kind) {
    case "chosen":
      return `${names([choice.index])} answers.`;
    case "ambiguous":
      return `Several match, and which of them answers is not documented: ${names(choice.indexes)}.`;
    case "severalDefaults":
      return `Several have no pattern, and API Gateway refuses the second with a conflict: ${names(choice.indexes)}.`;
    case "undecided":
      return `It cannot be decided between: ${names(choice.indexes)}.`;
    case "none":
      return "None matches, and there is no default: the client gets a 500 with “Internal server error”.";
  }
}

function dataOf({ tried, choice, traces }: Selection, candidates: readonly Candidate[]) {
  const chosen = choice.kind === "chosen" ? candidates[choice.index] : undefined;
  return {
    tried,
    outcome: choice.kind,
    chosen: chosen === undefined ? null : { file: chosen.file, status: chosen.status ?? null },
    responses: candidates.map(({ file, status }, index) => ({
      file,
      status: status ?? null,
      ...traces[index],
    })),
  };
}

/** Each file of samples is tried on the responses of one method in its own folder. */
async function matchSaved(names: readonly string[], isJson: boolean): Promise<number> {
  const files = (await Promise.all(names.map(sampleFiles))).flat();
  const results: object[] = [];
  let failed = 0;
  let isWhole = files.length > 0;
  if (!isWhole) {
    tell("There is no *.samples.json.");
  }
  for (const file of new Set(files)) {
    const text = await readFile(file, "utf8").catch(() => "");
    const { samples, problems } = readSamples(text);
    for (const problem of [...problems, ...templateProblems(samples)]) {
      isWhole = false;
      tell(`${file}: ${problem.message}`);
    }
    const found = await readCandidates(await responsesBeside(file));
    const candidates = found && setFor(file, found);
    if (candidates === undefined) {
      isWhole = false;
      if (found !== undefined) {
        tell(`${file}: beside it are responses of several methods. Name it after one of them.`);
      }
      continue;
    }
    const more = samples.filter(({ expected }) => expected !== undefined).length;
    if (more > 0) {
      tell(`${file}: what the client receives is expected of ${more}, which render --samples tries.`);
    }
    for (const named of samples) {
      const { name, expect } = named;
      const sample = triedSample(named);
      if (sample === undefined) {
        continue;
      }
      const selection = select(sample, candidates);
      const { choice } = selection;
      const answers = choice.kind === "chosen" ? candidates[choice.index]?.status : choice.kind;
      const holds = expect === undefined || answers === expect;
      failed += holds ? 0 : 1;
      results.push({ file, name, expect: expect ?? null, holds, ...dataOf(selection, candidates) });
      if (!isJson) {
        const detail = holds ? "" : `Expected ${expect}.\n${prettyOf(selection, candidates)}`;
        process.stdout.write(
          `${printable(`${holds ? "ok" : "FAILED"}  ${file}: ${name} → ${answers}`)}\n${detail}`,
        );
      }
    }
  }
  if (isJson) {
    process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
  }
  return isWhole ? (failed === 0 ? EXIT.clean : EXIT.findings) : EXIT.usage;
}

const SAMPLES = /\.samples\.json$/i;

/** A file of samples by itself, those of a folder, or the one beside a response. */
async function sampleFiles(name: string): Promise<readonly string[]> {
  const entry = await stat(name).catch(() => undefined);
  if (entry?.isDirectory()) {
    const found = await readdir(name, { recursive: true });
    return found
      .filter((path) => SAMPLES.test(path) && !/(?:^|[\\/])(?:node_modules|\.git)[\\/]/.test(path))
      .sort()
      .map((path) => join(name, path));
  }
  return [SAMPLES.test(name) ? name : name.replace(/(?:\.integration-response)?\.json$/i, ".samples.json")];
}

async function responsesBeside(file: string): Promise<readonly string[]> {
  const folder = dirname(file);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && /\.json$/i.test(entry.name) && !SAMPLES.test(entry.name))
    .map(({ name }) => join(folder, name))
    .sort();
}

/** Without what a terminal would obey. Line ends are those of our own. */
function printable(text: string): string {
  const end = text.endsWith("\n") ? "\n" : "";
  return text.slice(0, text.length - end.length).replace(/\p{Cc}/gu, "\uFFFD") + end;
}

function tell(text: string): void {
  process.stderr.write(`apigw-response: ${text}\n`);
}

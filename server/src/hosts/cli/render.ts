// `apigw-response render`: what a client receives for a sample, and whether saved samples hold.
// Invariant: on the standard output nothing but the answer; what cannot be read is told and ends with 2.
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  analyse,
  builtInSample,
  type Candidate,
  differencesOf,
  fittingSample,
  Lines,
  type NamedSample,
  nearest,
  previewText,
  readSamples,
  type Simulation,
  sampleFilesOf,
  simulate,
  stringMember,
} from "../../service";
import { readSources } from "./sources";
import { EXIT, parseUsage, RENDER_HELP, UsageError } from "./usage";

export async function runRender(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseUsage("render", {
    args: [...args],
    allowPositionals: true,
    options: {
      sample: { type: "string" },
      samples: { type: "boolean", default: false },
      trace: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(RENDER_HELP);
    return EXIT.clean;
  }
  if (values.samples) {
    if (values.sample !== undefined) {
      throw new UsageError("--samples takes its samples from files alone.", "render");
    }
    if (positionals.length === 0) {
      throw new UsageError("Which samples? Name files or a folder.", "render");
    }
    return renderSaved(positionals, values.json);
  }
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) {
    throw new UsageError("Which response? Name one file.", "render");
  }
  return renderOne(file, values);
}

interface RenderOptions {
  readonly sample?: string | undefined;
  readonly trace: boolean;
  readonly json: boolean;
}

async function renderOne(file: string, options: RenderOptions): Promise<number> {
  if ((await stat(file).catch(() => undefined))?.isDirectory() === true) {
    throw new UsageError(
      "That is a folder. Name one response, or add --samples to try all of its samples.",
      "render",
    );
  }
  const own = await candidatesIn(file, true);
  if (own === undefined) {
    return EXIT.usage;
  }
  const opened = own.length === 1 ? 0 : undefined;
  const candidates = [...own, ...(opened === undefined ? [] : await siblingsOf(file))];
  const found = await sampleFor(file, options.sample, candidates, opened);
  if (found === undefined) {
    return EXIT.usage;
  }
  const simulation = simulate({ sample: found.sample, candidates, opened });
  const { client, end, trace } = simulation;
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ sample: found.sample.name, end, client: client ?? null, trace }, undefined, 2)}\n`
      : printable(
          previewText(simulation, {
            about: options.trace ? [`Sample “${found.sample.name}”, ${found.from}.`] : [],
            withTrace: options.trace,
          }),
        ),
  );
  return end === "answered" ? EXIT.clean : EXIT.findings;
}

interface FoundSample {
  readonly sample: NamedSample;
  /** Where it is from, in words. */
  readonly from: string;
}

async function sampleFor(
  file: string,
  asked: string | undefined,
  candidates: readonly Candidate[],
  opened: number | undefined,
): Promise<FoundSample | undefined> {
  if (asked !== undefined && /\.json$/i.test(asked)) {
    const samples = await samplesIn(asked, true);
    const sample = samples && fittingSample(samples, candidates, opened);
    return sample && { sample, from: `from ${asked}` };
  }
  const beside: FoundSample[] = [];
  for (const uri of sampleFilesOf(pathToFileURL(resolve(file)).href)) {
    const path = fileURLToPath(uri);
    if ((await stat(path).catch(() => undefined)) !== undefined) {
      const samples = (await samplesIn(path, false)) ?? [];
      beside.push(...samples.map((sample) => ({ sample, from: `from ${basename(path)}` })));
    }
  }
  if (asked !== undefined) {
    const named = beside.find(({ sample }) => sample.name === asked);
    if (named === undefined) {
      const near = nearest(
        asked,
        beside.map(({ sample }) => sample.name),
      );
      tell(
        `There is no sample “${asked}” beside ${file}.${near === undefined ? "" : ` Did you mean “${near}”?`}`,
      );
    }
    return named;
  }
  const fitting = fittingSample(
    beside.map(({ sample }) => sample),
    candidates,
    opened,
  );
  return (
    beside.find(({ sample }) => sample === fitting) ?? {
      sample: builtInSample(candidates, opened, undefined),
      from: "one of our own, since there is no file of samples beside the response",
    }
  );
}

/** The samples of a file; nothing, and a word about it, where there is none to be had. One object alone is a sample too. */
async function samplesIn(file: string, isAsked: boolean): Promise<readonly NamedSample[] | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) {
    tell(`${file}: it cannot be read.`);
    return undefined;
  }
  const isAlone = isAsked && /^\uFEFF?\s*\{/.test(text);
  const { samples, problems } = readSamples(isAlone ? `[${text.replace(/^\uFEFF/, "")}]` : text);
  const lines = new Lines(text);
  for (const { message, span } of problems) {
    const { line, column } = lines.positionAt(isAlone ? Math.max(0, span.start - 1) : span.start);
    tell(`${file}:${line + 1}:${column + 1}: ${message}`);
  }
  return samples.length === 0 || (isAsked && problems.length > 0) ? undefined : samples;
}

/** The responses of a file, each by its status. */
async function candidatesIn(file: string, isNamed: boolean): Promise<readonly Candidate[] | undefined> {
  const candidates: Candidate[] = [];
  for await (const source of readSources(file)) {
    if (source.kind === "error") {
      tell(`${source.file}: ${source.why}.`);
      return undefined;
    }
    const { text } = source;
    const uri = pathToFileURL(resolve(file)).href;
    const { blocks } = analyse({ uri, own: isNamed, tellsSyntax: true, text }, { rules: [] });
    for (const { content } of blocks) {
      if (content.response === undefined || content.tree.problems.length > 0) {
        continue;
      }
      const status =
        stringMember(content.response, "statusCode")?.value ?? /^([1-5]\d\d)\b/.exec(basename(file))?.[1];
      candidates.push({ name: status ?? basename(file), status, response: content.response });
    }
    if (isNamed && candidates.length === 0) {
      tell(`${file}: it holds no integration response that can be read; apigw-response check says more.`);
      return undefined;
    }
  }
  return candidates;
}

/** Each file of samples is tried on the responses in its own folder. */
async function renderSaved(names: readonly string[], isJson: boolean): Promise<number> {
  const files = new Set((await Promise.all(names.map(sampleFiles))).flat());
  const results: object[] = [];
  let failed = 0;
  let isWhole = files.size > 0;
  if (!isWhole) {
    tell("There is no *.samples.json.");
  }
  for (const file of files) {
    const samples = await samplesIn(file, true);
    const candidates = await candidatesBeside(file);
    if (samples === undefined || candidates === undefined || candidates.length === 0) {
      isWhole = false;
      continue;
    }
    for (const sample of samples) {
      const simulation = simulate({ sample, candidates });
      const differences = differencesOf(sample, simulation, candidates);
      failed += differences.length > 0 ? 1 : 0;
      results.push({ file, name: sample.name, holds: differences.length === 0, differences });
      if (!isJson) {
        process.stdout.write(verdictOf(file, sample, simulation, differences));
      }
    }
  }
  if (isJson) {
    process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
  }
  return isWhole ? (failed === 0 ? EXIT.clean : EXIT.findings) : EXIT.usage;
}

function verdictOf(
  file: string,
  { name }: NamedSample,
  { client, end }: Simulation,
  differences: ReturnType<typeof differencesOf>,
): string {
  const holds = differences.length === 0;
  const lines = [
    `${holds ? "ok" : "FAILED"}  ${file}: ${name} → ${client?.status ?? end}`,
    ...differences.flatMap(({ what, expected, actual }) => [
      `  ${what}`,
      ...marked("- expected", expected),
      ...marked("+ received", actual),
    ]),
  ];
  return `${lines.map(printable).join("\n")}\n`;
}

function marked(mark: string, text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line, index) => `    ${index === 0 ? mark : " ".repeat(mark.length)}  ${line}`);
}

const SAMPLES = /\.samples\.json$/i;

async function sampleFiles(name: string): Promise<readonly string[]> {
  const entry = await stat(name).catch(() => undefined);
  if (entry?.isDirectory() !== true) {
    return SAMPLES.test(name) || entry === undefined ? [name] : besideOf(name);
  }
  const found = await readdir(name, { recursive: true });
  return found
    .filter((path) => SAMPLES.test(path) && !/(?:^|[\\/])(?:node_modules|\.git)[\\/]/.test(path))
    .sort()
    .map((path) => join(name, path));
}

/** The files of samples that belong to a response. */
async function besideOf(name: string): Promise<readonly string[]> {
  const paths = sampleFilesOf(pathToFileURL(resolve(name)).href).map((uri) => fileURLToPath(uri));
  const found = await Promise.all(paths.map((path) => stat(path).catch(() => undefined)));
  return paths.filter((_, index) => found[index] !== undefined);
}

/** The other responses of the method whose folder a response lies in. */
async function siblingsOf(file: string): Promise<readonly Candidate[]> {
  const folder = dirname(resolve(file));
  const names = isMethodFolder(folder) ? await responsesIn(folder) : [];
  const found = await Promise.all(
    names.filter((name) => name !== basename(file)).map((name) => candidatesIn(join(folder, name), false)),
  );
  return found.flatMap((candidates) => candidates ?? []);
}

function isMethodFolder(folder: string): boolean {
  return /[\\/]integration[\\/]responses$/i.test(resolve(folder));
}

async function responsesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && /\.json$/i.test(entry.name) && !SAMPLES.test(entry.name))
    .map(({ name }) => name)
    .sort();
}

/** The response that the samples are named after, or else all those in their folder. */
async function candidatesBeside(file: string): Promise<readonly Candidate[] | undefined> {
  const folder = dirname(file);
  const names = await responsesIn(folder);
  const stem = basename(file).replace(SAMPLES, "");
  const own = names.filter(
    (name) => !isMethodFolder(folder) && name.replace(/(?:\.integration-response)?\.json$/i, "") === stem,
  );
  const candidates: Candidate[] = [];
  for (const name of own.length > 0 ? own : names) {
    const found = await candidatesIn(join(folder, name), own.length > 0);
    if (found === undefined) {
      return undefined;
    }
    candidates.push(...found);
  }
  if (candidates.length === 0) {
    tell(`${file}: there is no response beside it.`);
  }
  return candidates;
}

/** Without what a terminal would obey. Line ends are those of our own. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, "\uFFFD");
}

function tell(text: string): void {
  process.stderr.write(`apigw-response: ${printable(text)}\n`);
}

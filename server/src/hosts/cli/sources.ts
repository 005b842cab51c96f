// From the names on the command line to texts: which files are checked, and how their bytes are read.
// Invariant: a file is a text or an error, never a guess: what is not UTF-8 or too large is said to be so.
import { createReadStream, type Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import type { Readable } from "node:stream";
import { holdsMarker, OWN_FILES, SAMPLE_FILES } from "../../contract";

export const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Why a file is looked at: `own` for what is ours by its name, `named` for what the user named, and `found` for the
 * rest of a folder, of which only what is recognised counts. `samples` are no responses, and read where they are wanted.
 */
export type Claim = "own" | "named" | "found" | "samples";

export interface Wanted {
  /** What the standard input is called. */
  readonly stdinName?: string | undefined;
  readonly withSamples?: boolean;
}

export type Source =
  | { readonly kind: "text"; readonly file: string; readonly text: string; readonly claim: Claim }
  | { readonly kind: "error"; readonly file: string; readonly why: string };

const PASSED_OVER: ReadonlySet<string> = new Set(["node_modules", ".git"]);

/** The sources of one name, one after the other, so that only one text is held at a time. */
export async function* readSources(
  name: string,
  { stdinName, withSamples = false }: Wanted = {},
): AsyncGenerator<Source> {
  const claimOf = (file: string, otherwise: Claim) =>
    withSamples && SAMPLE_FILES.test(file) ? "samples" : claimByName(file, otherwise);
  if (name === "-") {
    yield read(process.stdin, stdinName ?? "<stdin>", claimOf(stdinName ?? "", "named"));
    return;
  }
  const entry = await stat(name).catch((error: NodeJS.ErrnoException) => error);
  if (entry instanceof Error) {
    yield { kind: "error", file: name, why: reasonOf(entry) };
  } else if (!entry.isDirectory()) {
    yield /\.ya?ml$/i.test(name)
      ? { kind: "error", file: name, why: "it is YAML, and only JSON can be checked so far" }
      : readFile(name, entry.size, claimOf(name, "named"));
  } else {
    yield* readFolder(name, claimOf);
  }
}

async function* readFolder(
  folder: string,
  claimOf: (file: string, otherwise: Claim) => Claim,
): AsyncGenerator<Source> {
  let found = 0;
  for await (const file of jsonFilesIn(folder)) {
    if (typeof file !== "string") {
      found++;
      yield file;
      continue;
    }
    const claim = claimOf(file, "found");
    const { size } = await stat(file).catch(() => ({ size: 0 }));
    const source = await readFile(file, size, claim);
    if (claim !== "found" || (source.kind === "text" && holdsMarker(source.text))) {
      found++;
      yield source;
    }
  }
  if (found === 0) {
    yield { kind: "error", file: folder, why: "it holds no integration response" };
  }
}

/** In the order of their names. Links to folders are not followed, so that the walk has an end. */
async function* jsonFilesIn(folder: string): AsyncGenerator<string | Source> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield { kind: "error", file: folder, why: reasonOf(error) };
    return;
  }
  entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!PASSED_OVER.has(entry.name)) {
        yield* jsonFilesIn(path);
      }
    } else if (/\.json$/i.test(entry.name) && (entry.isFile() || (await isFileBehindLink(entry, path)))) {
      yield path;
    }
  }
}

async function isFileBehindLink(entry: Dirent, path: string): Promise<boolean> {
  return (
    entry.isSymbolicLink() &&
    (await stat(path).then(
      (target) => target.isFile(),
      () => false,
    ))
  );
}

async function readFile(file: string, size: number, claim: Claim): Promise<Source> {
  return size > MAX_BYTES ? tooLarge(file) : read(createReadStream(file), file, claim);
}

async function read(stream: Readable, file: string, claim: Claim): Promise<Source> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > MAX_BYTES) {
        return tooLarge(file);
      }
    }
  } catch (error) {
    return { kind: "error", file, why: reasonOf(error) };
  }
  try {
    // The decoder takes a byte order mark away, as an editor does.
    const text = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
    return { kind: "text", file, text, claim };
  } catch {
    return { kind: "error", file, why: "it is not UTF-8" };
  }
}

function tooLarge(file: string): Source {
  return { kind: "error", file, why: "it is larger than 64 MB" };
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "there is no such file or folder"],
  ["ENOTDIR", "there is no such file or folder"],
  ["EACCES", "it may not be read"],
  ["EPERM", "it may not be read"],
  ["EISDIR", "it is a folder"],
  ["ELOOP", "its links lead in a circle"],
]);

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
  return REASONS.get(code) ?? `it cannot be read (${code})`;
}

function claimByName(file: string, otherwise: Claim): Claim {
  return OWN_FILES.test(slashed(resolve(file))) ? "own" : otherwise;
}

function slashed(path: string): string {
  return sep === "\\" ? path.replaceAll("\\", "/") : path;
}

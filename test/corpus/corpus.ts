// Where the real documents are. They are read in place and never committed.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../shared/corpus", import.meta.url));

export interface CorpusFile {
  readonly name: string;
  readonly text: string;
}

/** The files of a folder of the corpus; none where there is no corpus, which is said aloud. */
export function corpusFiles(folder: string): readonly CorpusFile[] {
  const path = join(ROOT, folder);
  if (!existsSync(path)) {
    console.warn(`SKIPPED: there is no ${path}, so none of its documents is tested.`);
    return [];
  }
  return readdirSync(path).map((name) => ({ name, text: readFileSync(join(path, name), "utf8") }));
}

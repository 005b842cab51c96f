// The copy of the examples that an editor opens. Its place is named after the examples' content: the same examples
// lead to the same copy with the user's edits still in it, changed examples to a new one, and none is ever deleted.
import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";

export function scratchCopy(examples, state) {
  const copy = path.join(state, digest(examples), path.basename(examples));
  if (!existsSync(copy)) {
    // Under another name until it is complete, so that a copy cut short is not taken for one.
    const unfinished = `${copy}.${process.pid}`;
    cpSync(examples, unfinished, { recursive: true });
    if (existsSync(copy)) rmSync(unfinished, { recursive: true });
    else renameSync(unfinished, copy);
  }
  return copy;
}

function digest(folder) {
  const hash = createHash("sha256");
  for (const file of filesIn(folder)) {
    hash
      .update(`${path.relative(folder, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex").slice(0, 8);
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

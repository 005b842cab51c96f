// The files of the disk, as the protocol asks for them.
import type { Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { MAX_FILE_BYTES, OWN_FILES } from "../contract";
import type { Files } from "../protocol/siblingFiles";

/** Folders of a tree that are looked into, so that whoever opens a whole disk waits no longer than a moment. */
const MAX_FOLDERS = 1_000;

export function createNodeFiles(): Files {
  return {
    beside: (uri) =>
      onDisk(uri, async (path) => {
        const folder = dirname(path);
        const entries = await readdir(folder, { withFileTypes: true });
        return entries
          .filter((entry) => entry.isFile() && /\.json$/i.test(entry.name))
          .map((entry) => pathToFileURL(join(folder, entry.name)).href)
          .sort();
      }).then((found) => found ?? []),
    below: (folder, limit) => onDisk(folder, (path) => below(path, limit)).then((found) => found ?? []),
    read: (uri) =>
      onDisk(uri, async (path) =>
        (await stat(path)).size > MAX_FILE_BYTES
          ? undefined
          : new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path)),
      ),
  };
}

/** Breadth first, in the order of names; links are not followed. */
async function below(root: string, limit: number): Promise<readonly string[]> {
  const found: string[] = [];
  const folders = [root];
  for (let at = 0; at < folders.length && at < MAX_FOLDERS && found.length <= limit; at++) {
    const folder = folders[at] ?? root;
    const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
    entries.sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith(".")) {
        folders.push(path);
      } else if (entry.isFile() && OWN_FILES.test(pathToFileURL(path).href)) {
        found.push(pathToFileURL(path).href);
      }
    }
  }
  return found.slice(0, limit + 1);
}

/** What cannot be read is not there: an untitled buffer, a folder without rights, a file that has just gone. */
async function onDisk<T>(uri: string, ask: (path: string) => Promise<T>): Promise<T | undefined> {
  try {
    return uri.startsWith("file:") ? await ask(fileURLToPath(uri)) : undefined;
  } catch {
    return undefined;
  }
}

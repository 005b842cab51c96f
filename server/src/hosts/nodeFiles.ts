// The files of the disk, as the protocol asks for them.
import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Files } from "../protocol/siblings";

/** A response with the longest template is far from it. */
const MAX_BYTES = 1024 * 1024;

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
    read: (uri) =>
      onDisk(uri, async (path) =>
        (await stat(path)).size > MAX_BYTES
          ? undefined
          : new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path)),
      ),
  };
}

/** What cannot be read is not there: an untitled buffer, a folder without rights, a file that has just gone. */
async function onDisk<T>(uri: string, ask: (path: string) => Promise<T>): Promise<T | undefined> {
  try {
    return uri.startsWith("file:") ? await ask(fileURLToPath(uri)) : undefined;
  } catch {
    return undefined;
  }
}

// The `Store` port on a disk: one per-user state directory, shared by every window and by the command line.
// Invariant: a file is there whole or not at all, and only its owner can read it or the folder it is in.

import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { posix, win32 } from "node:path";
import type { Store } from "../deploy";
import { takeLock } from "./nodeLock";

export function createNodeStore(directory: string = stateDirectory()): Store {
  return {
    write: async (name, text) => {
      const place = placeOf(directory, name);
      const folder = join(place, "..");
      const draft = `${place}.${process.pid}.${Date.now().toString(36)}.tmp`;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeWhole(draft, text);
        await rename(draft, place);
        return { kind: "written", place };
      } catch (error) {
        await rm(draft, { force: true }).catch(() => undefined);
        return { kind: "failed", why: reasonOf(error) };
      }
    },
    read: async (name, maxBytes) => {
      const place = placeOf(directory, name);
      try {
        const { size } = await stat(place);
        return size <= maxBytes ? await readFile(place, "utf8") : undefined;
      } catch {
        return undefined;
      }
    },
    list: async (folder) => {
      try {
        const entries = await readdir(placeOf(directory, folder), { withFileTypes: true });
        return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
      } catch {
        return [];
      }
    },
    bytes: async (name) => {
      try {
        return (await stat(placeOf(directory, name))).size;
      } catch {
        return 0;
      }
    },
    remove: async (name) => {
      await rm(placeOf(directory, name), { force: true }).catch(() => undefined);
    },
    lock: async (name) => {
      const place = placeOf(directory, name);
      try {
        await mkdir(join(place, ".."), { recursive: true, mode: 0o700 });
        return await takeLock(place);
      } catch (error) {
        return { kind: "failed", why: reasonOf(error) };
      }
    },
  };
}

export const STATE_DIRECTORY_VARIABLE = "APIGW_RESPONSE_STATE_DIR";

const NAME = "apigateway-integration-response";

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/** Where each system keeps what a program wants back after a restart. */
export function stateDirectory(
  { env, platform, home }: Surroundings = {
    env: process.env,
    platform: process.platform,
    home: homedir(),
  },
): string {
  const { [STATE_DIRECTORY_VARIABLE]: chosen, LOCALAPPDATA, XDG_STATE_HOME } = env;
  if (chosen) {
    return chosen;
  }
  if (platform === "win32") {
    return win32.join(LOCALAPPDATA || win32.join(home, "AppData", "Local"), NAME);
  }
  // The specification for this variable has a relative path ignored.
  if (XDG_STATE_HOME && posix.isAbsolute(XDG_STATE_HOME)) {
    return posix.join(XDG_STATE_HOME, NAME);
  }
  return platform === "darwin"
    ? posix.join(home, "Library", "Application Support", NAME)
    : posix.join(home, ".local", "state", NAME);
}

const { join } = process.platform === "win32" ? win32 : posix;

/** Where API Gateway Local keeps its state, for all windows and the command line. */
export function localStateFile(): string {
  return join(stateDirectory(), "local", "state.json");
}

/** A name that could lead out of the directory is a mistake of ours, not of the user's. */
function placeOf(directory: string, name: string): string {
  const parts = name.split("/");
  if (parts.some((part) => !/^[\w=.-]+$/.test(part) || /^\.+$/.test(part))) {
    throw new Error(`“${name}” does not name a file in the state directory.`);
  }
  return join(directory, ...parts);
}

/** On the disk before it is renamed: what is replaced is kept even if the machine stops just after the request. */
async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(text, "utf8");
    await file.sync();
  } finally {
    await file.close();
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "the folder may not be written",
  EPERM: "the folder may not be written",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "no more may be written to a file here",
  ENOTDIR: "a file stands where the folder should be",
  EEXIST: "a file stands where the folder should be",
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return REASONS[code] ?? (code === "" ? "the disk gave an error" : `the disk gave the error ${code}`);
}

// What is protected for every editor and the command line of this user: a file in the configuration directory, and a
// variable. Invariant: read anew each time; a file that cannot be read is never taken for one that protects nothing.
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { posix, win32 } from "node:path";
import type { OwnProtection, ProtectedNames } from "../deploy";

export const CONFIG_DIRECTORY_VARIABLE = "APIGW_RESPONSE_CONFIG_DIR";
export const PROTECTED_VARIABLE = "APIGW_RESPONSE_PROTECTED";

const NAME = "apigateway-integration-response";

export function createNodeProtection(surroundings: Surroundings = HERE): OwnProtection {
  return { read: () => read(surroundings) };
}

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

const HERE: Surroundings = { env: process.env, platform: process.platform, home: homedir() };

async function read({ env, platform, home }: Surroundings): Promise<ProtectedNames> {
  const { [PROTECTED_VARIABLE]: listed = "" } = env;
  const ofVariable = listed.split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim()]));
  const place = configFile({ env, platform, home });
  // Whose a relative place is depends on where a process was started, which may be in a workspace.
  if (!(platform === "win32" ? win32 : posix).isAbsolute(place)) {
    return { kind: "unreadable", place };
  }
  try {
    const ofFile = namesIn(await readFile(place, "utf8"));
    return ofFile === undefined
      ? { kind: "unreadable", place }
      : { kind: "names", names: [...ofVariable, ...ofFile] };
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    return isMissing ? { kind: "names", names: ofVariable } : { kind: "unreadable", place };
  }
}

/** `undefined` where it is not as documented: a misspelt list would otherwise protect nothing, unseen. */
function namesIn(text: string): readonly string[] | undefined {
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return undefined;
  }
  const { protected: names, ...others } = value as { readonly protected?: unknown };
  const isList = Array.isArray(names) && names.every((name) => typeof name === "string");
  return isList && Object.keys(others).length === 0 ? names : undefined;
}

/** Where each system keeps what a user configures by hand. */
export function configFile({ env, platform, home }: Surroundings = HERE): string {
  const { [CONFIG_DIRECTORY_VARIABLE]: chosen, APPDATA, XDG_CONFIG_HOME } = env;
  if (platform === "win32") {
    return win32.join(
      chosen || win32.join(APPDATA || win32.join(home, "AppData", "Roaming"), NAME),
      "config.json",
    );
  }
  // The specification for this variable has a relative path ignored.
  const configs =
    XDG_CONFIG_HOME && posix.isAbsolute(XDG_CONFIG_HOME) ? XDG_CONFIG_HOME : posix.join(home, ".config");
  return posix.join(chosen || posix.join(configs, NAME), "config.json");
}

// The user's settings for checking and lenses, however the client hands them over.
// Invariant: a value that makes no sense is as good as none, and is logged. Nothing here says where requests go.
import type { Connection } from "vscode-languageserver";
import { SETTINGS_SECTION } from "../contract";
import { RULES_BY_ID, type RuleSettings } from "../service";
import type { Log } from "./answer";

export interface Settings {
  readonly rules: RuleSettings;
  readonly codeLens: boolean;
}

export const DEFAULT_SETTINGS: Settings = { rules: new Map(), codeLens: true };

/** Asks the client for the settings; `undefined` when it does not answer. */
export async function requestSettings(connection: Connection, log: Log): Promise<Settings | undefined> {
  try {
    const [section] = await connection.workspace.getConfiguration([{ section: SETTINGS_SECTION }]);
    return readSettings(section, log);
  } catch {
    log.warn("The client did not answer what the settings are.");
    return undefined;
  }
}

/** Reads the section `apigatewayResponse`, or a whole settings object that holds it. */
export function readSettings(value: unknown, log: Log): Settings {
  const section = memberOf(value, SETTINGS_SECTION) ?? value;
  const codeLens =
    memberOf(memberOf(section, "codeLens"), "enabled") ?? memberOf(section, "codeLens.enabled");
  if (codeLens != null && typeof codeLens !== "boolean") {
    log.warn(`The setting ${SETTINGS_SECTION}.codeLens.enabled is neither true nor false and is ignored.`);
  }
  return {
    rules: readRules(memberOf(section, "rules"), log),
    codeLens: typeof codeLens === "boolean" ? codeLens : DEFAULT_SETTINGS.codeLens,
  };
}

export function sameSettings(one: Settings, other: Settings): boolean {
  return (
    one.codeLens === other.codeLens &&
    one.rules.size === other.rules.size &&
    [...one.rules].every(([rule, level]) => other.rules.get(rule) === level)
  );
}

const LEVELS = ["error", "warning", "information", "hint", "off"] as const;

function readRules(value: unknown, log: Log): RuleSettings {
  const rules = new Map<string, (typeof LEVELS)[number]>();
  if (value == null) {
    return rules;
  }
  if (typeof value !== "object" || Array.isArray(value)) {
    log.warn(`The setting ${SETTINGS_SECTION}.rules is no object and is ignored.`);
    return rules;
  }
  for (const [rule, wanted] of Object.entries(value)) {
    const level = LEVELS.find((known) => known === wanted);
    if (level === undefined) {
      log.warn(
        `The setting ${SETTINGS_SECTION}.rules gives a rule none of ${LEVELS.join(", ")}: ${shown(rule)}.`,
      );
    } else if (RULES_BY_ID.has(rule)) {
      rules.set(rule, level);
    } else {
      log.warn(`The setting ${SETTINGS_SECTION}.rules names a rule that does not exist: ${shown(rule)}.`);
    }
  }
  return rules;
}

function shown(name: string): string {
  return JSON.stringify(name.slice(0, 80));
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(name)
    : undefined;
}

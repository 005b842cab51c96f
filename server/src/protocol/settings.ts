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

/** The settings of each open document: a workspace of several folders may have several. */
export class SettingsByDocument {
  readonly #connection: Connection;
  readonly #log: Log;
  /** Whether the client is asked; else it sends one answer for all documents. */
  readonly #asks: boolean;
  readonly #known = new Map<string, Settings>();
  readonly #loading = new Map<string, { readonly question: number; readonly done: Promise<boolean> }>();
  #questions = 0;
  #sent = DEFAULT_SETTINGS;

  constructor(connection: Connection, log: Log, asks: boolean) {
    this.#connection = connection;
    this.#log = log;
    this.#asks = asks;
  }

  of(uri: string): Settings {
    return this.#asks ? (this.#known.get(uri) ?? DEFAULT_SETTINGS) : this.#sent;
  }

  /** Resolves once the settings of a document that was opened are there. */
  async ready(uri: string): Promise<void> {
    await this.#loading.get(uri)?.done;
  }

  /** Asks for the settings of documents; answers whether any has others than before. */
  async load(uris: readonly string[]): Promise<boolean> {
    if (!this.#asks || uris.length === 0) {
      return false;
    }
    const question = ++this.#questions;
    const done = this.#request(uris, question);
    for (const uri of uris) {
      this.#loading.set(uri, { question, done });
    }
    return done;
  }

  /** The client sent its settings unasked; answers whether they are others than before. */
  take(value: unknown): boolean {
    const settings = readSettings(value, this.#log);
    const changed = !sameSettings(settings, this.#sent);
    this.#sent = settings;
    return changed;
  }

  forget(uri: string): void {
    this.#known.delete(uri);
    this.#loading.delete(uri);
  }

  async #request(uris: readonly string[], question: number): Promise<boolean> {
    const items = uris.map((scopeUri) => ({ scopeUri, section: SETTINGS_SECTION }));
    let answers: readonly unknown[];
    try {
      answers = await this.#connection.workspace.getConfiguration(items);
    } catch {
      this.#log.warn("The client did not answer what the settings are.");
      return false;
    }
    let changed = false;
    for (const [index, uri] of uris.entries()) {
      // The document was closed meanwhile, or a later question was asked, whose answer counts.
      if (this.#loading.get(uri)?.question !== question) {
        continue;
      }
      const settings = readSettings(answers[index], this.#log);
      changed ||= !sameSettings(settings, this.of(uri));
      this.#known.set(uri, settings);
    }
    return changed;
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

function sameSettings(one: Settings, other: Settings): boolean {
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

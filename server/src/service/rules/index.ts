// Every rule, by name. Adding one touches its file and one line here.
import invalidEscape from "./invalid-escape";
import type { Rule } from "./rule";

export const RULES: readonly Rule[] = [invalidEscape];

export const RULES_BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

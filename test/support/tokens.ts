// Tokenizes text as VS Code does, and draws under each line what the words in it are.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import oniguruma from "vscode-oniguruma";
import textmate, { type IGrammar, type IRawGrammar, type IToken } from "vscode-textmate";

const ROOT = join(import.meta.dirname, "../..");

export function grammarAt(path: string): IRawGrammar {
  return textmate.parseRawGrammar(readFileSync(join(ROOT, path), "utf8"), path);
}

/** Loads the first grammar, with the others at hand; those named in `injections` are injected into it. */
export async function loadGrammar(
  grammars: readonly IRawGrammar[],
  injections: readonly string[] = [],
): Promise<IGrammar> {
  const wasm = createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm");
  await oniguruma.loadWASM(readFileSync(wasm)).catch(() => undefined);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve(oniguruma),
    loadGrammar: async (scope) => grammars.find((grammar) => grammar.scopeName === scope) ?? null,
    getInjections: (scope) => (scope === grammars[0]?.scopeName ? [...injections] : undefined),
  });
  const grammar = await registry.loadGrammar(grammars[0]?.scopeName ?? "");
  if (grammar === null) {
    throw new Error("No such grammar.");
  }
  return grammar;
}

/** Each line with the innermost scope of its tokens below it. What only structures the text is left out. */
export function drawTokens(grammar: IGrammar, text: string): string {
  const drawn: string[] = [];
  let state = textmate.INITIAL;
  for (const line of text.split("\n")) {
    drawn.push(line);
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    for (const { start, end, scope } of wordsOf(line, tokens)) {
      drawn.push(`${" ".repeat(start)}${"^".repeat(end - start)} ${scope}`);
    }
  }
  return drawn.join("\n");
}

interface Word {
  readonly start: number;
  readonly end: number;
  readonly scope: string;
}

/** Neighbours of the same scope are one word. */
function wordsOf(line: string, tokens: readonly IToken[]): readonly Word[] {
  const words: Word[] = [];
  for (const { startIndex: start, endIndex, scopes } of tokens) {
    const end = Math.min(endIndex, line.length);
    const scope = scopes
      .flatMap((name) => name.split(" "))
      .findLast((name) => !/^(?:meta|source)\./.test(name));
    if (scope === undefined || /^punctuation\./.test(scope) || line.slice(start, end).trim() === "") {
      continue;
    }
    const last = words.at(-1);
    if (last !== undefined && last.end === start && last.scope === scope) {
      words[words.length - 1] = { ...last, end };
    } else {
      words.push({ start, end, scope });
    }
  }
  return words;
}

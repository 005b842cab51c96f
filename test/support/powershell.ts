// PowerShell as its documentation says it reads a script (about_Quoting_Rules, about_Parsing) and hands words on to a
// program: no PowerShell is to be had where these tests run. Invariant: it knows no more than what a command of ours
// may hold, and throws at anything else.

/** `legacy`: Windows PowerShell 5.1. `standard`: PowerShell 7.3 and later. */
export type NativePassing = "legacy" | "standard";

export interface Ran {
  /** What the program is given. */
  readonly words: readonly string[];
  /** The files that were made, by the name that the script knows them by. */
  readonly files: ReadonlyMap<string, string>;
  readonly environment: ReadonlyMap<string, string>;
}

/** The place of a file that `New-TemporaryFile` makes. */
export const MADE_FILE = "C:\\Users\\a user\\AppData\\Local\\Temp\\tmp1.tmp";

const SINGLE_QUOTES = /['\u2018-\u201b]/;

export function runPowerShell(
  script: string,
  passing: NativePassing,
  variables: Readonly<Record<string, string>> = {},
): Ran {
  const files = new Map<string, string>();
  const environment = new Map<string, string>();
  let words: readonly string[] = [];
  let rest = script;
  while (rest !== "") {
    const set = /^\$env:(\w+) = '(\w[\w-]*)'\n/.exec(rest);
    const made = /^\$file = New-TemporaryFile\n/.exec(rest);
    const written = /^\[IO\.File\]::WriteAllText\(\$file\.FullName, @'\n([\s\S]*?)\n'@\)\n/.exec(rest);
    const removed = /^Remove-Item \$file$/.exec(rest);
    if (set !== null) {
      environment.set(set[1] ?? "", set[2] ?? "");
    } else if (written !== null) {
      files.set(MADE_FILE, written[1] ?? "");
    } else if (made === null && removed === null) {
      const [command, length] = readCommand(rest, variables);
      words = command.slice(1);
      expectProgram(command[0]);
      rest = rest.slice(length);
      continue;
    }
    rest = rest.slice((set ?? made ?? written ?? removed)?.[0].length);
  }
  return { words: passing === "legacy" ? passedByWindows(words) : words, files, environment };
}

function expectProgram(word: string | undefined): void {
  if (word !== "aws") {
    throw new Error(`This is no command of the AWS CLI: ${word}`);
  }
}

/** The words of one command, and how much of the script it takes: a line, and those that a backtick joins to it. */
function readCommand(script: string, variables: Readonly<Record<string, string>>): [string[], number] {
  const words: string[] = [];
  let at = 0;
  while (at < script.length && script[at] !== "\n") {
    if (script.startsWith("`\n", at)) {
      at += 2;
    } else if (script[at] === " ") {
      at++;
    } else {
      const [word, end] = readWord(script, at, variables);
      words.push(word);
      at = end;
    }
  }
  return [words, script[at] === "\n" ? at + 1 : at];
}

function readWord(
  script: string,
  start: number,
  variables: Readonly<Record<string, string>>,
): [string, number] {
  const first = script[start] ?? "";
  if (SINGLE_QUOTES.test(first)) {
    return readSingleQuoted(script, start + 1);
  }
  if (first === '"') {
    const [whole, inside = ""] = /^"([^"`]*)"/.exec(script.slice(start)) ?? [];
    if (whole === undefined) throw new Error(`This string does not end: ${script.slice(start)}`);
    const text = inside
      .replace("$($file.FullName)", () => MADE_FILE)
      .replace(/\$(\w+)/g, (_, name: string) => variables[name] ?? "");
    return [text, start + whole.length];
  }
  // Whatever else means something to PowerShell has to stand in quotes.
  const [bare] = /^[A-Za-z0-9_./:\\-]+(?=[ \n]|$)/.exec(script.slice(start)) ?? [];
  if (bare === undefined) throw new Error(`This has to be quoted: ${script.slice(start)}`);
  return [bare, start + bare.length];
}

/** Two of any of the single quotes are the first of them; one ends the string. */
function readSingleQuoted(script: string, start: number): [string, number] {
  let text = "";
  for (let at = start; at < script.length; at++) {
    const char = script[at] ?? "";
    if (!SINGLE_QUOTES.test(char)) {
      text += char;
    } else if (SINGLE_QUOTES.test(script[at + 1] ?? "")) {
      text += char;
      at++;
    } else {
      return [text, at + 1];
    }
  }
  throw new Error(`This string does not end: ${script.slice(start)}`);
}

/** What Windows PowerShell 5.1 makes one line of, quoting what has a space and escaping nothing, a program parts again. */
function passedByWindows(words: readonly string[]): readonly string[] {
  const line = words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(" ");
  return parted(line);
}

/** `CommandLineToArgvW`: backslashes count before a quote alone. */
function parted(line: string): readonly string[] {
  const words: string[] = [];
  let word = "";
  let isQuoted = false;
  let isWord = false;
  for (let at = 0; at < line.length; at++) {
    const [slashes = ""] = /^\\*/.exec(line.slice(at)) ?? [];
    const next = line[at + slashes.length];
    if (slashes !== "") {
      word += next === '"' ? "\\".repeat(Math.floor(slashes.length / 2)) : slashes;
      isWord = true;
      const isEscaped = next === '"' && slashes.length % 2 === 1;
      word += isEscaped ? '"' : "";
      at += slashes.length - (isEscaped ? 0 : 1);
    } else if (next === '"') {
      isQuoted = !isQuoted;
      isWord = true;
    } else if (!isQuoted && /\s/.test(next ?? "")) {
      words.push(...(isWord ? [word] : []));
      word = "";
      isWord = false;
    } else {
      word += next;
      isWord = true;
    }
  }
  return isWord ? [...words, word] : words;
}

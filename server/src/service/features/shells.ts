// How two shells read what is pasted into them: words, lines that go on, and a file that is made on the way.
// Invariant: a word that a shell takes arrives at the program as it is, in every version of that shell.

export interface Shell {
  /** Between the options of one command. */
  readonly continuation: string;
  /** One word, whatever is in it. */
  word(text: string): string;
  /** Whether the shell hands this on unchanged. */
  takes(text: string): boolean;
  /** The command with what the CLI needs to read a file of the user's. */
  reading(file: { readonly isPlain: boolean }, command: string): string;
  /** The command with a file around it that holds this text. */
  withFile(text: string, command: (file: string) => string): string;
}

export const BASH: Shell = {
  continuation: " \\\n  ",
  word: (text) => (/^[A-Za-z0-9_./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`),
  takes: (text) => !text.includes("\0"),
  reading: (_, command) => command,
  withFile: (text, command) =>
    ["file=$(mktemp)", `cat > "$file" <<'JSON'`, text, "JSON", command('"file://$file"'), 'rm "$file"'].join(
      "\n",
    ),
};

/**
 * Windows PowerShell 5.1 drops an empty argument, hands on double quotes without escaping them, and lets a backslash
 * at the end swallow the quote that it puts around; PowerShell 7 does none of this from 7.3 on.
 */
export const POWERSHELL: Shell = {
  continuation: " `\n  ",
  // Typographic quotes delimit, too.
  word: (text) =>
    /^[A-Za-z0-9_./:-]+$/.test(text) ? text : `'${text.replace(/['\u2018-\u201b]/g, "$&$&")}'`,
  takes: (text) => text !== "" && !/["\0]|\\$/.test(text),
  // Windows has the CLI take a file for the code page of the system.
  reading: ({ isPlain }, command) => (isPlain ? command : `$env:AWS_CLI_FILE_ENCODING = 'UTF-8'\n${command}`),
  withFile: (text, command) =>
    [
      "$file = New-TemporaryFile",
      "[IO.File]::WriteAllText($file.FullName, @'",
      text,
      "'@)",
      command('"file://$($file.FullName)"'),
      "Remove-Item $file",
    ].join("\n"),
};

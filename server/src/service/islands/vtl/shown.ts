// Text of a template inside of a message, as code on one line.
export function shown(text: string, nothing = "This"): string {
  const line = /^[^\r\n]{0,40}/.exec(text.trim())?.[0] ?? "";
  return line === "" ? nothing : quoted(line);
}

export function quoted(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = longest > 0 ? " " : "";
  return `${fence}${space}${text}${space}${fence}`;
}

// Text of the user's inside a message: in backticks, on one line, and short enough to read.
const MAX_LENGTH = 60;

export function asCode(text: string): string {
  const start = [...text.slice(0, 2 * MAX_LENGTH)];
  const short = start.length > MAX_LENGTH ? `${start.slice(0, MAX_LENGTH - 1).join("")}…` : start.join("");
  const line = short.replaceAll(/\p{Cc}/gu, (control) => NAMED.get(control) ?? "\uFFFD");
  return line.includes("`") ? `\`\` ${line} \`\`` : `\`${line}\``;
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ["\t", "\\t"],
  ["\n", "\\n"],
  ["\r", "\\r"],
]);

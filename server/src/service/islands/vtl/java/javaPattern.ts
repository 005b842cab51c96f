// Java's regular expressions for `matches`, `replaceAll`, `replaceFirst` and `split`, by way of JavaScript's.
// Invariant: what JavaScript reads differently is translated or refused, never silently run as something else.

/** How long a text and a pattern may be: JavaScript's engine cannot be stopped while it searches. */
const LONGEST = 20_000;

export interface JavaPattern {
  readonly whole: RegExp;
  readonly every: RegExp;
}

/** What a pattern means, or nothing where it is none or cannot be told. */
export function javaPattern(pattern: string, text: string): JavaPattern | undefined {
  if (pattern.length > 2_000 || text.length > LONGEST || mayRunAway(pattern)) return undefined;
  const source = translate(pattern);
  if (source === undefined) return undefined;
  const flags = `${source.flags}g`;
  try {
    return {
      whole: new RegExp(`^(?:${source.text})$(?![\\s\\S])`, source.flags),
      every: new RegExp(source.text, flags),
    };
  } catch {
    return undefined;
  }
}

/** A repeated group that repeats inside is what makes a search explode. */
function mayRunAway(pattern: string): boolean {
  return /\((?:[^()\\]|\\.)*[*+}](?:[^()\\]|\\.)*\)\s*[*+{]/.test(pattern);
}

function translate(pattern: string): { readonly text: string; readonly flags: string } | undefined {
  const inline = /^\(\?([imsu]+)\)/.exec(pattern);
  const flags = [...new Set((inline?.[1] ?? "").replaceAll("u", ""))].join("");
  let text = "";
  for (let at = inline?.[0].length ?? 0; at < pattern.length; at++) {
    const rest = pattern.slice(at);
    if (rest.startsWith("\\Q")) {
      const end = rest.indexOf("\\E");
      const quoted = rest.slice(2, end < 0 ? undefined : end);
      text += quoted.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
      at += (end < 0 ? rest.length : end + 2) - 1;
      continue;
    }
    const written = /^\\(?:p\{(\w+)\}|P\{(\w+)\}|[\s\S])/.exec(rest);
    if (written !== null) {
      const translated = translateEscape(written[0], written[1], written[2]);
      if (translated === undefined) return undefined;
      text += translated;
      at += written[0].length - 1;
      continue;
    }
    // Flags in the middle, possessive and atomic groups and intersections have no like in JavaScript.
    if (/^\(\?(?![:=!<])/.test(rest) || rest.startsWith("&&") || /^[*+?}][+]/.test(rest)) return undefined;
    const character = pattern.charAt(at);
    text +=
      character === "." && !flags.includes("s") && !insideClass(text)
        ? "[^\\n\\r\\u0085\\u2028\\u2029]"
        : character;
  }
  return { text, flags };
}

function insideClass(text: string): boolean {
  return text.replace(/\\[\s\S]/g, "").lastIndexOf("[") > text.replace(/\\[\s\S]/g, "").lastIndexOf("]");
}

const CLASSES: ReadonlyMap<string, string> = new Map([
  ["Alpha", "a-zA-Z"],
  ["Digit", "0-9"],
  ["Alnum", "a-zA-Z0-9"],
  ["Upper", "A-Z"],
  ["Lower", "a-z"],
  ["Space", " \\t\\n\\x0B\\f\\r"],
  ["Punct", "!-\\/:-@\\[-`{-~"],
  ["XDigit", "0-9a-fA-F"],
  ["ASCII", "\\x00-\\x7F"],
]);

function translateEscape(
  written: string,
  named: string | undefined,
  not: string | undefined,
): string | undefined {
  const name = named ?? not;
  if (name !== undefined) {
    const members = CLASSES.get(name);
    return members === undefined ? undefined : `[${not === undefined ? "" : "^"}${members}]`;
  }
  switch (written) {
    case "\\A":
      return "(?<![\\s\\S])";
    case "\\z":
      return "(?![\\s\\S])";
    case "\\Z":
      return "(?=\\n?(?![\\s\\S]))";
    case "\\s":
      return "[ \\t\\n\\x0B\\f\\r]";
    case "\\S":
      return "[^ \\t\\n\\x0B\\f\\r]";
    case "\\h":
      return "[ \\t\\u00A0]";
    case "\\e":
      return "\\x1B";
    case "\\a":
      return "\\x07";
    case "\\G":
    case "\\R":
    case "\\X":
    case "\\v":
    case "\\V":
    case "\\k":
      return undefined;
    default:
      return /^\\[a-zA-Z]$/.test(written) && !/^\\[dDwWbBnrtfxu0]$/.test(written) ? undefined : written;
  }
}

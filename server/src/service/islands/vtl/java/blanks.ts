// The blanks at the ends of a text, as Java's `trim` and `strip` see them.
// Invariant: each character is looked at once, however many blanks stand in the middle.

/** Java's `Character.isWhitespace`: no-break spaces are none. */
export const WHITE = "[\t-\r\x1C- \u1680\u2000-\u2006\u2008-\u200A\u2028\u2029\u205F\u3000]";
const IS_WHITE = new RegExp(WHITE);

/** Without the spaces and control characters at both ends. */
export function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  return text.slice(start, end);
}

export function stripLeading(text: string): string {
  let start = 0;
  while (start < text.length && IS_WHITE.test(text.charAt(start))) start++;
  return text.slice(start);
}

export function stripTrailing(text: string): string {
  let end = text.length;
  while (end > 0 && IS_WHITE.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

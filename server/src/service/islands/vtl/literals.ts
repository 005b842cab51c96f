// What Velocity prints for tokens as they were written, and what it makes of the first token of a reference.
// Invariant: `literalOf` is Velocity's `literal()`, lone `$` and `#` that were skipped included.
import type { Token } from "./token";

export function literalOf(first: Token, last: Token): string {
  let literal = tokenLiteral(first);
  for (let token: Token | undefined = first; token !== last; ) {
    token = token.next;
    if (token === undefined) break;
    literal += tokenLiteral(token);
  }
  return literal;
}

/** The images alone, which is what a directive without a macro prints. */
export function imagesOf(first: Token, last: Token): string {
  let images = first.image;
  for (let token: Token | undefined = first; token !== last; ) {
    token = token.next;
    if (token === undefined) break;
    images += token.image;
  }
  return images;
}

export function tokenLiteral(token: Token): string {
  if (token.kind === "blockCommentEnd") return "";
  return token.skipped.length === 0 ? token.image : skippedText(token.skipped) + token.image;
}

/** Of what led to nothing, the `$` and `#` are printed, and backslashes before a `$`; a `!` is not. */
function skippedText(images: readonly string[]): string {
  let text = "";
  for (const image of images) {
    for (let at = 0; at < image.length; at++) {
      const character = image.charAt(at);
      if (character === "#" || character === "$") {
        text += character;
      } else if (character === "\\") {
        const run = /\\+\$/y;
        run.lastIndex = at;
        const match = run.exec(image)?.[0];
        if (match !== undefined) {
          text += match;
          // The character after the `$` is passed over with it.
          at += match.length;
        }
      }
    }
  }
  return text;
}

export interface ReferenceHead {
  readonly image: string;
  readonly root: string;
  readonly quiet: boolean;
  readonly formal: boolean;
  readonly runt: boolean;
  readonly escaped: boolean;
  readonly escapes: string;
  readonly prefix: string;
  readonly computable: boolean;
  /** What is printed without a value, unless it is the reference as written. */
  readonly nullText: string | undefined;
}

/** Reads the first token of a reference, `\\\$!{` or `$name`, and the name that follows a brace. */
export function referenceHead(written: string, nameAfterBrace: string): ReferenceHead {
  if (written.includes("\\!")) return brokenQuiet(written);
  const escapes = /^\\*/.exec(written)?.[0] ?? "";
  let image = written.slice(escapes.length);
  const dollar = image.lastIndexOf("$");
  const prefix = dollar > 0 ? image.slice(0, dollar) : "";
  image = dollar > 0 ? image.slice(dollar) : image;
  const escaped = escapes.length % 2 === 1;
  const quiet = image.startsWith("$!");
  const formal = image === "${" || image.startsWith("$!{");
  const runt = !image.startsWith("$");
  const bare = image.slice(quiet ? 2 : 1);
  return {
    image,
    root: formal ? nameAfterBrace : runt ? image : bare,
    quiet,
    formal,
    runt,
    escaped,
    escapes: escapes.slice(0, escapes.length >> 1),
    prefix,
    computable: true,
    nullText: quiet && !escaped ? "" : undefined,
  };
}

/** `$\!x` never has a value and prints with one backslash less. */
function brokenQuiet(image: string): ReferenceHead {
  const dollar = image.indexOf("$");
  let nullText = image;
  if (dollar >= 0) {
    const start = image.indexOf("\\", dollar);
    const slashes = /^\\*/.exec(image.slice(start))?.[0].length ?? 0;
    nullText = image.slice(0, start + slashes - 1) + image.slice(start + slashes);
  }
  return {
    image,
    root: nullText,
    quiet: false,
    formal: image.endsWith("{"),
    runt: false,
    escaped: false,
    escapes: "",
    prefix: "",
    computable: false,
    nullText,
  };
}

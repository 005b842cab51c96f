// Texts as bytes, in the encodings that every Java has.
// Invariant: what an encoding has no bytes for becomes a question mark, half a pair of surrogates included.

/** Nothing for an encoding that Java does not know. */
export function bytesIn(encoding: string, text: string): readonly number[] | undefined {
  switch (encoding.toUpperCase().replaceAll("_", "-")) {
    case "UTF-8":
    case "UTF8":
      return utf8(text);
    case "ISO-8859-1":
    case "ISO8859-1":
    case "LATIN1":
      return narrow(text, 0xff);
    case "US-ASCII":
    case "ASCII":
      return narrow(text, 0x7f);
    case "UTF-16":
      return text === "" ? [] : [0xfe, 0xff, ...utf16(text, false)];
    case "UTF-16BE":
      return utf16(text, false);
    case "UTF-16LE":
      return utf16(text, true);
    default:
      return undefined;
  }
}

export function utf8(text: string): number[] {
  const all: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at) ?? 0;
    if (code > 0xffff) at++;
    if (code < 0x80) all.push(code);
    else if (code < 0x800) all.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (isHalf(code)) all.push(63);
    else if (code < 0x10000) all.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else {
      all.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      );
    }
  }
  return all;
}

function narrow(text: string, largest: number): readonly number[] {
  return Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > largest ? 63 : code;
  });
}

function utf16(text: string, isLittle: boolean): readonly number[] {
  return Array.from(text).flatMap((character) => {
    const units = isHalf(character.codePointAt(0) ?? 0) ? "\uFFFD" : character;
    return Array.from({ length: units.length }, (_, at) => units.charCodeAt(at)).flatMap((unit) =>
      isLittle ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255],
    );
  });
}

function isHalf(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

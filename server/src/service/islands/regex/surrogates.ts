// Counts code units by code points, as Java steps back and forth in an input.

/** The units of so many code points after the index, or before it when the count is negative. */
export function countUnits(text: string, index: number, codePoints: number): number {
  let at = index;
  if (codePoints >= 0) {
    for (let count = 0; at < text.length && count < codePoints; count++) {
      at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    }
    return at - index;
  }
  // Java negates its smallest number to itself and then counts nothing.
  const wanted = -codePoints | 0;
  for (let count = 0; at > 0 && count < wanted; count++) {
    at--;
    const isLow = (text.charCodeAt(at) & 0xfc00) === 0xdc00;
    if (isLow && at > 0 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800) {
      at--;
    }
  }
  return index - at;
}

/** The code point that ends at an index. */
export function codePointBefore(text: string, index: number): number {
  return text.codePointAt(index - countUnits(text, index, -1)) ?? 0;
}

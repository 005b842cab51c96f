// A text that is its own source: no escapes, no holes.
import { DecodedText } from "./decodedText";
import { spanOf } from "./span";

export function plainText(value: string): DecodedText {
  const { length } = value;
  const pieces = length === 0 ? [] : [{ kind: "literal", at: 0, length, source: spanOf(0, length) } as const];
  return new DecodedText(value, pieces, 0, (text) => text);
}

// A quoted name or text of a JSONPath without its escapes.

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["r", "\r"],
  ["f", "\f"],
  ["t", "\t"],
  ["n", "\n"],
  ["b", "\b"],
]);

export function unescaped(written: string): string {
  return written.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_all, code?: string, character?: string) =>
    code === undefined
      ? (ESCAPES.get(character ?? "") ?? character ?? "")
      : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

// A mapping that stands in no document, such as the one in a request: the same reading, without a way back.
import { plainText } from "../../text/plainText";
import type { MappingKey, MappingSource } from "./mapping";
import { parseMappingKey } from "./parseKey";
import { parseMappingSource } from "./parseSource";

export function readMapping(key: string, source: string): { key: MappingKey; source: MappingSource } {
  return { key: parseMappingKey(plainText(key)), source: parseMappingSource(plainText(source)) };
}

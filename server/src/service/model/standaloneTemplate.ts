// A document that is one Velocity template and nothing else: its value is its text.
import { parseVtl } from "../islands/vtl";
import { lazily } from "../lazily";
import type { Tree } from "../syntax/node";
import { DecodedText } from "../text/decodedText";
import { spanOf } from "../text/span";
import type { TemplateText } from "./integrationResponse";

export function standaloneTemplate(source: string): TemplateText {
  const { length } = source;
  const piece = { kind: "literal", at: 0, length, source: spanOf(0, length) } as const;
  const text = new DecodedText(source, length === 0 ? [] : [piece], 0, (value) => value);
  return { text, parsed: lazily(() => parseVtl(text)) };
}

/** It has no syntax but its own, which the template knows. */
export function treeWithoutNodes(text: string): Tree {
  return { text, root: undefined, comments: [], problems: [] };
}

// A value of a tree as one line of JSON, its numbers and strings as they are written.
import type { Node } from "../syntax/node";

export function compactJson(text: string, node: Node): string {
  switch (node.kind) {
    case "object": {
      const members = node.properties.map(({ key, value }) => {
        return `${JSON.stringify(key.text.value)}:${value === undefined ? "null" : compactJson(text, value)}`;
      });
      return `{${members.join(",")}}`;
    }
    case "array":
      return `[${node.items.map((item) => compactJson(text, item)).join(",")}]`;
    case "string":
      return JSON.stringify(node.text.value);
    case "literal":
      return text.slice(node.start, node.end);
    case "opaque":
      return "null";
  }
}

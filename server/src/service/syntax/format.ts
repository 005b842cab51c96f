// What a host format can do: read a text into the one tree, and write edits that keep the author's style.
import type { TextEdit } from "../text/textEdit";
import type { ObjectNode, Property, Tree } from "./node";

export interface Format {
  readonly id: "json";
  /** Total: any text has a tree. Yields at bounded steps so that a host can look up in between. */
  parse(text: string): Generator<void, Tree>;
  /** A string value as the format writes it, quotes included. */
  quote(value: string): string;
  /** Adds a member after the last one. `value` is the member's value in JSON terms. */
  insertProperty(tree: Tree, object: ObjectNode, key: string, value: unknown): TextEdit;
  /** Removes a member with its comma and its line. */
  removeProperty(tree: Tree, object: ObjectNode, property: Property): TextEdit;
}

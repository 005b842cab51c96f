// One template in the two places where it can stand: a string of JSON, and a document of its own.
import type { Analysis } from "../../server/src/service";
import { ownDocument, templateDocument } from "./documents";

export interface Setting {
  readonly name: string;
  readonly open: (text: string) => Analysis;
  /** The document that holds a template, its marks in place. */
  readonly write: (template: string) => string;
}

export const SETTINGS: readonly Setting[] = [
  { name: "alone", open: (text) => templateDocument(text), write: (template) => template },
  {
    name: "in JSON",
    open: (text) => ownDocument(text),
    write: (template) => `{ "responseTemplates": { "application/json": ${JSON.stringify(template)} } }`,
  },
];

// One template in the two places where it can stand: a string of JSON, and a document of its own.
import { type Analysis, type NamedSample, readSamples } from "../../server/src/service";
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

/** A sample as its file has it, of a backend that answered with that body. */
export function sampleWith(body: string, members: object = {}): NamedSample {
  const [sample] = readSamples(JSON.stringify([{ name: "one", status: 200, body, ...members }])).samples;
  if (sample === undefined) {
    throw new Error("A sample of a fixture is none.");
  }
  return sample;
}

// What the function under the cursor takes: in templates, the one place where functions are called.
import type { Analysis } from "../analysis";
import { placeAt, templateAt } from "../model/place";
import { type SignatureData, templateSignature } from "./template/signature";

export type { SignatureData };

export function signatureAt(analysis: Analysis, offset: number): SignatureData | undefined {
  const template = templateAt(placeAt(analysis, offset));
  return template && templateSignature(template);
}

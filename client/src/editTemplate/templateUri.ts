// The name of a template's virtual document: it says which template of which document.
import { Uri } from "vscode";
import type { TemplateAddress } from "../../../server/src/contract";
import {
  readTemplateQuery,
  TEMPLATE_SCHEME,
  writeTemplateQuery,
} from "../../../server/src/contract/templateName";

export interface TemplateName {
  readonly document: Uri;
  readonly address: TemplateAddress;
}

/** `copy`: tells it from one that has the name already and stands for another template by now. */
export function templateUri({ document, address }: TemplateName, copy = 0): Uri {
  const file = address.mediaType.replace(/[^\w.+-]+/g, "-") || "template";
  return Uri.from({
    scheme: TEMPLATE_SCHEME,
    // The manifest gives the language by this folder: no extension is claimed for it.
    path: `/templates of ${fileNameOf(document)}/${file}.vtl`,
    query: writeTemplateQuery({ document: document.toString(), address }, copy),
  });
}

/** `undefined` for what is no name of ours: URIs come from anywhere. */
export function readTemplateUri({ scheme, query }: Uri): TemplateName | undefined {
  const read = scheme === TEMPLATE_SCHEME ? readTemplateQuery(query) : undefined;
  try {
    return read && { document: Uri.parse(read.document, true), address: read.address };
  } catch {
    return undefined;
  }
}

export function fileNameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf("/") + 1) || path;
}

// The name of a template's virtual document: it says which template of which document, so that a restored tab finds it.
import { Uri } from "vscode";
import {
  readTemplateQuery,
  TEMPLATE_SCHEME,
  type TemplateAddress,
  writeTemplateQuery,
} from "../../../server/src/contract";

export interface TemplateUriName {
  readonly document: Uri;
  readonly address: TemplateAddress;
}

/** `copy`: tells it from one that has the name already and stands for another template by now. */
export function templateUri({ document, address }: TemplateUriName, copy = 0): Uri {
  const file = address.mediaType.replace(/[^\w.+-]+/g, "-") || "template";
  return Uri.from({
    scheme: TEMPLATE_SCHEME,
    // The manifest gives the language by this folder: no extension is claimed for it.
    path: `/templates of ${fileNameOf(document)}/${file}.vtl`,
    query: writeTemplateQuery({ document: document.toString(), address }, copy),
  });
}

/** `undefined` for what is no name of ours: URIs come from anywhere. */
export function readTemplateUri({ scheme, query }: Uri): TemplateUriName | undefined {
  const name = scheme === TEMPLATE_SCHEME ? readTemplateQuery(query) : undefined;
  const document = name && uriOf(name.document);
  return name && document && { document, address: name.address };
}

function uriOf(text: string): Uri | undefined {
  try {
    return Uri.parse(text, true);
  } catch {
    return undefined;
  }
}

export function fileNameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf("/") + 1) || path;
}

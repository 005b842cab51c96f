// The name of a template's virtual document: it says which template of which document, so that a restored tab finds it.
import { Uri } from "vscode";
import type { TemplateAddress } from "../../../server/src/contract";

export const TEMPLATE_SCHEME = "apigateway-template";

export interface TemplateName {
  readonly document: Uri;
  readonly address: TemplateAddress;
}

/** `copy`: tells it from one that has the name already and stands for another template by now. */
export function templateUri({ document, address }: TemplateName, copy = 0): Uri {
  const { path, mediaType, occurrence } = address;
  const file = mediaType.replace(/[^\w.+-]+/g, "-") || "template";
  return Uri.from({
    scheme: TEMPLATE_SCHEME,
    // The manifest gives the language by this folder: no extension is claimed for it.
    path: `/templates of ${fileNameOf(document)}/${file}.vtl`,
    query: JSON.stringify([document.toString(), path, mediaType, occurrence, copy]),
  });
}

/** `undefined` for what is no name of ours: URIs come from anywhere. */
export function readTemplateUri({ scheme, query }: Uri): TemplateName | undefined {
  if (scheme !== TEMPLATE_SCHEME) {
    return undefined;
  }
  try {
    const [document, path, mediaType, occurrence]: unknown[] = JSON.parse(query);
    return typeof document === "string" &&
      Array.isArray(path) &&
      typeof mediaType === "string" &&
      typeof occurrence === "number"
      ? { document: Uri.parse(document, true), address: { path, mediaType, occurrence } }
      : undefined;
  } catch {
    return undefined;
  }
}

export function fileNameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf("/") + 1) || path;
}

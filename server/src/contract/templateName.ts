// How the virtual document of a template names the template it shows: in its URI's query, for client and server.
import type { TemplateAddress } from ".";

export const TEMPLATE_SCHEME = "apigateway-template";

export interface TemplateName {
  /** The URI of the document that holds the template. */
  readonly document: string;
  readonly address: TemplateAddress;
}

/**
 * Client to server: the virtual document of this URI shows another template than the URI says, since a key was renamed
 * or a response moved. It holds until the virtual document is closed.
 */
export const TEMPLATE_NAME_NOTIFICATION = "apigatewayResponse/templateName";

export interface TemplateNameParams extends TemplateName {
  readonly uri: string;
}

/** `copy`: tells it from one that has the name already and stands for another template by now. */
export function writeTemplateQuery(
  { document, address: { path, mediaType, occurrence } }: TemplateName,
  copy: number,
): string {
  return JSON.stringify([document, path, mediaType, occurrence, copy]);
}

/** `undefined` for what is no name of ours: URIs come from anywhere. */
export function readTemplateQuery(query: string): TemplateName | undefined {
  try {
    const [document, path, mediaType, occurrence]: unknown[] = JSON.parse(query);
    return typeof document === "string" &&
      Array.isArray(path) &&
      path.every((step) => typeof step === "string" || typeof step === "number") &&
      typeof mediaType === "string" &&
      typeof occurrence === "number"
      ? { document, address: { path, mediaType, occurrence } }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The same of a whole URI, as it is sent. */
export function templateNameOf(uri: string): TemplateName | undefined {
  const [, query] = /^apigateway-template:[^?#]*\?([^#]*)/.exec(uri) ?? [];
  try {
    return query === undefined ? undefined : readTemplateQuery(decodeURIComponent(query));
  } catch {
    return undefined;
  }
}

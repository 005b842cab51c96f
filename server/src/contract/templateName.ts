// The query of a template's virtual URI: which template of which document, so that a restored tab finds it and the
// server knows what the template prints.
import type { TemplateAddress } from "./index";

export const TEMPLATE_SCHEME = "apigateway-template";

export interface TemplateQuery {
  /** The URI of the document. */
  readonly document: string;
  readonly address: TemplateAddress;
}

/** `copy`: tells it from one that has the name already and stands for another template by now. */
export function writeTemplateQuery({ document, address }: TemplateQuery, copy: number): string {
  const { path, mediaType, occurrence } = address;
  return JSON.stringify([document, path, mediaType, occurrence, copy]);
}

/** `undefined` for what is no query of ours: URIs come from anywhere. */
export function readTemplateQuery(query: string): TemplateQuery | undefined {
  try {
    const [document, path, mediaType, occurrence]: unknown[] = JSON.parse(query);
    return typeof document === "string" &&
      Array.isArray(path) &&
      typeof mediaType === "string" &&
      typeof occurrence === "number"
      ? { document, address: { path, mediaType, occurrence } }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The same of a whole URI, as it is sent. */
export function templateQueryOf(uri: string): TemplateQuery | undefined {
  const [, query] = /^apigateway-template:[^?#]*\?([^#]*)/.exec(uri) ?? [];
  try {
    return query === undefined ? undefined : readTemplateQuery(decodeURIComponent(query));
  } catch {
    return undefined;
  }
}

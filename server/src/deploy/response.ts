// One way to look at an integration response, so that two of them can be compared.
// Invariant: an empty scalar, an empty map and null are absent; an empty map value stays: an empty template is told apart from an absent one,
// since nobody has shown that the service takes them for the same.

import type { WantedResponse } from "../contract";

/** The same response with nothing empty in it, its members and keys in one order. */
export function canonicalResponse(response: LooseResponse): WantedResponse {
  const responseParameters = canonicalMap(response.responseParameters);
  const responseTemplates = canonicalMap(response.responseTemplates);
  return {
    ...(response.selectionPattern ? { selectionPattern: response.selectionPattern } : {}),
    ...(responseParameters === undefined ? {} : { responseParameters }),
    ...(responseTemplates === undefined ? {} : { responseTemplates }),
    ...(response.contentHandling ? { contentHandling: response.contentHandling } : {}),
  };
}

/** As the service and its emulators answer: anything may be null or empty. */
export interface LooseResponse {
  readonly selectionPattern?: string | null | undefined;
  readonly responseParameters?: LooseMap | null | undefined;
  readonly responseTemplates?: LooseMap | null | undefined;
  readonly contentHandling?: string | null | undefined;
}

type LooseMap = Readonly<Record<string, string | null>>;

/** The response as JSON text, the same for responses that mean the same. */
export function responseText(response: WantedResponse): string {
  return JSON.stringify(canonicalResponse(response), undefined, 2);
}

export function sameResponse(one: WantedResponse, other: WantedResponse): boolean {
  return responseText(one) === responseText(other);
}

/**
 * What is sent: the text's own members and nothing else. `undefined` when a value is no string, which the service
 * would refuse and which the SDK, for null, would silently leave out.
 */
export function sendable(response: WantedResponse): WantedResponse | undefined {
  const { selectionPattern, responseParameters, responseTemplates, contentHandling } = response;
  const values: readonly unknown[] = [
    selectionPattern ?? "",
    contentHandling ?? "",
    ...Object.values(responseParameters ?? {}),
    ...Object.values(responseTemplates ?? {}),
  ];
  if (!values.every((value) => typeof value === "string")) {
    return undefined;
  }
  return {
    ...(selectionPattern === undefined ? {} : { selectionPattern }),
    ...(responseParameters === undefined ? {} : { responseParameters }),
    ...(responseTemplates === undefined ? {} : { responseTemplates }),
    ...(contentHandling === undefined ? {} : { contentHandling }),
  };
}

function canonicalMap(map: LooseMap | null | undefined): Readonly<Record<string, string>> | undefined {
  const entries = Object.entries(map ?? {});
  if (entries.length === 0) {
    return undefined;
  }
  entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, value]) => [key, value ?? ""]));
}

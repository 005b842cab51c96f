// Values of JSON, and what of an integration response in another kind of document a PUT body says too.
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const MEMBERS = ["selectionPattern", "responseParameters", "responseTemplates", "contentHandling"];

/** The members that a PUT body has, of a response that another kind of document writes. What is computed is left out. */
export function inWordsOfPut(response: Json): Json {
  if (!isObject(response)) {
    return {};
  }
  const members = Object.entries(response).map(
    ([key, value]) => [key.charAt(0).toLowerCase() + key.slice(1), withoutComputed(value)] as const,
  );
  return Object.fromEntries(
    members.filter(([key, value]) => MEMBERS.includes(key) && value !== undefined),
  ) as Json;
}

function withoutComputed(value: Json): Json | undefined {
  if (!isObject(value)) {
    return value;
  }
  const isComputed = Object.keys(value).some((key) => key === "Ref" || key.startsWith("Fn::"));
  return isComputed
    ? undefined
    : (Object.fromEntries(Object.entries(value).filter(([, inner]) => typeof inner === "string")) as Json);
}

export function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

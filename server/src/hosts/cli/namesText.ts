// A few names of many, as a sentence lists them.
const NAMED = 5;

export function namesText(names: readonly string[]): string {
  const more = names.length - NAMED;
  return [...names.slice(0, NAMED), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

/** An API by what people call it, and by what commands take. */
export function apiText({ id, name }: { readonly id: string; readonly name?: string | undefined }): string {
  return name === undefined ? id : `${name} (${id})`;
}

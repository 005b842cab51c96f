// Media types as API Gateway compares them: without their parameters, and against entries that may hold a wildcard.

/** The first type of an `Accept`, or the one of a `Content-Type`, without parameters. */
export function firstMediaType(header: string | undefined): string | undefined {
  const type = header?.split(",", 1)[0]?.split(";", 1)[0]?.trim().toLowerCase();
  return type === "" ? undefined : type;
}

/** Whether a type is one of those that an API treats as binary. Without a type only the entry for all of them is. */
export function isAmong(type: string | undefined, entries: readonly string[]): boolean {
  return entries.some((entry) => {
    const wanted = entry.trim().toLowerCase();
    return (
      wanted === "*/*" ||
      (type !== undefined &&
        (wanted === type || (wanted.endsWith("/*") && type.startsWith(wanted.slice(0, -1)))))
    );
  });
}

// The request of a test invocation: what the caller sent, as the templates of the method see it.
import type { Named } from "../service";
import { type Call, stringIn, stringListsIn, stringMapIn } from "./call";

export interface Invocation {
  /** Without its query. */
  readonly path: string;
  readonly pathParameters: Named;
  readonly query: Named;
  readonly headers: Named;
  readonly stageVariables: Named;
  readonly body: string;
  /** What about reading it nobody has recorded. */
  readonly doubts: readonly string[];
}

export function readInvocation(call: Call, resourcePath: string): Invocation {
  const asked = stringIn(call.body, "pathWithQueryString") || resourcePath;
  const [path = "", query = ""] = asked.split(/\?(.*)/s);
  const several = stringListsIn(call.body, "multiValueHeaders").flatMap(([name, list]) =>
    list.map((one) => [name, one] as const),
  );
  const single = Object.entries(stringMapIn(call.body, "headers") ?? {});
  return {
    path,
    pathParameters: pathParameters(resourcePath, path),
    query: [...new URLSearchParams(query)],
    headers: [...single.filter(([name]) => !several.some((one) => isSameHeader(one[0], name))), ...several],
    stageVariables: Object.entries(stringMapIn(call.body, "stageVariables") ?? {}),
    body: stringIn(call.body, "body") ?? "",
    doubts:
      single.length > 0 && several.length > 0 ? ["how headers and multiValueHeaders come together"] : [],
  };
}

function isSameHeader(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** A path that does not fit the resource is accepted, and has no parameters. */
function pathParameters(resourcePath: string, path: string): Named {
  const names = resourcePath.split("/").slice(1);
  const parts = path.split("/").slice(1);
  const isGreedy = names.at(-1)?.endsWith("+}") === true;
  if (isGreedy ? parts.length < names.length : parts.length !== names.length) {
    return [];
  }
  const found: (readonly [string, string])[] = [];
  for (const [index, name] of names.entries()) {
    const isLast = index === names.length - 1;
    const part = isLast && isGreedy ? parts.slice(index).join("/") : (parts[index] ?? "");
    if (name.startsWith("{")) {
      found.push([name.slice(1, -1).replace(/\+$/, ""), decoded(part)]);
    } else if (name !== part) {
      return [];
    }
  }
  return found;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

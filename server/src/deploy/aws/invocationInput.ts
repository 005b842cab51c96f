// A test invocation as the SDK takes it. Invariant: no header is lost, however often its name comes.
import type { TestInvokeMethodCommandInput } from "@aws-sdk/client-api-gateway";
import type { HeaderLine, TestInvocation } from "../../contract";

export function invocationInput({ headers = [], ...rest }: TestInvocation): TestInvokeMethodCommandInput {
  return { ...rest, ...(headers.length === 0 ? {} : headerMembers(headers)) };
}

/** The service takes one value a name, or in another member several. Both at once could be read twice. */
function headerMembers(
  lines: readonly HeaderLine[],
): Pick<TestInvokeMethodCommandInput, "headers" | "multiValueHeaders"> {
  const byName = new Map<string, { readonly name: string; readonly values: string[] }>();
  for (const [name, value] of lines) {
    const known = byName.get(name.toLowerCase());
    if (known === undefined) {
      byName.set(name.toLowerCase(), { name, values: [value] });
    } else {
      known.values.push(value);
    }
  }
  return byName.size < lines.length
    ? {
        multiValueHeaders: Object.fromEntries([...byName.values()].map(({ name, values }) => [name, values])),
      }
    : { headers: Object.fromEntries(lines) };
}

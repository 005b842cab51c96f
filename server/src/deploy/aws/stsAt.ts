// Has a role asked for where the chosen profile says that STS is; the SDK looks at the default profile's section alone.
// Invariant: where a request goes is changed before it is signed, and by the same law as everywhere.

import type { fromIni } from "@aws-sdk/credential-provider-ini";
import { judgeEndpoint } from "../endpoint";
import type { Wire } from "./wire";

type Plugin = NonNullable<NonNullable<Parameters<typeof fromIni>[0]>["clientPlugins"]>[number];

/** A plugin of the client that takes on roles. */
export function stsAt(endpoint: string, wire: Wire): Plugin {
  const move =
    <Args extends Carrying, Answer>(next: (args: Args) => Answer) =>
    (args: Args): Answer => {
      const verdict = judgeEndpoint(endpoint);
      return next({ ...args, request: moved(args.request, verdict.lawful ? verdict.url : wire.refuse()) });
    };
  return {
    applyToStack: (stack) =>
      stack.addRelativeTo(move, {
        relation: "after",
        toMiddleware: "serializerMiddleware",
        name: "stsAt",
        override: true,
      }),
  };
}

interface Carrying {
  readonly request: unknown;
}

function moved(request: unknown, url: string): object {
  const { protocol, hostname, port, pathname } = new URL(url);
  return Object.assign(request as object, {
    protocol,
    hostname,
    port: port === "" ? undefined : Number(port),
    path: `${pathname.replace(/\/+$/, "")}/`,
  });
}

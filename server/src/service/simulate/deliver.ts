// What becomes of the client's headers on the last stretch: renamed, dropped, or as they are.
// Recorded answers of the service go before its documentation, which they contradict for some names.
import type { Evidence } from "../vocabulary/entry";
import { REMAPPED_PREFIX } from "../vocabulary/grammar";
import { findHeader } from "../vocabulary/headers";
import type { Named } from "./samples";
import type { Backend } from "./select";
import type { Trace } from "./trace";

export interface Fate {
  readonly fate: "passed" | "renamed" | "dropped";
  readonly evidence: Evidence;
}

/** Renamed for a MOCK as well. */
const RENAMED_EVERYWHERE: ReadonlySet<string> = new Set(["connection", "content-length", "date", "server"]);

/** What the recording of 2024-12-11 renamed. It dropped `Transfer-Encoding`, and all others it tried passed. */
const RENAMED: ReadonlySet<string> = new Set([
  ...RENAMED_EVERYWHERE,
  "authorization",
  "content-md5",
  "expect",
  "host",
  "max-forwards",
  "proxy-authenticate",
  "trailer",
  "upgrade",
  "user-agent",
  "www-authenticate",
]);

export function fateOf(name: string, backend: Backend): Fate {
  const folded = name.toLowerCase();
  const documented = findHeader(folded)?.onResponse ?? "passed";
  if (folded === "transfer-encoding") {
    return { fate: "dropped", evidence: "documented" };
  }
  if (RENAMED.has(folded)) {
    const isPassed = backend === "mock" && !RENAMED_EVERYWHERE.has(folded);
    const agrees = documented === "remapped" || documented === "overwritten";
    return isPassed
      ? { fate: "passed", evidence: "uncertain" }
      : { fate: "renamed", evidence: agrees ? "documented" : "observed" };
  }
  return { fate: "passed", evidence: documented === "passed" ? "documented" : "uncertain" };
}

export function deliverHeaders(headers: Named, backend: Backend, trace: Trace): Named {
  return headers.flatMap((header): Named => {
    const [name, text] = header;
    const { fate, evidence } = fateOf(name, backend);
    if (fate === "renamed") {
      trace.warn("deliver", `${name} is renamed to ${REMAPPED_PREFIX}${name}.`, evidence);
      return [[`${REMAPPED_PREFIX}${name}`, text]];
    }
    if (fate === "dropped") {
      trace.warn("deliver", `${name} is dropped.`, evidence);
      return [];
    }
    if (evidence !== "documented") {
      const says = `Whether ${name} is passed on is not certain: AWS's documentation says otherwise.`;
      trace.say("deliver", says, evidence);
    }
    return [header];
  });
}

// The log of a test invocation, in the lines that the service was seen to write.
import type { Named } from "../service";

export interface ExecutionLog {
  readonly say: (line: string) => void;
  readonly text: () => string;
}

/** @param now Seconds since 1970. */
export function createExecutionLog(requestId: string, now: number): ExecutionLog {
  const date = javaDate(now);
  const lines = [`Execution log for request ${requestId}`];
  const say = (line: string): void => {
    lines.push(`${date} : ${line}`);
  };
  say(`Starting execution for request: ${requestId}`);
  return { say, text: () => `${lines.join("\n")}\n` };
}

/** As Java prints a map. */
export function javaMap(named: Named): string {
  return `{${named.map(([name, value]) => `${name}=${value}`).join(", ")}}`;
}

/** `Thu Jan 01 00:00:00 UTC 1970`, as Java prints a date. */
function javaDate(now: number): string {
  const [day = "", date, month, year, time] = new Date(now * 1000).toUTCString().split(" ");
  return `${day.replace(",", "")} ${month} ${date} ${time} UTC ${year}`;
}

// Lists come in pages. The position is where the next one begins; the service's own is opaque.
import { type Answer, badRequest, ok } from "./answer";
import type { Call } from "./call";

const MOST = 500;
const USUAL = 25;

/** The wire calls the list `item`, though the SDKs say `items`. */
export function pageOf(call: Call, items: readonly object[]): Answer {
  const asked = numberOf(call.query.get("limit")) ?? USUAL;
  const limit = Math.min(Math.max(asked, 1), MOST);
  const start = numberOf(call.query.get("position")) ?? 0;
  const end = start + limit;
  return ok(
    { item: items.slice(start, end), ...(end < items.length ? { position: String(end) } : {}) },
    limit === asked ? undefined : `the answer to a limit below 1 or above ${MOST}`,
  );
}

function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  if (!/^\d{1,9}$/.test(text)) {
    throw badRequest("Invalid position or limit specified", "this text");
  }
  return Number(text);
}

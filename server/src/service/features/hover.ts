// What the thing under the cursor is, what the service does with it, and where that is written.
import type { Analysis } from "../analysis";
import { type Place, placeAt } from "../model/place";
import { type Span, shiftSpan } from "../text/span";
import type { Entry } from "../vocabulary/entry";
import { MEMBERS } from "../vocabulary/members";

export interface HoverData {
  readonly span: Span;
  readonly markdown: string;
}

export function hoverAt(analysis: Analysis, offset: number): HoverData | undefined {
  const place = placeAt(analysis, offset);
  if (place.kind === "nowhere") {
    return undefined;
  }
  const hover = hoverIn(place);
  return hover && { span: shiftSpan(hover.span, place.block.start), markdown: hover.markdown };
}

function hoverIn(place: Place): HoverData | undefined {
  if (place.kind !== "memberKey") {
    return undefined;
  }
  const entry = MEMBERS.get(place.property.key.text.value);
  return entry && { span: place.property.key, markdown: markdownOf(entry) };
}

function markdownOf(entry: Entry): string {
  return [entry.summary, entry.detail, `[Documentation](${entry.source})`].join("\n\n");
}

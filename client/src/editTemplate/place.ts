// Where a template's string is in its document, kept up with the edits around and inside it.
// Invariant: it is the string and nothing else, or, once an edit touched its quotation marks, all that replaced it.

export interface Place {
  readonly start: number;
  readonly end: number;
  /** Something in here may be the string, and perhaps nothing is. */
  readonly isReplaced: boolean;
}

/** An edit as an editor tells it: so many characters from here on became others. */
export interface Replacement {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

export function placeAfter(place: Place, { rangeOffset, rangeLength, text }: Replacement): Place {
  const { start, end, isReplaced } = place;
  const to = rangeOffset + rangeLength;
  const by = text.length - rangeLength;
  // What replaced a string may get it back right beside it; a string that is whole has nothing there.
  const isBefore = isReplaced ? to < start : to <= start;
  const isAfter = isReplaced ? rangeOffset > end : rangeOffset >= end;
  if (isBefore) {
    return { start: start + by, end: end + by, isReplaced };
  }
  if (isAfter) {
    return place;
  }
  const isInside = rangeOffset > start && to < end;
  return {
    start: Math.min(start, rangeOffset),
    end: Math.max(end, to) + by,
    isReplaced: isReplaced || !isInside,
  };
}

// A half-open range of UTF-16 code units. Inside a block, spans are relative to the block's start.

export interface Span {
  readonly start: number;
  readonly end: number;
}

export function spanOf(start: number, end: number): Span {
  return { start, end };
}

export function shiftSpan(span: Span, by: number): Span {
  return by === 0 ? { start: span.start, end: span.end } : { start: span.start + by, end: span.end + by };
}

/** Whether the offset lies in the span or at either of its edges: where a cursor counts as being in it. */
export function touches(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

export function encloses(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

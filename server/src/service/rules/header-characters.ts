// Characters that a static value cannot carry into a header, or that nobody sees there.
import { type Span, spanOf } from "../text/span";
import { defineRule, type Problem } from "./rule";

export default defineRule({
  id: "header-characters",
  title: "Character that a header does not carry",
  subject: "island",
  severity: "warning",
  evidence: "documented",
  explanation:
    "The value of a header is one line: line ends and other control characters are not allowed in it, and what API Gateway " +
    "makes of them is not documented. White space at its ends is no part of the value; clients drop it.\n\n" +
    "Characters that nobody sees, such as a no-break space or a zero-width space, come along with text copied from " +
    "web pages and documents. They are sent, and the value is not the one that it looks like.",
  source: "https://www.rfc-editor.org/rfc/rfc9110.html#section-5.5",
  examples: {
    faulty: [
      {
        code: `{ "responseParameters": { "method.response.header.X-Text": "'one⟦\\r\\n⟧two'" } }`,
        fixed: `{ "responseParameters": { "method.response.header.X-Text": "'one two'" } }`,
        message: "line end",
      },
      {
        code: `{ "responseParameters": { "method.response.header.X-Text": "'a⟦\\u0007⟧'" } }`,
        fixed: `{ "responseParameters": { "method.response.header.X-Text": "'a'" } }`,
        message: "U+0007",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Cache-Control": "'no-store,⟦\\u00a0⟧no-cache'" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Cache-Control": "'no-store, no-cache'" } }`,
        message: "U+00A0",
      },
      {
        code: `{ "responseParameters": { "method.response.header.X-Text": "'⟦\\u200b⟧text'" } }`,
        fixed: `{ "responseParameters": { "method.response.header.X-Text": "'text'" } }`,
        message: "U+200B",
      },
      {
        code: `{ "responseParameters": { "method.response.header.X-Text": "'⟦ ⟧text'" } }`,
        fixed: `{ "responseParameters": { "method.response.header.X-Text": "'text'" } }`,
        message: "no part of the value",
      },
    ],
    fine: [
      `{ "responseParameters": { "method.response.header.X-Text": "'one\\ttwo, three'" } }`,
      `{ "responseParameters": { "method.response.header.X-Text": "'é'", "method.response.header.X-Empty": "' '" } }`,
    ],
  },
  *check(island) {
    if (island.kind !== "mapping") {
      return;
    }
    const { source } = island.mapping;
    if (source?.value.kind !== "static" || source.node.text.hasHoles) {
      return;
    }
    const { text } = source.node;
    const { value, valueSpan } = source.value;
    for (const { span, write, ...problem } of findCharacters(value)) {
      const inText = spanOf(valueSpan.start + span.start, valueSpan.start + span.end);
      yield {
        ...problem,
        span: text.toSourceSpan(inText),
        fixes: () => [
          {
            title: write === "" ? "Remove it" : "Write a space",
            edits: [text.edit(inText, write)],
            preferred: true,
          },
        ],
      };
    }
  },
});

type Found = Omit<Problem, "fixes"> & { readonly write: string };

/** A format character may belong to an emoji or a script, so a joiner between other characters is let pass. */
const MARKED =
  /[\r\n]+|(?!\t)\p{Cc}|[\u00a0\u2000-\u200a\u202f\u205f\u3000]|[\u00ad\u200b\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;

function* findCharacters(value: string): Generator<Found> {
  const text = value.trim() === "" ? "" : value;
  const start = blanksAtStart(text);
  if (start > 0) {
    yield atEnd(spanOf(0, start));
  }
  for (const match of text.matchAll(MARKED)) {
    const span = spanOf(match.index, match.index + match[0].length);
    yield { span, ...whatItIs(match[0]) };
  }
  const end = blanksAtEnd(text);
  if (end < text.length) {
    yield atEnd(spanOf(end, text.length));
  }
}

function whatItIs(found: string): Omit<Found, "span"> {
  const unit = found.charCodeAt(0);
  const name = `U+${unit.toString(16).toUpperCase().padStart(4, "0")}`;
  if (found.startsWith("\r") || found.startsWith("\n")) {
    return { message: "A header is one line, and HTTP allows no line end in it. Write a space.", write: " " };
  }
  if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0)) {
    return {
      message: `HTTP allows no control character in a header, and here is ${name}. Remove it.`,
      write: "",
    };
  }
  return /\s/.test(found) && !/[\u2028\u2029\ufeff]/.test(found)
    ? {
        message: `This is no plain space but ${name}, and API Gateway sends it as it is. Write a space.`,
        write: " ",
        severity: "information",
      }
    : {
        message: `Here is ${name}, which nobody sees, and API Gateway sends it as part of the value. Remove it.`,
        write: "",
        severity: "information",
      };
}

function atEnd(span: Span): Found {
  return {
    span,
    message: "White space at the ends of a header is no part of the value, and clients drop it. Remove it.",
    write: "",
    severity: "hint",
  };
}

function blanksAtStart(text: string): number {
  let at = 0;
  while (isBlank(text.charAt(at))) {
    at++;
  }
  return at;
}

function blanksAtEnd(text: string): number {
  let at = text.length;
  while (isBlank(text.charAt(at - 1))) {
    at--;
  }
  return at;
}

function isBlank(character: string): boolean {
  return character === " " || character === "\t";
}

// A static value that the header it is mapped to cannot have, for headers whose values are laid down.
import { meantByStatic } from "../islands/mapping/parseSource";
import { nearest } from "../text/nearest";
import { type Span, spanOf } from "../text/span";
import { HTTP_TOKEN } from "../vocabulary/grammar";
import {
  HEADER_VALUES,
  HTTP_DATE,
  HTTP_DATE_SAMPLE,
  isUnregistrable,
  MEDIA_TYPE_WITH_PARAMETERS,
  OTHER_HTTP_METHODS,
} from "../vocabulary/headerValues";
import { HTTP_METHODS } from "../vocabulary/httpMethods";
import { essenceOf, MEDIA_TYPES } from "../vocabulary/mediaTypes";
import { asCode } from "./asCode";
import { defineRule, type Problem } from "./rule";

export default defineRule({
  id: "header-value",
  title: "Value that the header cannot have",
  subject: "island",
  severity: "warning",
  evidence: "documented",
  explanation:
    "API Gateway sends a static value as it is and does not ask whether it fits its header. Clients do: a browser " +
    "that cannot make sense of a CORS header blocks the response, a cache ignores a date that is none.\n\n" +
    "Looked at are `Access-Control-Allow-Origin` (one origin or `*`: no list, no path, no wildcard in a host), " +
    "`Access-Control-Allow-Methods` and `Allow` (methods with commas between them), `Access-Control-Allow-Credentials` " +
    "(`true` only), `Access-Control-Max-Age`, `Age`, `Content-Length` and `Retry-After` (whole numbers, the last one also a date), " +
    "`Content-Type`, `Last-Modified`, `Expires` and `Sunset` (dates of HTTP), and `X-Content-Type-Options`. " +
    "A value that is legal but says something else than it seems to is information.",
  source: "https://fetch.spec.whatwg.org/#http-responses",
  examples: {
    faulty: [
      {
        code: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "'⟦https://a.example, https://b.example⟧'" } }`,
        message: "one origin",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "'⟦https://example.com/⟧'" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "'https://example.com'" } }`,
        message: "no path",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "'⟦https://*.example.com⟧'" } }`,
        message: "wildcard",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "'⟦example.com⟧'" } }`,
        message: "scheme",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Methods": "'⟦GET POST⟧'" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Methods": "'GET,POST'" } }`,
        message: "commas",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Methods": "'GET,⟦ANY⟧'" } }`,
        message: "API Gateway's own word",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Allow": "'⟦get⟧,POST'" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Allow": "'GET,POST'" } }`,
        message: "Case counts",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Credentials": "'⟦True⟧'" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Credentials": "'true'" } }`,
        message: "`true`",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Content-Type": "'⟦json⟧'" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Content-Type": "'application/json'" } }`,
        message: "media type",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Content-Type": "'⟦applicaton/json⟧; charset=utf-8'" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Content-Type": "'application/json; charset=utf-8'" } }`,
        message: "Perhaps `application/json` was meant",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Access-Control-Max-Age": "'⟦1h⟧'" } }`,
        message: "whole number",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Retry-After": "'⟦2025-07-01⟧'" } }`,
        message: "seconds or a date",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Last-Modified": "'⟦2025-07-01T12:00:00Z⟧'" } }`,
        message: "Tue, 01 Jul 2025 12:00:00 GMT",
      },
      {
        code: `{ "responseParameters": { "method.response.header.X-Content-Type-Options": "'⟦no-sniff⟧'" } }`,
        fixed: `{ "responseParameters": { "method.response.header.X-Content-Type-Options": "'nosniff'" } }`,
        message: "`nosniff`",
      },
    ],
    fine: [
      `{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "'https://example.com:8443'", "method.response.header.Access-Control-Allow-Methods": "'GET, PROPFIND,*'" } }`,
      `{ "responseParameters": { "method.response.header.Content-Type": "'multipart/mixed; boundary=\\"a b\\"'", "method.response.header.Expires": "'0'" } }`,
      `{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "'\${origin}'", "method.response.header.Content-Type": "'{{type}}'" } }`,
      `{ "responseParameters": { "method.response.header.Access-Control-Max-Age": "'-1'", "method.response.header.Retry-After": "'Tue, 01 Jul 2025 12:00:00 GMT'" } }`,
    ],
  },
  *check(island) {
    if (island.kind !== "mapping") {
      return;
    }
    const { key, source } = island.mapping;
    if (key.kind !== "header" || source?.value.kind !== "static" || source.node.text.hasHoles) {
      return;
    }
    const laidDown = HEADER_VALUES.get(key.name.toLowerCase());
    const { value, valueSpan } = source.value;
    if (laidDown === undefined || isElsewhere(value)) {
      return;
    }
    const { text } = source.node;
    const start = valueSpan.start + (value.length - value.trimStart().length);
    for (const { span = spanOf(0, value.trim().length), meant, ...problem } of CHECKS[laidDown.kind](
      value.trim(),
      key.name,
    )) {
      const inText = spanOf(start + span.start, start + span.end);
      yield {
        ...problem,
        span: text.toSourceSpan(inText),
        fixes: () =>
          meant === undefined
            ? []
            : [{ title: `Write ${meant}`, edits: [text.edit(inText, meant)], preferred: true }],
      };
    }
  },
});

/** Part of the value, and what to write in its place. Without a span it is the whole value. */
type Told = Omit<Problem, "span" | "fixes"> & { readonly span?: Span; readonly meant?: string | undefined };

/** What another tool fills in before API Gateway sees the file: `${origin}`, `{{origin}}`, `<%= origin %>`, `__ORIGIN__`, … */
const PLACEHOLDER = /\$\{|\{\{|<[%\w]|__\w+__|%\w+%|\$\w|@@/;

/** Values that other rules speak of, and placeholders: nothing at all, expressions, strange characters, odd quotes. */
function isElsewhere(value: string): boolean {
  const trimmed = value.trim();
  return (
    trimmed === "" ||
    PLACEHOLDER.test(value) ||
    /^['"\\]|['\\]$|'\s*,\s*'|[^\t\u0020-\u007e]/.test(trimmed) ||
    (trimmed.endsWith('"') && !trimmed.includes('="')) ||
    meantByStatic(value) !== undefined
  );
}

const CHECKS: {
  readonly [K in
    | "methods"
    | "mediaType"
    | "origin"
    | "true"
    | "date"
    | "seconds"
    | "secondsOrDate"
    | "nosniff"]: (value: string, header: string) => Iterable<Told>;
} = {
  methods: checkMethods,
  mediaType: checkMediaType,
  origin: checkOrigin,
  true: checkTrue,
  date: checkDate,
  seconds: checkSeconds,
  secondsOrDate: checkSecondsOrDate,
  nosniff: checkNosniff,
};

function* checkOrigin(value: string): Generator<Told> {
  if (value === "*" || value.toLowerCase() === "null") {
    return;
  }
  if (/[\s,;|]/.test(value)) {
    yield {
      message:
        "This header names one origin or `*`, and browsers refuse a list. Write one origin; to answer several, set the header in a template or let the backend send it.",
    };
    return;
  }
  if (value.includes("*")) {
    yield {
      message:
        "Browsers compare this header with their origin letter by letter, so a wildcard within it fits none. Write the whole origin, or `*` for any.",
    };
    return;
  }
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) {
    yield {
      message: `An origin has a scheme, and browsers refuse ${asCode(value)} without one. Write it in full, such as \`https://example.com\`.`,
    };
    return;
  }
  const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+/i.exec(value)?.[0];
  if (origin !== undefined && origin !== value) {
    yield {
      message: `An origin has no path, not even a slash at its end, and browsers refuse it. Write ${asCode(origin)}.`,
      meant: origin,
    };
  }
}

function* checkMethods(value: string, header: string): Generator<Told> {
  let at = 0;
  for (const part of value.split(",")) {
    const start = at + (part.length - part.trimStart().length);
    at += part.length + 1;
    const method = part.trim();
    const told = method === "" || method === "*" ? undefined : whatIsNoMethod(method, header);
    if (told !== undefined) {
      yield { ...told, span: spanOf(start, start + method.length) };
    }
  }
}

function whatIsNoMethod(method: string, header: string): Told | undefined {
  const upper = method.toUpperCase();
  if (method === "ANY") {
    return {
      message: `\`ANY\` is API Gateway's own word and no method of HTTP, so clients know no such one. Write the methods that \`${header}\` is to name.`,
      severity: "information",
    };
  }
  if (isMethod(method)) {
    return undefined;
  }
  if (isMethod(upper)) {
    return {
      message: `Case counts, and ${asCode(method)} is not \`${upper}\` to clients. Write \`${upper}\`.`,
      meant: upper,
      severity: "information",
    };
  }
  if (!HTTP_TOKEN.test(method)) {
    const list = method.split(/[\s;|/]+/).filter((word) => word !== "");
    return {
      message: `${asCode(method)} is no method; several have commas between them. Write them so.`,
      meant: list.every(isMethod) ? list.join(",") : undefined,
    };
  }
  const meant = nearest(method, [...HTTP_METHODS.keys()].filter(isMethod));
  return {
    message: `${asCode(method)} is no method that HTTP knows. ${meant === undefined ? "Write one that clients use." : `Perhaps \`${meant}\` was meant.`}`,
    meant,
    severity: "information",
  };
}

function isMethod(word: string): boolean {
  return word !== "ANY" && (HTTP_METHODS.has(word) || OTHER_HTTP_METHODS.has(word));
}

function* checkMediaType(value: string): Generator<Told> {
  if (!MEDIA_TYPE_WITH_PARAMETERS.test(value)) {
    const folded = value.toLowerCase();
    const meant = [...MEDIA_TYPES.keys()].find((known) => known.endsWith(`/${folded}`));
    yield {
      message: `${asCode(value)} is no media type, and clients cannot tell what the body is. Write ${asCode(meant ?? "type/subtype")}.`,
      meant,
    };
    return;
  }
  const essence = essenceOf(value);
  const written = value.slice(0, essence.length);
  const meant = isUnregistrable(essence) ? nearest(essence, MEDIA_TYPES.keys()) : undefined;
  if (meant !== undefined && written.toLowerCase() === essence) {
    yield {
      message: `${asCode(written)} begins with no registered type, so clients do not know it. Perhaps ${asCode(meant)} was meant.`,
      span: spanOf(0, essence.length),
      meant,
      severity: "information",
    };
  }
}

function* checkTrue(value: string): Generator<Told> {
  if (value === "true" || value === "false") {
    return;
  }
  yield {
    message: `Browsers take nothing but \`true\` here, in small letters, and ${asCode(value)} counts as absent. Write \`true\`, or remove the mapping.`,
    meant: value.toLowerCase() === "true" ? "true" : undefined,
  };
}

function* checkDate(value: string, header: string): Generator<Told> {
  const isExpires = header.toLowerCase() === "expires";
  if (HTTP_DATE.test(value) || (isExpires && /^-?\d+$/.test(value))) {
    return;
  }
  yield isExpires
    ? {
        message: `${asCode(value)} is no date of HTTP, so caches take the response for expired. Write one such as \`${HTTP_DATE_SAMPLE}\`, or \`0\` if that is meant.`,
        severity: "information",
      }
    : {
        message: `${asCode(value)} is no date of HTTP, and clients ignore it. Write one such as \`${HTTP_DATE_SAMPLE}\`.`,
      };
}

function* checkSeconds(value: string, header: string): Generator<Told> {
  // Browsers take a negative age of a preflight for none at all, and people write it so.
  const isMaxAge = header.toLowerCase() === "access-control-max-age";
  if (!(isMaxAge ? /^-?\d+$/ : /^\d+$/).test(value)) {
    yield {
      message: `\`${header}\` is a whole number, and clients ignore ${asCode(value)}. Write digits only.`,
    };
  }
}

function* checkSecondsOrDate(value: string, header: string): Generator<Told> {
  if (!/^\d+$/.test(value) && !HTTP_DATE.test(value)) {
    yield {
      message: `\`${header}\` is a number of seconds or a date of HTTP, and clients ignore ${asCode(value)}. Write seconds or a date such as \`${HTTP_DATE_SAMPLE}\`.`,
    };
  }
}

function* checkNosniff(value: string): Generator<Told> {
  if (value.toLowerCase() !== "nosniff") {
    yield {
      message: `The one value that browsers know here is \`nosniff\`, and they ignore ${asCode(value)}. Write \`nosniff\`.`,
      meant: "nosniff",
    };
  }
}

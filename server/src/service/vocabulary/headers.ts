// HTTP response header fields in canonical case, the ones API owners map most first: `rank` is the place in the list.
// Request fields that API Gateway's documentation names among the renamed and dropped ones are here too.
import type { Entry, Evidence } from "./entry";
import { defineVocabulary } from "./entry";
import { REMAPPED_PREFIX } from "./grammar";

/** Where AWS says which headers are renamed, overwritten and dropped. */
export const HEADER_NOTES_PAGE =
  "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html";

/** What becomes of a mapped header on its way to the client. `overwritten`: renamed, and the service sends its own. */
export type HeaderFate = "passed" | "remapped" | "overwritten" | "dropped";

export interface HeaderEntry extends Entry {
  /** `detail` without what becomes of it on its way. */
  readonly note: string;
  /** Place in the list, from 0. */
  readonly rank: number;
  /** Who sends it by its definition. A `request` field is listed for what the service does with it. */
  readonly direction: "response" | "both" | "request";
  /** `obsolete`: its definition is withdrawn or says not to use it. `deFacto`: widely sent, no standard behind it. */
  readonly standing: "standard" | "obsolete" | "deFacto";
  /** Typical static values, without the single quotes. */
  readonly values: readonly string[];
  /** What AWS's documentation says becomes of it; where it says nothing, what was seen. */
  readonly onResponse: HeaderFate;
  readonly onResponseEvidence: Evidence;
  /** What recorded answers of the service show, where that is something else. */
  readonly onResponseObserved: HeaderFate | undefined;
}

interface Options {
  readonly detail?: string;
  readonly direction?: "both" | "request";
  readonly standing?: "obsolete" | "deFacto";
  readonly evidence?: Evidence;
  readonly values?: readonly string[];
}

type Unranked<N extends string> = Omit<HeaderEntry, "rank"> & { readonly name: N };

function header<const N extends string>(
  name: N,
  source: string,
  summary: string,
  values: readonly string[] = [],
  options: Options = {},
): Unranked<N> {
  const fate = FATES.get(name);
  const detail = [options.detail, fate?.says].filter((part) => part !== undefined).join("\n\n");
  return {
    name,
    summary,
    detail,
    note: options.detail ?? "",
    evidence: options.evidence ?? "documented",
    source,
    direction: options.direction ?? "response",
    standing: options.standing ?? "standard",
    values,
    onResponse: fate?.documented ?? "passed",
    onResponseEvidence: fate === undefined ? "observed" : "documented",
    onResponseObserved: fate?.observed,
  };
}

interface Fate {
  readonly documented: HeaderFate;
  readonly observed: HeaderFate | undefined;
  readonly says: string | undefined;
}

function fatesOf(names: readonly string[], documented: HeaderFate, observed?: HeaderFate): [string, Fate][] {
  return names.map((name) => [name, { documented, observed, says: sayFate(name, documented, observed) }]);
}

function sayFate(name: string, documented: HeaderFate, observed: HeaderFate | undefined): string | undefined {
  const renamed = `\`${REMAPPED_PREFIX}${name}\``;
  const seen = documented === "remapped" ? "remapped" : observed;
  const where = RENAMED_EVERYWHERE.has(name) ? "" : " for HTTP and AWS integrations but not for MOCK";
  const otherwise = seen === "remapped" ? ` In recorded answers it is renamed to ${renamed}${where}.` : "";
  switch (documented) {
    case "passed":
      return seen && `AWS's documentation says that API Gateway passes it on.${otherwise}`;
    case "remapped":
      return `AWS's documentation says that API Gateway renames it.${otherwise}`;
    case "overwritten":
      return `AWS's documentation says that API Gateway renames it and sends its own.${otherwise}`;
    case "dropped":
      return `AWS's documentation says that API Gateway drops it.${otherwise}`;
  }
}

/** Renamed for every type of integration, in recorded answers. */
export const RENAMED_EVERYWHERE: ReadonlySet<string> = new Set([
  "Connection",
  "Content-Length",
  "Date",
  "Server",
]);

const ACCEPT_FATE: Fate = {
  documented: "dropped",
  observed: undefined,
  says: "AWS's documentation says that API Gateway drops it for HTTP integrations and passes it on for Lambda.",
};
const VIA_FATE: Fate = {
  documented: "dropped",
  observed: undefined,
  says: "AWS's documentation says that API Gateway passes it on for HTTP integrations and drops it for Lambda.",
};

const FATES: ReadonlyMap<string, Fate> = new Map([
  ...fatesOf(
    [
      "Age",
      "Accept-Charset",
      "Accept-Encoding",
      "Content-Encoding",
      "Content-Type",
      "Pragma",
      "Range",
      "Referer",
    ],
    "passed",
  ),
  ...fatesOf(["Content-Length"], "passed", "remapped"),
  ...fatesOf(
    ["Authorization", "Connection", "Content-MD5", "Max-Forwards", "User-Agent", "WWW-Authenticate"],
    "remapped",
  ),
  ...fatesOf(["Date", "Server"], "overwritten", "remapped"),
  ...fatesOf(["Expect", "Host", "Proxy-Authenticate", "Trailer", "Upgrade"], "dropped", "remapped"),
  ...fatesOf(["TE", "Transfer-Encoding"], "dropped"),
  ["Accept", ACCEPT_FATE],
  ["Via", VIA_FATE],
]);

const rfc = (number: number, section?: string) =>
  `https://www.rfc-editor.org/rfc/rfc${number}.html${section === undefined ? "" : `#section-${section}`}`;
const mdn = (name: string) => `https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/${name}`;
const FETCH = "https://fetch.spec.whatwg.org/#http-responses";
const REQUEST: Options = { direction: "request" };
const BOTH: Options = { direction: "both" };
const DE_FACTO: Options = { standing: "deFacto" };
const OBSOLETE: Options = { standing: "obsolete" };

const HEADER_LIST = [
  // What almost every API maps.
  header(
    "Access-Control-Allow-Origin",
    FETCH,
    "Which origin's scripts may read the response: one origin, or `*` for any.",
    ["*", "https://example.com"],
    {
      detail:
        "A static value can name only one origin. Browsers need it on every response they are to read, errors too. " +
        "Errors that API Gateway raises itself take it from a gateway response instead.",
    },
  ),
  header(
    "Access-Control-Allow-Methods",
    FETCH,
    "In the answer to a CORS preflight, the methods that may be used.",
    ["GET,OPTIONS", "GET,POST,PUT,DELETE,OPTIONS", "GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS", "*"],
  ),
  header(
    "Access-Control-Allow-Headers",
    FETCH,
    "In the answer to a CORS preflight, the request headers that may be sent.",
    [
      "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token",
      "Content-Type,Authorization",
      "*",
    ],
    { detail: "`*` does not cover `Authorization`, which has to be named." },
  ),
  header(
    "Content-Type",
    rfc(9110, "8.3"),
    "The media type of the body.",
    [
      "application/json",
      "application/json; charset=utf-8",
      "text/html; charset=utf-8",
      "text/plain; charset=utf-8",
      "application/xml",
      "application/problem+json",
      "application/octet-stream",
      "image/png",
      "image/svg+xml",
      "application/pdf",
      "text/csv; charset=utf-8",
    ],
    {
      detail: "API Gateway adds `application/json` to a response that has none mapped.",
    },
  ),
  header("Location", rfc(9110, "10.2.2"), "Where to go: the target of a redirect, or what a 201 created.", [
    "https://example.com/",
  ]),
  header("Cache-Control", rfc(9111, "5.2"), "How caches may store and reuse the response.", [
    "no-store",
    "no-cache",
    "max-age=3600",
    "public, max-age=3600",
    "private, max-age=60",
    "public, max-age=31536000, immutable",
    "no-cache, no-store, must-revalidate",
  ]),
  header(
    "Access-Control-Allow-Credentials",
    FETCH,
    "Lets a browser hand over a response to a request that was sent with credentials.",
    ["true"],
    { detail: "Browsers then refuse `*` as `Access-Control-Allow-Origin`: it has to be one origin." },
  ),
  header(
    "Access-Control-Expose-Headers",
    FETCH,
    "Which response headers a script of another origin may read.",
    ["Location", "ETag", "X-Request-Id", "*"],
  ),
  header(
    "Access-Control-Max-Age",
    FETCH,
    "For how many seconds a browser may reuse the answer to a preflight.",
    ["600", "3600", "86400"],
  ),
  header("Set-Cookie", rfc(6265, "4.1"), "Asks the client to keep a cookie and send it back.", [
    "session=; Path=/; Secure; HttpOnly; SameSite=Lax",
    "session=; Path=/; Max-Age=0; Secure; HttpOnly",
  ]),
  header(
    "ETag",
    rfc(9110, "8.8.3"),
    "A validator: an opaque tag, in double quotes, for this version of the resource.",
  ),
  header(
    "Last-Modified",
    rfc(9110, "8.8.2"),
    "When the resource was last changed, by the server's knowledge.",
  ),
  header("Expires", rfc(9111, "5.3"), "The date after which the response is stale.", ["0"], {
    detail:
      "`Cache-Control: max-age` wins over it. A value that is no date, such as `0`, means already expired.",
  }),
  header("Vary", rfc(9110, "12.5.5"), "The request headers that the choice of this response depended on.", [
    "Origin",
    "Accept",
    "Accept-Encoding",
    "Accept, Origin",
    "*",
  ]),
  header(
    "Content-Disposition",
    rfc(6266),
    "Whether to show the body or to save it, and under which file name.",
    ['attachment; filename="export.csv"', "attachment", "inline"],
  ),
  header(
    "Strict-Transport-Security",
    rfc(6797, "6.1"),
    "Tells browsers to use only HTTPS with this host from now on.",
    [
      "max-age=31536000",
      "max-age=31536000; includeSubDomains",
      "max-age=63072000; includeSubDomains; preload",
    ],
  ),
  header(
    "X-Content-Type-Options",
    "https://fetch.spec.whatwg.org/#x-content-type-options-header",
    "Forbids browsers to guess a media type other than the declared one.",
    ["nosniff"],
  ),
  header(
    "X-Frame-Options",
    "https://html.spec.whatwg.org/multipage/document-lifecycle.html#the-x-frame-options-header",
    "Whether the page may be shown in a frame.",
    ["DENY", "SAMEORIGIN"],
    { detail: "The `frame-ancestors` directive of `Content-Security-Policy` wins over it." },
  ),
  header(
    "Content-Security-Policy",
    "https://www.w3.org/TR/CSP3/",
    "Which sources a page may load scripts, styles, frames and the rest from.",
    ["default-src 'self'", "default-src 'none'; frame-ancestors 'none'"],
    {
      detail:
        "Its keywords need single quotes of their own. They need no escape inside the static value: " +
        "`'default-src 'self''` is in production use.",
    },
  ),
  header(
    "Referrer-Policy",
    "https://www.w3.org/TR/referrer-policy/",
    "How much of the page's address goes into the `Referer` of requests made from it.",
    ["no-referrer", "same-origin", "strict-origin-when-cross-origin"],
  ),
  header(
    "Permissions-Policy",
    "https://www.w3.org/TR/permissions-policy/",
    "Which browser features the page and its frames may use.",
    ["camera=(), microphone=(), geolocation=()"],
  ),
  header("Retry-After", rfc(9110, "10.2.3"), "How long to wait before the next try: seconds, or a date.", [
    "1",
    "60",
    "120",
  ]),
  header("WWW-Authenticate", rfc(9110, "11.6.1"), "The authentication schemes that a 401 asks for.", [
    "Bearer",
    'Bearer realm="api"',
    'Basic realm="api"',
  ]),
  header("Allow", rfc(9110, "10.2.1"), "The methods that the resource supports; a 405 has to carry it.", [
    "GET, OPTIONS",
    "GET, HEAD, OPTIONS",
    "GET, POST, OPTIONS",
  ]),
  header("Link", rfc(8288, "3"), "Typed links to other resources, such as the next page.", [
    '<https://example.com/items?page=2>; rel="next"',
  ]),
  header(
    "X-Request-Id",
    "https://en.wikipedia.org/wiki/List_of_HTTP_header_fields",
    "An identifier of the request, for logs on both sides.",
    [],
    {
      ...DE_FACTO,
      detail: "Mapped from `context.requestId` or from the backend's header.",
    },
  ),
  header(
    "X-Correlation-Id",
    "https://en.wikipedia.org/wiki/List_of_HTTP_header_fields",
    "An identifier that ties together the requests of one operation.",
    [],
    DE_FACTO,
  ),
  header(
    "X-Total-Count",
    "https://en.wikipedia.org/wiki/List_of_HTTP_header_fields",
    "How many items the whole collection has, beside one page of it.",
    [],
    DE_FACTO,
  ),
  header(
    "X-RateLimit-Limit",
    "https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/",
    "How many requests the caller may make in the window.",
    [],
    DE_FACTO,
  ),
  header(
    "X-RateLimit-Remaining",
    "https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/",
    "How many requests the caller has left in the window.",
    [],
    DE_FACTO,
  ),
  header(
    "X-RateLimit-Reset",
    "https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/",
    "When the caller's window begins anew.",
    [],
    DE_FACTO,
  ),
  header(
    "X-XSS-Protection",
    mdn("X-XSS-Protection"),
    "Controlled a filter that browsers no longer have.",
    ["0"],
    {
      standing: "obsolete",
      detail: "Use `Content-Security-Policy` instead; `0` turns the filter off in old browsers.",
    },
  ),
  header(
    "X-Robots-Tag",
    mdn("X-Robots-Tag"),
    "What search engines may do with the response.",
    ["noindex", "noindex, nofollow"],
    DE_FACTO,
  ),
  header(
    "X-Powered-By",
    mdn("X-Powered-By"),
    "The software behind the server; better not sent.",
    [],
    DE_FACTO,
  ),
  header(
    "X-Amzn-Trace-Id",
    "https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html",
    "The AWS X-Ray trace that the request belongs to.",
    [],
    DE_FACTO,
  ),

  // The body and its representation.
  header("Content-Encoding", rfc(9110, "8.4"), "The codings the body was put through, such as compression.", [
    "gzip",
    "br",
    "deflate",
    "identity",
  ]),
  header("Content-Language", rfc(9110, "8.5"), "The natural language of the intended audience.", [
    "en",
    "de",
    "fr",
  ]),
  header("Content-Length", rfc(9110, "8.6"), "The length of the body in bytes."),
  header("Content-Location", rfc(9110, "8.7"), "An address that identifies the representation in the body."),
  header("Content-Range", rfc(9110, "14.4"), "Which part of the whole a partial body is.", [
    "bytes 0-499/1234",
  ]),
  header("Accept-Ranges", rfc(9110, "14.3"), "Whether the resource can be asked for in parts.", [
    "bytes",
    "none",
  ]),
  header("Content-Digest", rfc(9530, "2"), "Digests of the content as it is sent.", [], BOTH),
  header("Repr-Digest", rfc(9530, "3"), "Digests of the whole selected representation.", [], BOTH),
  header(
    "Want-Content-Digest",
    rfc(9530, "4"),
    "Which digests of the content the sender would like.",
    ["sha-256=10"],
    BOTH,
  ),
  header(
    "Want-Repr-Digest",
    rfc(9530, "4"),
    "Which digests of the representation the sender would like.",
    ["sha-256=10"],
    BOTH,
  ),
  header("Digest", rfc(3230), "A digest of the representation.", [], {
    standing: "obsolete",
    detail: "RFC 9530 replaced it with `Repr-Digest` and `Content-Digest`.",
  }),
  header("Content-MD5", rfc(1864), "An MD5 digest of the body.", [], {
    standing: "obsolete",
    detail: "HTTP removed it in 2014; `Content-Digest` is in its place.",
  }),
  header(
    "MIME-Version",
    `${rfc(9112)}#appendix-B.1`,
    "Says that the message is a full MIME message.",
    ["1.0"],
    BOTH,
  ),
  header("Date", rfc(9110, "6.6.1"), "When the message was made.", [], BOTH),
  header("Server", rfc(9110, "10.2.4"), "The software that answered."),
  header("Age", rfc(9111, "5.1"), "For how many seconds a cache has held the response.", ["0"]),
  header(
    "Pragma",
    rfc(9111, "5.4"),
    "An HTTP/1.0 request for a response that is not from a cache.",
    ["no-cache"],
    {
      standing: "obsolete",
      direction: "both",
      detail: "It was never specified for responses; use `Cache-Control`.",
    },
  ),
  header("Warning", rfc(9111, "5.5"), "What might have happened to the message on its way.", [], OBSOLETE),

  // Lifetimes, limits and what else an API tells its clients.
  header("Deprecation", rfc(9745), "When the resource was or will be deprecated.", ["@1767225600"], {
    detail: "A date as a structured field: `@` and seconds since the epoch.",
  }),
  header("Sunset", rfc(8594, "3"), "When the resource is expected to stop answering.", [
    "Thu, 31 Dec 2026 23:59:59 GMT",
  ]),
  header(
    "RateLimit",
    "https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/",
    "The state of the caller's quota: what remains and until when.",
    ['"default";r=50;t=30'],
    { ...DE_FACTO, detail: "An Internet-Draft, not an RFC." },
  ),
  header(
    "RateLimit-Policy",
    "https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/",
    "The quotas that apply to the caller.",
    ['"default";q=100;w=60'],
    { ...DE_FACTO, detail: "An Internet-Draft, not an RFC." },
  ),
  header(
    "Idempotency-Key",
    "https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/",
    "The client's key that makes repeats of a request safe.",
    [],
    { direction: "request", standing: "deFacto", detail: "An Internet-Draft, not an RFC." },
  ),
  header("Preference-Applied", rfc(7240, "3"), "Which of the request's preferences were honoured.", [
    "return=minimal",
    "return=representation",
    "respond-async",
  ]),
  header("Accept-Patch", rfc(5789, "3.1"), "The patch formats that the resource accepts.", [
    "application/json-patch+json",
    "application/merge-patch+json",
  ]),
  header(
    "Accept-Post",
    "https://www.w3.org/TR/ldp/#header-accept-post",
    "The media types that a POST may have.",
    ["application/json"],
  ),
  header("Alt-Svc", rfc(7838, "3"), "Other places and protocols that the same resource is served from.", [
    'h3=":443"; ma=86400',
    "clear",
  ]),
  header("Priority", rfc(9218, "5"), "How urgent the response is.", ["u=1", "u=3, i"], BOTH),
  header(
    "Server-Timing",
    "https://www.w3.org/TR/server-timing/",
    "Timings of the server's work, for developer tools.",
    ["total;dur=12.3"],
  ),
  header(
    "Timing-Allow-Origin",
    "https://www.w3.org/TR/resource-timing/#sec-timing-allow-origin",
    "Which origins may read the detailed timings of the response.",
    ["*"],
  ),
  header(
    "Refresh",
    "https://html.spec.whatwg.org/multipage/document-lifecycle.html#the-refresh-header",
    "Makes a browser reload the page or go to another one after some seconds.",
    ["5; url=https://example.com/"],
  ),
  header("SourceMap", mdn("SourceMap"), "Where the source map of a script or style sheet is."),
  header(
    "Service-Worker-Allowed",
    "https://www.w3.org/TR/service-workers/#service-worker-allowed",
    "How wide the scope of a service worker may be.",
    ["/"],
  ),

  // What browsers are told about safety and privacy.
  header(
    "Content-Security-Policy-Report-Only",
    "https://www.w3.org/TR/CSP3/",
    "A content security policy that is reported on but not enforced.",
    ["default-src 'self'"],
  ),
  header(
    "Cross-Origin-Resource-Policy",
    "https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header",
    "Which origins may embed the response without CORS.",
    ["same-origin", "same-site", "cross-origin"],
  ),
  header(
    "Cross-Origin-Opener-Policy",
    "https://html.spec.whatwg.org/multipage/browsers.html#cross-origin-opener-policies",
    "Whether the page shares its browsing context with pages of other origins.",
    ["same-origin", "same-origin-allow-popups", "unsafe-none"],
  ),
  header(
    "Cross-Origin-Opener-Policy-Report-Only",
    "https://html.spec.whatwg.org/multipage/browsers.html#cross-origin-opener-policies",
    "An opener policy that is reported on but not enforced.",
    ["same-origin"],
  ),
  header(
    "Cross-Origin-Embedder-Policy",
    "https://html.spec.whatwg.org/multipage/browsers.html#coep",
    "Whether the page loads only what agreed to be embedded.",
    ["require-corp", "credentialless", "unsafe-none"],
  ),
  header(
    "Cross-Origin-Embedder-Policy-Report-Only",
    "https://html.spec.whatwg.org/multipage/browsers.html#coep",
    "An embedder policy that is reported on but not enforced.",
    ["require-corp"],
  ),
  header(
    "Origin-Agent-Cluster",
    "https://html.spec.whatwg.org/multipage/browsers.html#origin-keyed-agent-clusters",
    "Asks the browser to keep the page's origin in a process of its own.",
    ["?1"],
  ),
  header(
    "Clear-Site-Data",
    "https://www.w3.org/TR/clear-site-data/",
    "Asks the browser to delete what it keeps for the site.",
    ['"cache", "cookies", "storage"', '"*"'],
  ),
  header(
    "Access-Control-Allow-Private-Network",
    "https://wicg.github.io/private-network-access/",
    "In the answer to a preflight, lets a public site reach a host of a private network.",
    ["true"],
    { standing: "deFacto", detail: "A community draft, not a standard." },
  ),
  header(
    "Reporting-Endpoints",
    "https://www.w3.org/TR/reporting-1/",
    "Where the browser sends its reports.",
    ['default="https://example.com/reports"'],
  ),
  header("Report-To", mdn("Report-To"), "Where the browser sends its reports.", [], {
    standing: "obsolete",
    detail: "`Reporting-Endpoints` is in its place.",
  }),
  header(
    "NEL",
    "https://www.w3.org/TR/network-error-logging/",
    "Asks the browser to report network errors.",
    [],
  ),
  header("Expect-CT", rfc(9163), "Asked for certificates that are publicly logged.", [], OBSOLETE),
  header("Public-Key-Pins", rfc(7469), "Bound a host to certain keys.", [], OBSOLETE),
  header(
    "Public-Key-Pins-Report-Only",
    rfc(7469),
    "Reported hosts with other keys than expected.",
    [],
    OBSOLETE,
  ),
  header(
    "X-Permitted-Cross-Domain-Policies",
    mdn("X-Permitted-Cross-Domain-Policies"),
    "Which cross-domain policy files of this host clients may use.",
    ["none"],
    DE_FACTO,
  ),
  header(
    "X-DNS-Prefetch-Control",
    mdn("X-DNS-Prefetch-Control"),
    "Whether the browser resolves names ahead.",
    ["off", "on"],
    DE_FACTO,
  ),
  header(
    "X-Download-Options",
    "https://en.wikipedia.org/wiki/List_of_HTTP_header_fields",
    "Told Internet Explorer not to open a download in place.",
    ["noopen"],
    DE_FACTO,
  ),
  header(
    "X-UA-Compatible",
    "https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-x-ua-compatible",
    "Chose the rendering mode of Internet Explorer.",
    ["IE=edge"],
    DE_FACTO,
  ),
  header("Tk", mdn("Tk"), "The tracking status of the response.", [], OBSOLETE),
  header(
    "P3P",
    "https://www.w3.org/TR/P3P11/",
    "Pointed to a machine-readable privacy policy.",
    [],
    OBSOLETE,
  ),

  // Client hints, preloading and dictionaries.
  header("Accept-CH", rfc(8942, "3.1"), "Which client hints the server would like in later requests.", [
    "Sec-CH-UA-Platform",
  ]),
  header("Critical-CH", mdn("Critical-CH"), "Which client hints the browser should retry the request with."),
  header("Content-DPR", mdn("Content-DPR"), "The ratio of image pixels to layout pixels.", [], OBSOLETE),
  header("Speculation-Rules", mdn("Speculation-Rules"), "Where rules for prefetching and prerendering are."),
  header(
    "Supports-Loading-Mode",
    mdn("Supports-Loading-Mode"),
    "Allows riskier ways of loading the page, such as prerendering.",
  ),
  header("No-Vary-Search", mdn("No-Vary-Search"), "Which query parameters do not change the response.", [
    "params",
  ]),
  header("Use-As-Dictionary", rfc(9842), "Lets the response serve as a compression dictionary for others."),
  header("Dictionary-ID", rfc(9842), "Names a dictionary that the client already has.", [], REQUEST),
  header(
    "Activate-Storage-Access",
    mdn("Activate-Storage-Access"),
    "Lets an embedded page use the storage access that the user already granted.",
  ),
  header(
    "Set-Login",
    mdn("Set-Login"),
    "Tells the browser whether the user is logged in at an identity provider.",
    ["logged-in", "logged-out"],
  ),
  header(
    "Integrity-Policy",
    mdn("Integrity-Policy"),
    "Blocks scripts and styles that have no integrity metadata.",
  ),
  header(
    "Integrity-Policy-Report-Only",
    mdn("Integrity-Policy-Report-Only"),
    "An integrity policy that is reported on but not enforced.",
  ),

  // Caches, proxies and content delivery networks.
  header("CDN-Cache-Control", rfc(9213), "What `Cache-Control` says, for content delivery networks only.", [
    "max-age=600",
    "no-store",
  ]),
  header(
    "Surrogate-Control",
    "https://www.w3.org/TR/edge-arch/",
    "Caching directives for surrogates in front of the server.",
    ["max-age=600", "no-store"],
  ),
  header("Cache-Status", rfc(9211), "How caches on the way treated the request."),
  header("Proxy-Status", rfc(9209), "How proxies on the way treated the request, and what failed."),
  header("Via", rfc(9110, "7.6.3"), "The intermediaries that the message passed.", [], BOTH),
  header("Proxy-Authenticate", rfc(9110, "11.7.1"), "The authentication schemes that a proxy asks for."),
  header(
    "Proxy-Authentication-Info",
    rfc(9110, "11.7.3"),
    "What a proxy says after it authenticated the client.",
  ),
  header(
    "X-Cache",
    "https://en.wikipedia.org/wiki/List_of_HTTP_header_fields",
    "Whether a cache answered.",
    [],
    DE_FACTO,
  ),

  // The connection itself, which API Gateway keeps to itself.
  header("Connection", rfc(9110, "7.6.1"), "Options of this one connection.", ["close", "keep-alive"], BOTH),
  header("Keep-Alive", rfc(2068, "19.7.1.1"), "How long an idle connection stays open.", ["timeout=5"], {
    ...BOTH,
    standing: "obsolete",
  }),
  header(
    "Transfer-Encoding",
    rfc(9112, "6.1"),
    "How the body is framed on this connection.",
    ["chunked"],
    BOTH,
  ),
  header("Trailer", rfc(9110, "6.6.2"), "The fields that follow after the body.", [], BOTH),
  header("Upgrade", rfc(9110, "7.8"), "Protocols to change over to on this connection.", [], BOTH),
  header("Close", rfc(9112, "9.6"), "Reserved, since `close` is an option of `Connection`.", [], OBSOLETE),
  header("Capsule-Protocol", rfc(9297, "3.4"), "Says that the stream carries capsules.", ["?1"], BOTH),
  header("Sec-WebSocket-Accept", rfc(6455, "11.3.3"), "The server's consent to a WebSocket handshake."),
  header(
    "Sec-WebSocket-Extensions",
    rfc(6455, "11.3.2"),
    "The extensions of the WebSocket connection.",
    [],
    BOTH,
  ),
  header(
    "Sec-WebSocket-Protocol",
    rfc(6455, "11.3.4"),
    "The subprotocol of the WebSocket connection.",
    [],
    BOTH,
  ),
  header(
    "Sec-WebSocket-Version",
    rfc(6455, "11.3.5"),
    "The WebSocket versions that the server speaks.",
    ["13"],
    BOTH,
  ),

  // Authentication and signatures.
  header(
    "Authentication-Info",
    rfc(9110, "11.6.3"),
    "What the server says after it authenticated the client.",
  ),
  header("Authentication-Control", rfc(8053, "4"), "Controls how a browser behaves while it authenticates."),
  header(
    "Optional-WWW-Authenticate",
    rfc(8053, "3"),
    "Authentication schemes that are offered but not required.",
  ),
  header("DPoP-Nonce", rfc(9449, "8"), "A nonce for the client's next proof of possession."),
  header("Replay-Nonce", rfc(8555, "6.5.1"), "A nonce for the client's next ACME request."),
  header("Signature", rfc(9421, "4.2"), "Signatures over parts of the message.", [], BOTH),
  header("Signature-Input", rfc(9421, "4.1"), "Which parts of the message the signatures cover.", [], BOTH),
  header("Accept-Signature", rfc(9421, "5.1"), "Which signatures the sender would like.", [], BOTH),
  header("Hobareg", rfc(7486), "Whether a client's key is registered.", ["regok", "reginwork"]),
  header("Set-Cookie2", rfc(2965, "3.2"), "An earlier attempt at cookies.", [], OBSOLETE),

  // WebDAV, calendars, versions and other protocols on top of HTTP.
  header("DAV", rfc(4918, "10.1"), "The WebDAV classes that the resource supports.", ["1", "1, 2"], BOTH),
  header("DASL", rfc(5323), "The search grammars that the resource supports."),
  header("Lock-Token", rfc(4918, "10.5"), "The token of a lock that was made or is to be removed.", [], BOTH),
  header("Ordering-Type", rfc(3648), "How a collection is ordered.", [], BOTH),
  header("Schedule-Tag", rfc(6638, "8.2"), "A validator for scheduling objects of calendars."),
  header("Cal-Managed-ID", rfc(8607), "The identifier of a calendar's managed attachment."),
  header("Memento-Datetime", rfc(7089, "2.1.1"), "The time that an archived state of a resource is from."),
  header("IM", rfc(3229, "10.5.2"), "The instance manipulations that were applied to the response."),
  header("Delta-Base", rfc(3229, "10.5.1"), "The version that a delta starts from."),
  header("Alternates", rfc(2295, "8.3"), "The variants that a negotiated resource has."),
  header("TCN", rfc(2295, "8.5"), "Says that the resource is negotiated transparently."),
  header("Variant-Vary", rfc(2295, "8.6"), "What the choice within a variant depended on."),
  header("OSCORE", rfc(8613, "11.1"), "Carries the protection of a message between CoAP and HTTP.", [], BOTH),
  header("Cert-Not-Before", rfc(8739, "3.3"), "From when a short-term certificate is valid."),
  header("Cert-Not-After", rfc(8739, "3.3"), "Until when a short-term certificate is valid."),
  header(
    "OData-Version",
    "https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html",
    "The OData version of the payload.",
    ["4.0", "4.01"],
    BOTH,
  ),
  header(
    "OData-EntityId",
    "https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html",
    "The identifier of the entity that a response without content is about.",
  ),
  header(
    "Repeatability-Result",
    "https://docs.oasis-open.org/odata/repeatable-requests/v1.0/repeatable-requests-v1.0.html",
    "Whether a repeatable request was accepted.",
    ["accepted", "rejected"],
  ),

  // Request fields, or fields of both, that AWS's table of renamed and dropped headers names.
  header("Accept", rfc(9110, "12.5.1"), "The media types that the sender would like.", [], BOTH),
  header("Accept-Encoding", rfc(9110, "12.5.3"), "The codings that the sender would like.", ["gzip"], BOTH),
  header("Accept-Charset", rfc(9110, "12.5.2"), "The character sets that the client would like.", [], {
    direction: "request",
    standing: "obsolete",
  }),
  header("Authorization", rfc(9110, "11.6.2"), "The client's credentials.", [], REQUEST),
  header("Expect", rfc(9110, "10.1.1"), "What the client expects before it sends the body.", [], REQUEST),
  header("Host", rfc(9110, "7.2"), "The host and port that the request is for.", [], REQUEST),
  header("Max-Forwards", rfc(9110, "7.6.2"), "How often the request may be forwarded.", [], REQUEST),
  header("Range", rfc(9110, "14.2"), "Which part of the resource the client asks for.", [], REQUEST),
  header("Referer", rfc(9110, "10.1.3"), "The address that the request was made from.", [], REQUEST),
  header("TE", rfc(9110, "10.1.4"), "The transfer codings that the client would take.", [], REQUEST),
  header("User-Agent", rfc(9110, "10.1.5"), "The client's software.", [], REQUEST),
];

const RANKED: readonly HeaderEntry[] = HEADER_LIST.map((entry, rank) => ({ ...entry, rank }));

export const HEADERS = defineVocabulary<HeaderEntry>(RANKED);

const BY_LOWER_CASE: ReadonlyMap<string, HeaderEntry> = new Map(
  RANKED.map((entry) => [entry.name.toLowerCase(), entry]),
);

/** The entry of a header in whatever case it was written. */
export function findHeader(name: string): HeaderEntry | undefined {
  return BY_LOWER_CASE.get(name.toLowerCase());
}

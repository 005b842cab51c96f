// The HTTP status codes that IANA registers, by their three digits.
// API Gateway takes any `[1-5]\d\d`, registered or not, so an unlisted code is no mistake.
import type { Entry } from "./entry";
import { defineVocabulary } from "./entry";

export interface StatusCodeEntry extends Entry {
  readonly reason: string;
  /** `unused`: registered so that nobody takes it. `obsolete`: its definition is withdrawn. */
  readonly standing: "standard" | "temporary" | "unused" | "obsolete";
  /** By HTTP's own rules a response of this status has no body. */
  readonly bodiless: boolean;
}

const NO_BODY = "HTTP gives it no body.";
const INTERIM = "An interim response: in HTTP a final one follows it. HTTP gives it no body.";
const LOCATION = "Map `Location` with it: that is where the client goes.";

interface Options {
  readonly standing?: StatusCodeEntry["standing"];
  readonly bodiless?: boolean;
}

function status<const N extends string>(
  name: N,
  reason: string,
  source: string,
  summary: string,
  detail = "",
  { standing = "standard", bodiless = name.startsWith("1") }: Options = {},
): StatusCodeEntry & { readonly name: N } {
  return { name, reason, summary, detail, evidence: "documented", source, standing, bodiless };
}

const rfc = (number: number, section: string) =>
  `https://www.rfc-editor.org/rfc/rfc${number}.html#section-${section}`;
const http = (section: string) => rfc(9110, section);
const BODILESS: Options = { bodiless: true };
const UNUSED: Options = { standing: "unused" };

const STATUS_LIST = [
  status("100", "Continue", http("15.2.1"), "The client should go on and send the body.", INTERIM),
  status(
    "101",
    "Switching Protocols",
    http("15.2.2"),
    "The connection changes to another protocol.",
    INTERIM,
  ),
  status("102", "Processing", rfc(2518, "10.1"), "WebDAV: the request was taken and takes time.", INTERIM, {
    standing: "obsolete",
    bodiless: true,
  }),
  status(
    "103",
    "Early Hints",
    rfc(8297, "2"),
    "Headers that the final response will likely have, ahead of it.",
    `Usually \`Link\`. ${INTERIM}`,
  ),
  status(
    "104",
    "Upload Resumption Supported",
    "https://datatracker.ietf.org/doc/draft-ietf-httpbis-resumable-upload/",
    "The upload can be resumed if it breaks off.",
    `Registered temporarily. ${INTERIM}`,
    { standing: "temporary", bodiless: true },
  ),

  status("200", "OK", http("15.3.1"), "The request succeeded."),
  status(
    "201",
    "Created",
    http("15.3.2"),
    "The request succeeded and made one or more resources.",
    "`Location` names what was created; without it, the request's own address does. `ETag` may be its validator.",
  ),
  status("202", "Accepted", http("15.3.3"), "The request was taken but is not carried out yet."),
  status(
    "203",
    "Non-Authoritative Information",
    http("15.3.4"),
    "The request succeeded, and a proxy changed the content.",
  ),
  status(
    "204",
    "No Content",
    http("15.3.5"),
    "The request succeeded and there is nothing to send.",
    NO_BODY,
    BODILESS,
  ),
  status(
    "205",
    "Reset Content",
    http("15.3.6"),
    "The request succeeded, and the client should reset its form.",
    NO_BODY,
    BODILESS,
  ),
  status(
    "206",
    "Partial Content",
    http("15.3.7"),
    "The parts of the resource that a `Range` asked for.",
    "`Content-Range` says which part a single one is; several come as `multipart/byteranges`.",
  ),
  status("207", "Multi-Status", rfc(4918, "11.1"), "WebDAV: several statuses, listed in the body."),
  status(
    "208",
    "Already Reported",
    rfc(5842, "7.1"),
    "WebDAV: inside a 207, members that were listed before.",
  ),
  status(
    "226",
    "IM Used",
    rfc(3229, "10.4.1"),
    "The body is the result of instance manipulations, such as a delta.",
    "`IM` names the manipulations, `Delta-Base` the version a delta starts from.",
  ),

  status(
    "300",
    "Multiple Choices",
    http("15.4.1"),
    "There are several representations to choose from.",
    "`Location` may name the preferred one.",
  ),
  status(
    "301",
    "Moved Permanently",
    http("15.4.2"),
    "The resource has a new address for good.",
    `${LOCATION} Clients may turn a POST into a GET; 308 forbids that.`,
  ),
  status(
    "302",
    "Found",
    http("15.4.3"),
    "The resource is at another address for now.",
    `${LOCATION} Clients may turn a POST into a GET; 307 forbids that.`,
  ),
  status(
    "303",
    "See Other",
    http("15.4.4"),
    "The answer is to be fetched with a GET from another address.",
    LOCATION,
  ),
  status(
    "304",
    "Not Modified",
    http("15.4.5"),
    "What the client has cached is still good.",
    `A 304 repeats the \`Cache-Control\`, \`Content-Location\`, \`Date\`, \`ETag\`, \`Expires\` and \`Vary\` of the 200. ${NO_BODY}`,
    BODILESS,
  ),
  status(
    "305",
    "Use Proxy",
    http("15.4.6"),
    "The request was to be repeated through a proxy.",
    "Deprecated, since a response should not configure a proxy.",
    { standing: "obsolete" },
  ),
  status("306", "(Unused)", http("15.4.7"), "Reserved; an earlier version of HTTP defined it.", "", UNUSED),
  status(
    "307",
    "Temporary Redirect",
    http("15.4.8"),
    "The resource is at another address for now; the method stays.",
    LOCATION,
  ),
  status(
    "308",
    "Permanent Redirect",
    http("15.4.9"),
    "The resource has a new address for good; the method stays.",
    LOCATION,
  ),

  status("400", "Bad Request", http("15.5.1"), "The request is malformed or otherwise the client's mistake."),
  status(
    "401",
    "Unauthorized",
    http("15.5.2"),
    "The request lacks valid credentials.",
    "HTTP asks for `WWW-Authenticate`. AWS's documentation says that API Gateway renames it " +
      "to `X-Amzn-Remapped-WWW-Authenticate`.",
  ),
  status("402", "Payment Required", http("15.5.3"), "Reserved for future use; some APIs use it for quotas."),
  status("403", "Forbidden", http("15.5.4"), "The server understood the request and refuses it."),
  status("404", "Not Found", http("15.5.5"), "There is no such resource, or the server will not say so."),
  status(
    "405",
    "Method Not Allowed",
    http("15.5.6"),
    "The resource does not support the method.",
    "HTTP asks for `Allow`, with the methods it does support.",
  ),
  status("406", "Not Acceptable", http("15.5.7"), "No representation suits the request's `Accept` headers."),
  status(
    "407",
    "Proxy Authentication Required",
    http("15.5.8"),
    "The client has to authenticate with a proxy.",
    "HTTP asks for `Proxy-Authenticate`. AWS's documentation says that API Gateway drops it.",
  ),
  status("408", "Request Timeout", http("15.5.9"), "The request did not arrive in time."),
  status("409", "Conflict", http("15.5.10"), "The request conflicts with the state of the resource."),
  status("410", "Gone", http("15.5.11"), "The resource was here and is gone, likely for good."),
  status("411", "Length Required", http("15.5.12"), "The request needs a `Content-Length`."),
  status("412", "Precondition Failed", http("15.5.13"), "A condition in the request's headers was false."),
  status(
    "413",
    "Content Too Large",
    http("15.5.14"),
    "The body of the request is larger than the server takes.",
    "`Retry-After` may say that this is temporary.",
  ),
  status("414", "URI Too Long", http("15.5.15"), "The request's address is longer than the server takes."),
  status(
    "415",
    "Unsupported Media Type",
    http("15.5.16"),
    "The body of the request is in a format that is not supported.",
    "`Accept-Post` or `Accept-Patch` may say which ones are.",
  ),
  status(
    "416",
    "Range Not Satisfiable",
    http("15.5.17"),
    "The `Range` asked for lies outside the resource.",
    "`Content-Range` gives the length, as in `bytes */1234`.",
  ),
  status("417", "Expectation Failed", http("15.5.18"), "What the request's `Expect` wants cannot be met."),
  status("418", "(Unused)", http("15.5.19"), "Reserved, since a well-known joke uses it.", "", UNUSED),
  status(
    "421",
    "Misdirected Request",
    http("15.5.20"),
    "The request reached a server that cannot answer it.",
  ),
  status(
    "422",
    "Unprocessable Content",
    http("15.5.21"),
    "The request is well-formed, but what it says cannot be carried out.",
  ),
  status("423", "Locked", rfc(4918, "11.3"), "WebDAV: the resource is locked."),
  status("424", "Failed Dependency", rfc(4918, "11.4"), "WebDAV: another action it depended on failed."),
  status("425", "Too Early", rfc(8470, "5.2"), "The server will not risk a request that might be replayed."),
  status(
    "426",
    "Upgrade Required",
    http("15.5.22"),
    "The client has to change to another protocol.",
    "HTTP asks for `Upgrade`. AWS's documentation says that API Gateway drops it.",
  ),
  status("428", "Precondition Required", rfc(6585, "3"), "The request has to be conditional."),
  status(
    "429",
    "Too Many Requests",
    rfc(6585, "4"),
    "The client sent too many requests in a given time.",
    "`Retry-After` may say how long to wait. API Gateway's own throttling answers with a gateway response, " +
      "which no integration response shapes.",
  ),
  status(
    "431",
    "Request Header Fields Too Large",
    rfc(6585, "5"),
    "The request's headers are larger than the server takes.",
  ),
  status(
    "451",
    "Unavailable For Legal Reasons",
    rfc(7725, "3"),
    "Access is denied because of a legal demand.",
    '`Link` with `rel="blocked-by"` may name who carries it out.',
  ),

  status(
    "500",
    "Internal Server Error",
    http("15.6.1"),
    "Something unexpected kept the server from answering.",
  ),
  status("501", "Not Implemented", http("15.6.2"), "The server does not support what the request needs."),
  status("502", "Bad Gateway", http("15.6.3"), "A server behind this one sent an invalid response."),
  status(
    "503",
    "Service Unavailable",
    http("15.6.4"),
    "The server cannot answer for now.",
    "`Retry-After` may say how long to wait.",
  ),
  status("504", "Gateway Timeout", http("15.6.5"), "A server behind this one did not answer in time."),
  status(
    "505",
    "HTTP Version Not Supported",
    http("15.6.6"),
    "The server refuses the request's version of HTTP.",
  ),
  status(
    "506",
    "Variant Also Negotiates",
    rfc(2295, "8.1"),
    "The negotiation of a variant leads in a circle.",
  ),
  status(
    "507",
    "Insufficient Storage",
    rfc(4918, "11.5"),
    "WebDAV: there is no room to store what is needed.",
  ),
  status("508", "Loop Detected", rfc(5842, "7.2"), "WebDAV: the request ran into an endless loop."),
  status(
    "510",
    "Not Extended",
    rfc(2774, "7"),
    "The request lacks an extension that the resource needs.",
    "",
    { standing: "obsolete" },
  ),
  status(
    "511",
    "Network Authentication Required",
    rfc(6585, "6"),
    "The client has to log in to the network first.",
    "Meant for proxies that guard a network, not for servers of APIs.",
  ),
];

export const STATUS_CODES = defineVocabulary<StatusCodeEntry>(STATUS_LIST);

/** What every code of the class says, for codes that are not registered. The key is the first digit. */
export const STATUS_CLASSES: ReadonlyMap<string, string> = new Map([
  ["1", "Informational: the request was received and the work goes on."],
  ["2", "Success: the request was received, understood and accepted."],
  ["3", "Redirection: the client has to do more to complete the request."],
  ["4", "Client error: the request is wrong or cannot be fulfilled."],
  ["5", "Server error: the server failed to fulfil a valid request."],
]);

// Media types that API owners write: as keys of `responseTemplates` and as static values of `Content-Type`.
import type { Entry } from "./entry";
import { defineVocabulary } from "./entry";

export interface MediaTypeEntry extends Entry {
  /** Its payload is bytes: a template cannot make one, and the API needs it among its `binaryMediaTypes`. */
  readonly binary: boolean;
}

const TEXT_KEY =
  "As a key of `responseTemplates` it carries no parameters such as `charset`: only the type is compared.";

function media<const N extends string>(
  name: N,
  source: string,
  summary: string,
  binary = false,
): MediaTypeEntry & { readonly name: N } {
  return { name, summary, detail: binary ? "" : TEXT_KEY, evidence: "documented", source, binary };
}

const rfc = (number: number) => `https://www.rfc-editor.org/rfc/rfc${number}.html`;
const iana = (name: string) => `https://www.iana.org/assignments/media-types/${name}`;

const MEDIA_TYPE_LIST = [
  media("application/json", rfc(8259), "JSON, what REST APIs mostly speak."),
  media("application/xml", rfc(7303), "XML."),
  media("text/xml", rfc(7303), "XML, by its older name."),
  media("text/html", iana("text/html"), "HTML."),
  media("text/plain", rfc(2046), "Plain text."),
  media("application/problem+json", rfc(9457), "An error as a problem detail in JSON."),
  media("application/problem+xml", rfc(9457), "An error as a problem detail in XML."),
  media(
    "application/hal+json",
    "https://datatracker.ietf.org/doc/draft-kelly-json-hal/",
    "JSON with links, as HAL.",
  ),
  media("application/vnd.api+json", "https://jsonapi.org/format/", "A JSON:API document."),
  media("application/ld+json", "https://www.w3.org/TR/json-ld11/", "Linked data in JSON."),
  media("application/geo+json", rfc(7946), "Geographic features in JSON."),
  media("application/json-patch+json", rfc(6902), "A list of changes to a JSON document."),
  media("application/merge-patch+json", rfc(7396), "A JSON document to merge into another."),
  media("application/x-ndjson", "https://github.com/ndjson/ndjson-spec", "JSON values, one to a line."),
  media("application/yaml", rfc(9512), "YAML."),
  media("application/atom+xml", rfc(4287), "An Atom feed."),
  media("application/rss+xml", "https://www.rssboard.org/rss-specification", "An RSS feed."),
  media("application/soap+xml", rfc(3902), "A SOAP 1.2 message."),
  media(
    "application/x-www-form-urlencoded",
    "https://url.spec.whatwg.org/#urlencoded-parsing",
    "The fields of a form.",
  ),
  media("text/csv", rfc(4180), "Values separated by commas."),
  media("text/css", rfc(2318), "A style sheet."),
  media("text/javascript", rfc(9239), "JavaScript."),
  media("text/markdown", rfc(7763), "Markdown."),
  media("text/calendar", rfc(5545), "Calendar entries, as iCalendar."),
  media(
    "text/event-stream",
    "https://html.spec.whatwg.org/multipage/server-sent-events.html",
    "A stream of server-sent events.",
  ),
  media("image/svg+xml", "https://www.w3.org/TR/SVG2/mimereg.html", "A vector image, as text."),
  media("image/png", "https://www.w3.org/TR/png-3/", "A PNG image.", true),
  media("image/jpeg", rfc(2046), "A JPEG image.", true),
  media("image/gif", rfc(2046), "A GIF image.", true),
  media("image/webp", rfc(9649), "A WebP image.", true),
  media("image/avif", iana("image/avif"), "An AVIF image.", true),
  media("application/pdf", rfc(8118), "A PDF document.", true),
  media("application/zip", iana("application/zip"), "A ZIP archive.", true),
  media("application/gzip", rfc(6713), "Data compressed with gzip.", true),
  media("application/octet-stream", rfc(2046), "Bytes of no stated kind.", true),
  media("font/woff2", rfc(8081), "A font, as WOFF 2.", true),
  media("audio/mpeg", rfc(3003), "MP3 audio.", true),
  media("video/mp4", rfc(4337), "MP4 video.", true),
];

export const MEDIA_TYPES = defineVocabulary<MediaTypeEntry>(MEDIA_TYPE_LIST);

/** Whether a payload of the type is bytes, by its name where the type is none of those above. */
export function isBinaryType(essence: string): boolean {
  const isText = /\+(?:xml|json)$|mpegurl$/.test(essence);
  return MEDIA_TYPES.get(essence)?.binary ?? (!isText && /^(?:image|audio|video|font)\/[^*]+$/.test(essence));
}

/** The type of a media type, as it is compared: in small letters, without parameters and the white space before them. */
export function essenceOf(mediaType: string): string {
  const end = mediaType.indexOf(";");
  return (end < 0 ? mediaType : mediaType.slice(0, end)).trim().toLowerCase();
}

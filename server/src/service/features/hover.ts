// What the thing under the cursor is, what the service does with it, and where that is written.
// Invariant: the answer depends on the word and its role, and of a pattern on the backend in sight: on no dialect.
import type { Analysis } from "../analysis";
import { classPathAt, describeClassItem, describeNode, describeRegex, regexPathAt } from "../islands/regex";
import type { Backend } from "../model/method";
import {
  type MappingKeyPlace,
  type MappingValuePlace,
  type MemberValuePlace,
  type Nowhere,
  type Place,
  patternAt,
  placeAt,
  type TemplateKeyPlace,
  type TemplateValuePlace,
  templateAt,
} from "../model/place";
import type { NamedSample } from "../simulate/samples";
import type { Node, StringNode } from "../syntax/node";
import { type Span, shiftSpan, spanOf, touches } from "../text/span";
import { CONTENT_HANDLING, CONVERSION_LEGEND, CONVERSION_TABLE } from "../vocabulary/contentHandling";
import { findContextVariable } from "../vocabulary/contextVariables";
import type { Entry } from "../vocabulary/entry";
import { HEADER_TARGET_PREFIX } from "../vocabulary/grammar";
import { findHeader, HEADER_NOTES_PAGE } from "../vocabulary/headers";
import { HTTP_METHODS } from "../vocabulary/httpMethods";
import { MAPPING_SOURCES, type MappingSourceEntry } from "../vocabulary/mappingSources";
import { MEDIA_TYPES } from "../vocabulary/mediaTypes";
import { MEMBERS } from "../vocabulary/members";
import { SELECTION_PATTERNS } from "../vocabulary/selectionPatterns";
import { STATUS_CLASSES, STATUS_CODES } from "../vocabulary/statusCodes";
import { headerFateTable } from "./headerFate";
import { code, entryMarkdown, footer, paragraphs } from "./markdown";
import { templateHover as templateWordHover } from "./template/hover";

export interface HoverData {
  readonly span: Span;
  readonly markdown: string;
}

export interface HoverOptions {
  /** The sample whose values are shown. */
  readonly sample?: () => NamedSample | undefined;
}

export function hoverAt(
  analysis: Analysis,
  offset: number,
  { sample }: HoverOptions = {},
): HoverData | undefined {
  const place = placeAt(analysis, offset);
  const template = templateAt(place);
  const inTemplate = template && templateWordHover(template, sample?.());
  if (inTemplate !== undefined && touches(inTemplate.span, offset)) {
    return inTemplate;
  }
  if (place.kind === "nowhere") {
    return undefined;
  }
  const hover = hoverIn(place);
  return hover && { span: shiftSpan(hover.span, place.block.start), markdown: hover.markdown };
}

function hoverIn(place: Exclude<Place, Nowhere>): HoverData | undefined {
  switch (place.kind) {
    case "memberKey": {
      const { key } = place.property;
      const entry = touches(key, place.offset) ? MEMBERS.get(key.text.value) : undefined;
      return (
        entry && {
          span: spanOf(key.start, key.end),
          markdown: entryMarkdown(entry, {
            heading: bold(entry.name),
            more: [
              entry.name === "contentHandling" ? `${CONVERSION_TABLE}\n\n${CONVERSION_LEGEND}` : undefined,
            ],
          }),
        }
      );
    }
    case "mappingKey":
      return touches(place.property.key, place.offset) ? mappingKeyHover(place) : undefined;
    case "templateKey":
      return touches(place.property.key, place.offset) ? templateKeyHover(place) : undefined;
    case "memberValue":
    case "mappingValue":
    case "templateValue": {
      const { value } = place;
      if (value === undefined || !touches(value, place.offset)) {
        return undefined;
      }
      return place.kind === "memberValue"
        ? memberValueHover(place, value)
        : place.kind === "mappingValue"
          ? mappingValueHover(place)
          : templateHover(place, value);
    }
    default:
      return undefined;
  }
}

/** An underscore inside a word is one; elsewhere it would begin emphasis. */
function bold(name: string): string {
  return `**${name.replace(/[\\`*[\]<>]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\$&")}**`;
}

/** A hover over a part of a string, by its span in the value. At the string's quotes it is over all of it. */
function partOf(node: StringNode, part: Span, offset: number, markdown: string): HoverData {
  const span = node.text.toSourceSpan(part);
  return { span: touches(span, offset) ? span : spanOf(node.start, node.end), markdown };
}

function isInPart({ text }: StringNode, part: Span, offset: number): boolean {
  return touches(text.toSourceSpan(part), offset);
}

const DECLARED =
  "The header has to be declared in the method response of the same status, or the service answers 400 to the PUT.";

function mappingKeyHover({ mapping, property, offset }: MappingKeyPlace): HoverData | undefined {
  const { key } = mapping;
  if (key.kind === "header" && isInPart(property.key, key.nameSpan, offset)) {
    return partOf(property.key, key.nameSpan, offset, mappedHeaderMarkdown(key.name));
  }
  if (!property.key.text.value.startsWith(HEADER_TARGET_PREFIX)) {
    return undefined;
  }
  const markdown = paragraphs([
    bold(`${HEADER_TARGET_PREFIX}{name}`),
    "A header of the response that the client receives. It is the only target there is: the body is made by " +
      "`responseTemplates`, and the status is the integration response's own.",
    `The name has letters, digits and \`.\`, \`_\`, \`$\`, \`-\`. ${DECLARED}`,
    footer(TARGET_FACTS),
  ]);
  const end = HEADER_TARGET_PREFIX.length - (key.kind === "header" ? 1 : 0);
  return partOf(property.key, spanOf(0, end), offset, markdown);
}

const TARGET_FACTS = {
  evidence: "documented",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html",
} as const satisfies Pick<Entry, "evidence" | "source">;

/** A header of the client's: what it is, what may follow, what becomes of it on its way, and who sets it. */
function mappedHeaderMarkdown(name: string): string {
  const entry = findHeader(name);
  const fate = entry && headerFateTable(entry);
  const examples = entry?.values.slice(0, MAX_VALUES).map((value) => code(`'${value}'`)) ?? [];
  return paragraphs([
    bold(entry?.name ?? name),
    entry?.summary ?? NO_REGISTRY,
    examples.length === 0 ? undefined : `For example ${examples.join(", ")}.`,
    entry?.note,
    fate,
    `${DECLARED} A backend's header reaches the client only where a mapping takes it over. ${SEEN}`,
    [
      entry === undefined ? [] : [footer(entry)],
      fate === undefined ? [] : [`[Renamed headers](${HEADER_NOTES_PAGE})`],
      [`[Method responses](${DECLARATION_PAGE})`],
    ]
      .flat()
      .join(" · "),
  ]);
}

const NO_REGISTRY = "A header that no public registry knows: it means what the API says it means.";
const SEEN = "*Seen in practice, not stated by AWS.*";
const DECLARATION_PAGE = "https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethodResponse.html";
const MAX_VALUES = 3;

function headerMarkdown(name: string, ...more: readonly string[]): string {
  const entry = findHeader(name);
  return entry === undefined
    ? paragraphs([bold(name), NO_REGISTRY, ...more])
    : entryMarkdown(entry, { heading: bold(entry.name), more });
}

function mappingValueHover({ mapping, offset }: MappingValuePlace): HoverData | undefined {
  const { source, key } = mapping;
  if (source === undefined || source.value.kind === "invalid") {
    return undefined;
  }
  const { node, value } = source;
  const entry = sourceEntry(value.kind);
  const whole = spanOf(0, node.text.value.length);
  const ofForm = (part: Span, more?: string) =>
    entry && partOf(node, part, offset, entryMarkdown(entry, { heading: bold(entry.name), more: [more] }));
  switch (value.kind) {
    case "static": {
      const header = key.kind === "header" ? key.name : "";
      const mediaType = header.toLowerCase() === "content-type" ? mediaTypeEntry(value.value) : undefined;
      const meaning = mediaType && `${bold(mediaType.name)}: ${mediaType.summary}`;
      return ofForm(whole, paragraphs([`The client receives ${code(value.value)}.`, meaning]));
    }
    case "integrationBody":
      return ofForm(whole);
    case "integrationBodyPath":
      return ofForm(whole, `Reads ${code(`$.${value.path}`)} of the backend's body.`);
    case "integrationHeader":
    case "integrationMultivalueHeader":
      return isInPart(node, value.nameSpan, offset)
        ? partOf(
            node,
            value.nameSpan,
            offset,
            headerMarkdown(
              value.name,
              "Here it is the backend's header, whose name is compared with regard to case.",
            ),
          )
        : ofForm(spanOf(0, value.nameSpan.start - 1));
    case "stageVariable":
      return ofForm(whole, `Reads the stage variable ${code(value.name)}.`);
    case "context":
      return isInPart(node, value.nameSpan, offset)
        ? partOf(node, value.nameSpan, offset, contextMarkdown(value.name))
        : ofForm(spanOf(0, value.nameSpan.start - 1));
  }
}

function contextMarkdown(name: string): string {
  const entry = findContextVariable(name);
  return entry === undefined
    ? paragraphs([
        bold(`context.${name}`),
        "AWS documents no context variable of that name. Names are compared with regard to case.",
        footer({
          evidence: "documented",
          source: MAPPING_SOURCES.get("context.{name}")?.source ?? TARGET_FACTS.source,
        }),
      ])
    : entryMarkdown(entry, { heading: bold(`context.${entry.name}`) });
}

function sourceEntry(kind: MappingSourceEntry["kind"]): MappingSourceEntry | undefined {
  for (const entry of MAPPING_SOURCES.values()) {
    if (entry.kind === kind) {
      return entry;
    }
  }
  return undefined;
}

/** The entry of a media type, whatever its parameters. */
function mediaTypeEntry(value: string): Entry | undefined {
  return MEDIA_TYPES.get((value.split(";")[0] ?? "").trim().toLowerCase());
}

const WHICH_TEMPLATE =
  "The template runs for a client whose `Accept` header names this type; a client that sends none counts as " +
  "`application/json`. Only the type is compared, not its parameters, and of several types in `Accept` the first. " +
  "Where no key matches, the first template runs.";
const TEMPLATE_FACTS = {
  evidence: "observed",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html",
} as const satisfies Pick<Entry, "evidence" | "source">;

function templateKeyHover({ template, property }: TemplateKeyPlace): HoverData {
  const { mediaType } = template;
  const entry = mediaTypeEntry(mediaType);
  const markdown = paragraphs([
    bold(mediaType === "" ? "media type" : mediaType),
    entry?.summary ?? "A media type.",
    WHICH_TEMPLATE,
    "AWS's current pages disagree on which header decides; recorded answers show `Accept`.",
    footer(TEMPLATE_FACTS),
  ]);
  return { span: spanOf(property.key.start, property.key.end), markdown };
}

function templateHover({ template }: TemplateValuePlace, value: Node): HoverData {
  const isEmpty = template.value === undefined || template.value.text.value === "";
  const markdown = paragraphs([
    bold(`Template for ${template.mediaType}`),
    isEmpty
      ? "An empty template: AWS documents one for `application/json` as the way to keep the template of another type from " +
        "clients of JSON. Whether the client then receives the backend's body or an empty one is not " +
        "documented: LocalStack passes the body through. `null` stands for the same, as the service itself answers it."
      : "A Velocity template: what it prints is the body that the client receives. It reads the backend's body as " +
        "`$input.body`, `$input.json('$.path')` and `$input.path('$.path')`, the call as `$context`, and the stage's " +
        "variables as `$stageVariables`; `$util` escapes and encodes. Headers are mapped before it runs. " +
        "It may be up to 300 KB and loop 1,000 times.",
    footer({ ...TEMPLATE_FACTS, evidence: isEmpty ? "uncertain" : "documented" }),
  ]);
  return { span: spanOf(value.start, value.end), markdown };
}

function memberValueHover(place: MemberValuePlace, value: Node): HoverData | undefined {
  const part = patternPartHover(place);
  if (part !== undefined) {
    return part;
  }
  const { name, block } = place;
  const written =
    value.kind === "string" ? value.text.value : block.content.text.slice(value.start, value.end);
  const markdown = memberValueMarkdown(
    name,
    written,
    value.kind === "string",
    block.content.response?.backend,
  );
  return markdown === undefined ? undefined : { span: spanOf(value.start, value.end), markdown };
}

function memberValueMarkdown(
  name: string,
  value: string,
  isString: boolean,
  backend: Backend | undefined,
): string | undefined {
  switch (name) {
    case "statusCode":
      return statusMarkdown(value);
    case "contentHandling":
      return entryOf(CONTENT_HANDLING, value);
    case "httpMethod":
      return entryOf(HTTP_METHODS, value);
    case "selectionPattern":
      return isString ? patternMarkdown(value, backend) : undefined;
    case "restApiId":
    case "resourceId":
      return entryOf(MEMBERS, name);
    default:
      return undefined;
  }
}

/** The innermost part of a pattern that is under the cursor, and what the whole of it matches. */
function patternPartHover(place: MemberValuePlace): HoverData | undefined {
  const pattern = patternAt(place);
  const { offset } = place;
  if (pattern === undefined || pattern.node.text.value === "") {
    return undefined;
  }
  const { node, regex } = pattern;
  const { text } = node;
  if (offset < text.sourceStart || offset > text.sourceEnd) {
    return undefined;
  }
  const at = text.fromSource(offset);
  const innermost = regexPathAt(regex(), at).at(-1);
  // What stands alone in its brackets is told with them.
  const items = classPathAt(innermost, at);
  const isAlone = innermost?.kind === "set" && items.length === 1 && innermost.items?.length === 1;
  const item = isAlone ? undefined : items.at(-1);
  const part = item ?? innermost;
  if (part === undefined || part.span.start === part.span.end) {
    return undefined;
  }
  const { start, end } = part.span;
  const words =
    item === undefined ? (innermost === undefined ? "" : describeNode(innermost)) : describeClassItem(item);
  const isWhole = start === 0 && end === text.value.length;
  const [problem] = regex().problems;
  return partOf(
    node,
    part.span,
    offset,
    paragraphs([
      isWhole ? undefined : `${code(text.value.slice(start, end))}: ${escaped(words)}.`,
      patternMarkdown(
        text.value,
        place.block.content.response?.backend,
        problem === undefined ? escaped(describeRegex(regex())) : `Java refuses it: ${problem.description}.`,
      ),
    ]),
  );
}

/** Words that quote a pattern hold characters that Markdown would take for marks. */
function escaped(words: string): string {
  return words.replace(/[\\`*_[\]<>#|]/g, "\\$&");
}

function entryOf(vocabulary: ReadonlyMap<string, Entry>, name: string): string | undefined {
  const entry = vocabulary.get(name);
  return entry && entryMarkdown(entry, { heading: bold(entry.name) });
}

const STATUS_NOTE =
  "A method response of this status has to exist: without one the client gets a 500 at run time, as seen in practice.";

function statusMarkdown(value: string): string | undefined {
  const entry = STATUS_CODES.get(value);
  if (entry !== undefined) {
    return entryMarkdown(entry, { heading: bold(`${entry.name} ${entry.reason}`), more: [STATUS_NOTE] });
  }
  const ofClass = /^[1-5]\d\d$/.test(value) ? STATUS_CLASSES.get(value.charAt(0)) : undefined;
  return ofClass && paragraphs([bold(value), `Not a registered status. ${ofClass}`, STATUS_NOTE]);
}

const AGAINST_STATUS = "it is tried against the status code alone, never against the body.";

/** What a pattern is tried against, outright where it is known what stands behind the method. */
const TRIED = {
  unknown:
    "For a Lambda function a pattern is tried against the `errorMessage` of the returned error, which counts as empty " +
    "where there is none; for HTTP and other AWS backends against the status code, never against the body.",
  lambda:
    "Here a Lambda function answers: it is tried against the `errorMessage` of the returned error, which counts as empty " +
    "where there is none, and never against a status.",
  http: `Here an HTTP backend answers: ${AGAINST_STATUS}`,
  aws: `Here a service of AWS answers: ${AGAINST_STATUS}`,
  mock: `Here a mock answers: ${AGAINST_STATUS} The status is what its request template prints as \`statusCode\`.`,
  proxy: "Here a proxy integration answers, which uses no pattern.",
} as const satisfies Readonly<Record<Backend | "unknown", string>>;

function patternMarkdown(value: string, backend: Backend | undefined, words?: string): string {
  const known = SELECTION_PATTERNS.get(value);
  const member = MEMBERS.get("selectionPattern");
  return paragraphs([
    value === "" ? bold("No pattern") : `${bold("Pattern")} ${code(value)}`,
    value === ""
      ? "This is the default response: it answers what no other pattern of the method matches. " +
        "A method has one; a second is refused with a conflict."
      : known?.summary,
    words,
    `${TRIED[backend ?? "unknown"]} It is a Java regular expression, and by AWS's examples it has to match the whole${words === undefined ? "; `.` does not match a newline" : ""}.`,
    member && footer(member),
  ]);
}

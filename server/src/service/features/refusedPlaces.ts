// Where in a response the text of a refusal points: each fault that the service names, on the key it speaks of.
// Invariant: a text that is not known has no place, and a fault whose key is not found is put on the member it is in.
import type { Analysis, Block } from "../analysis";
import {
  type IntegrationResponse,
  type Mapping,
  memberOf,
  type Template,
} from "../model/integrationResponse";
import type { Fix } from "../rules/rule";
import { contentSpan, type Node, type Property } from "../syntax/node";
import { encloses, type Span, shiftSpan } from "../text/span";
import { PARAMETER_NAME } from "../vocabulary/grammar";
import { mendableFindings } from "./findings";
import { headOf } from "./memberPath";

export interface RefusedPlace {
  /** Begins with `service-`, so that no rule has it. */
  readonly code: string;
  readonly span: Span;
  /** The part of the service's text that speaks of this place, as it came. */
  readonly said: string;
  /** Those of our own rules that speak of the same. */
  readonly fixes: () => readonly Fix[];
}

/** @param text The service's own text, as it came. */
export function refusedPlaces(text: string, analysis: Analysis, block: Block): readonly RefusedPlace[] {
  const { response } = block.content;
  if (response === undefined) {
    return [];
  }
  const fault = FAULTS.find(({ known }) => known.test(text));
  const found = fault?.places(response, text) ?? [];
  return found.slice(0, MAX_PLACES).map(({ span, said }) => {
    const absolute = shiftSpan(span, block.start);
    return {
      code: fault?.code ?? "",
      span: absolute,
      said: said ?? innermost(text),
      fixes: () => fixesAt(analysis, absolute, fault?.rules ?? []),
    };
  });
}

/** Nobody mends more before trying again. */
const MAX_PLACES = 20;

interface Fault {
  readonly code: string;
  readonly known: RegExp;
  /** Our rules for the same fault. */
  readonly rules: readonly string[];
  readonly places: (response: IntegrationResponse, text: string) => readonly FoundPlace[];
}

interface FoundPlace {
  readonly span: Span;
  readonly said?: string;
}

/** The more particular first. */
const FAULTS: readonly Fault[] = [
  {
    code: "service-undeclared-header",
    known: /Invalid mapping expression parameter specified: /,
    rules: ["undeclared-header", "mapping-key"],
    places: (response, text) => {
      const prefix = "Invalid mapping expression parameter specified: ";
      const named = response.mappings.filter(({ property }) => names(text, prefix, property.key.text.value));
      return named.length === 0
        ? onMember(response, "responseParameters")
        : named.map(({ property }) => ({
            span: contentSpan(property.key),
            said: `${prefix}${asTold(property.key.text.value)}`,
          }));
    },
  },
  {
    code: "service-mapping-source",
    known: /errors : \[.*Invalid mapping expression specified: /s,
    rules: ["static-quotes", "quoted-expression", "mapping-source", "json-path", "inner-quotes"],
    places: (response, text) => {
      const prefix = "Invalid mapping expression specified: ";
      const named = response.mappings.flatMap(({ source }) =>
        source !== undefined && names(text, prefix, source.node.text.value) ? [source.node] : [],
      );
      return named.length === 0
        ? onMember(response, "responseParameters")
        : named.map((node) => ({
            span: contentSpan(node),
            said: `${prefix}${asTold(node.text.value)}`,
          }));
    },
  },
  {
    code: "service-missing-method-response",
    known: /No method response exists for method/,
    rules: ["missing-method-response"],
    places: (response) => onMember(response, "responseParameters"),
  },
  {
    code: "service-parameter-name",
    known: /Parameter name should match the following regular expression/,
    rules: ["parameter-name", "header-characters"],
    places: (response) => {
      const strange = response.mappings.filter((mapping) => !hasPlainNames(mapping));
      return strange.length === 0
        ? onMember(response, "responseParameters")
        : strange.map((mapping) => ({ span: spanOfName(mapping) }));
    },
  },
  {
    code: "service-mapping-source",
    known: /Invalid mapping identifier specified/,
    rules: ["mapping-source", "json-path"],
    // The text does not say which: with one mapping there is no doubt.
    places: (response) => {
      const [first, ...others] = response.mappings;
      return first?.source !== undefined && others.length === 0
        ? [{ span: contentSpan(first.source.node) }]
        : onMember(response, "responseParameters");
    },
  },
  {
    code: "service-media-type",
    known: /Invalid content type specified: /,
    rules: ["media-type-key"],
    places: (response, text) => {
      const prefix = "Invalid content type specified: ";
      const named = response.templates.filter(({ mediaType }) => names(text, prefix, mediaType));
      return named.length === 0
        ? onMember(response, "responseTemplates")
        : named.map(({ property, mediaType }) => ({
            span: contentSpan(property.key),
            said: `${prefix}${asTold(mediaType)}`,
          }));
    },
  },
  {
    code: "service-value-type",
    known: /can ?not be converted to an? String/i,
    rules: ["value-type"],
    places: (response) => [...otherThanStrings(response)].slice(0, 1).map((span) => ({ span })),
  },
  {
    code: "service-two-defaults",
    known: /Integration response with selection pattern default already exists/,
    rules: ["two-defaults"],
    places: (response) => onMember(response, "selectionPattern"),
  },
  {
    code: "service-selection-pattern",
    known: /selection pattern/i,
    rules: ["pattern-syntax"],
    places: (response) => onMember(response, "selectionPattern"),
  },
  {
    code: "service-validation",
    known: /at '[\w.]+' failed to satisfy constraint/,
    rules: ["content-handling", "status-code", "value-type"],
    places: (response, text) =>
      [...text.matchAll(/Value '[^']*' at '(?:\w+\.)*(\w+)' failed to satisfy constraint[^;]*/g)].flatMap(
        ([said, name]) =>
          memberOf(response, name ?? "") === undefined
            ? []
            : onMember(response, name ?? "").map(({ span }) => ({ span, said: said.trim() })),
      ),
  },
];

/** What is named ends where the service's list goes on or ends, or where the text was cut off. */
function names(text: string, prefix: string, value: string): boolean {
  const shown = asTold(value);
  for (let at = text.indexOf(prefix); at >= 0; at = text.indexOf(prefix, at + 1)) {
    const rest = text.slice(at + prefix.length);
    if (/^(?:\]|, |$)/.test(rest.slice(shown.length)) && rest.startsWith(shown)) {
      return true;
    }
    if (rest.endsWith("…") && shown.startsWith(rest.slice(0, -1))) {
      return true;
    }
  }
  return false;
}

/** A refusal is told in one line. */
function asTold(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
  return value.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim();
}

/** The service wraps what it has to say into `Validation Result: …, errors : [ … ]`. */
function innermost(text: string): string {
  return /errors : \[(.*?)\]?\s*$/s.exec(text)?.[1]?.trim() || text;
}

/** The value of a scalar, the key of a map; where there is no such member, what the response begins with. */
function onMember(response: IntegrationResponse, name: string): readonly FoundPlace[] {
  const member = memberOf(response, name);
  if (member === undefined) {
    return [{ span: headOf(response) }];
  }
  return [{ span: member.value?.kind === "string" ? contentSpan(member.value) : contentSpan(member.key) }];
}

function hasPlainNames({ key, source }: Mapping): boolean {
  const nameOfSource = source !== undefined && "name" in source.value ? source.value.name : "plain";
  return (key.kind !== "header" || PARAMETER_NAME.test(key.name)) && PARAMETER_NAME.test(nameOfSource);
}

function spanOfName({ key, property, source }: Mapping): Span {
  return source === undefined || (key.kind === "header" && !PARAMETER_NAME.test(key.name))
    ? contentSpan(property.key)
    : contentSpan(source.node);
}

function* otherThanStrings(response: IntegrationResponse): Generator<Span> {
  const { members, mappings, templates } = response;
  const scalars = members.filter(({ key }) =>
    ["selectionPattern", "contentHandling"].includes(key.text.value),
  );
  const entries: readonly Pick<Mapping | Template, "property">[] = [...mappings, ...templates];
  for (const { value } of [...scalars, ...entries.map(({ property }): Property => property)]) {
    if (isOtherThanString(value)) {
      yield { start: value.start, end: value.end };
    }
  }
}

function isOtherThanString(value: Node | undefined): value is Node {
  return (
    value !== undefined && value.kind !== "string" && !(value.kind === "literal" && value.value === null)
  );
}

function fixesAt(analysis: Analysis, span: Span, rules: readonly string[]): readonly Fix[] {
  return mendableFindings(analysis, new Map(), span)
    .filter((finding) => rules.includes(finding.rule))
    .filter((finding) => encloses(finding.span, span) || encloses(span, finding.span))
    .flatMap(({ fixes }) => fixes?.() ?? []);
}

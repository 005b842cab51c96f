// Random integration responses that have nothing wrong with them, built from the vocabulary.
import fc from "fast-check";
import { parseVtlText } from "../../server/src/service/islands/vtl";
import { CONTEXT_VARIABLES } from "../../server/src/service/vocabulary/contextVariables";
import { HEADERS } from "../../server/src/service/vocabulary/headers";
import { HEADER_VALUES } from "../../server/src/service/vocabulary/headerValues";
import { HTTP_METHODS } from "../../server/src/service/vocabulary/httpMethods";
import { essenceOf, isBinaryType, MEDIA_TYPES } from "../../server/src/service/vocabulary/mediaTypes";
import { STATUS_CODES } from "../../server/src/service/vocabulary/statusCodes";
import * as vtl from "./vtlTemplates";

export interface PutBody {
  readonly selectionPattern?: string;
  readonly responseParameters?: Readonly<Record<string, string>>;
  readonly responseTemplates?: Readonly<Record<string, string | null>>;
  readonly contentHandling?: string;
}

export const TO_HEADER = "method.response.header.";

const name = fc.stringMatching(/^[a-zA-Z0-9_][a-zA-Z0-9_$-]{0,11}$/);

/** Text that no header minds and that spells out no expression: words and marks, none of them a quote. */
const text = fc
  .array(fc.stringMatching(/^[a-zA-Z0-9!#%&()*+./:;<=>?@^_{|}~-]{1,8}$/), { minLength: 1, maxLength: 4 })
  .map((words) => words.join(" "))
  .filter((value) => !/^(?:integration|context|stageVariables)\b/.test(value));

const step = fc.oneof(
  { weight: 4, arbitrary: name.map((member) => `.${member}`) },
  fc.nat(20).map((index) => `[${index}]`),
  fc.tuple(fc.nat(5), fc.integer({ min: 6, max: 9 })).map(([from, to]) => `[${from}:${to}]`),
  text.map((member) => `['${member}']`),
  name.map((member) => `[?(@.${member} == 'x')]`),
  fc.constantFrom("[*]", ".*", ".length()", "[-1]", "[0, 2]"),
);
export const jsonPath = fc
  .tuple(name, fc.array(step, { maxLength: 4 }))
  .map(([first, rest]) => first + rest.join(""));

export const usableVariable = fc.constantFrom(
  ...[...CONTEXT_VARIABLES.values()]
    .filter(({ open, group }) => !open && group === "usable")
    .map((entry) => entry.name),
);

const expression = fc.oneof(
  name.map((header) => `integration.response.header.${header}`),
  name.map((header) => `integration.response.multivalueheader.${header}`),
  fc.constant("integration.response.body"),
  jsonPath.map((path) => `integration.response.body.${path}`),
  name.map((variable) => `stageVariables.${variable}`),
  usableVariable.map((variable) => `context.${variable}`),
  name.map((key) => `context.authorizer.${key}`),
);

/** Headers that reach the client as they are, and a few names of nobody's. Credentials forbid `*` elsewhere. */
const KNOWN = [...HEADERS.values()].filter(
  (header) =>
    header.onResponse === "passed" &&
    header.onResponseObserved === undefined &&
    header.name !== "Access-Control-Allow-Credentials",
);

/** Bytes have no template beside them. */
const isForText = (value: string): boolean => !isBinaryType(essenceOf(value));

const mapping = fc.oneof(
  fc.constantFrom(...KNOWN).chain((header) => {
    const statics = [
      ...(header.values.length === 0 ? [] : [fc.constantFrom(...header.values).filter(isForText)]),
      ...(HEADER_VALUES.has(header.name.toLowerCase()) ? [] : [text]),
    ];
    const source = fc.oneof(expression, ...statics.map((values) => values.map((value) => `'${value}'`)));
    return fc.tuple(fc.constantFrom(header.name, header.name.toLowerCase()), source);
  }),
  fc.tuple(
    name.map((header) => `X-${header}`),
    fc.oneof(
      expression,
      text.map((value) => `'${value}'`),
    ),
  ),
);

const parameters = fc
  .uniqueArray(mapping, { selector: ([header]) => header.toLowerCase(), maxLength: 6 })
  .map((mappings) => Object.fromEntries(mappings.map(([header, source]) => [TO_HEADER + header, source])));

/** Texts that Velocity prints as they are. */
const plainTemplate = text.filter(
  (value) => !/[$#]/.test(value) && parseVtlText(value).problems.length === 0,
);
const anyTemplate = fc.option(
  fc.oneof(plainTemplate, vtl.textTemplate, fc.constantFrom("", "$input.body", "#set($a = 1)\n$a")),
);
const jsonTemplate = fc.option(
  fc.oneof(vtl.jsonTemplate, fc.constantFrom("", "$input.body", "$input.json('$')")),
);

const templates = fc
  .uniqueArray(
    fc.oneof(
      fc
        .constantFrom(...MEDIA_TYPES.values())
        .filter(({ binary }) => !binary)
        .map((type) => type.name),
      fc.constant("application/vnd.example.v1+json"),
    ),
    {
      maxLength: 3,
    },
  )
  .chain((types) =>
    fc.tuple(
      ...types.map((type) => fc.tuple(fc.constant(type), /json$/.test(type) ? jsonTemplate : anyTemplate)),
    ),
  )
  .map((entries) => Object.fromEntries(entries));

/** A payload that became base64 is no JSON to read. */
const rawTemplates = fc.dictionary(
  fc.constantFrom(...MEDIA_TYPES.keys()),
  fc.constantFrom("", "$input.body", "[$input.body]"),
  { maxKeys: 3 },
);

const members = {
  selectionPattern: fc.constantFrom("", "2\\d{2}", "4\\d{2}|5\\d{2}", "(?s).*\\[NotFound\\].*", "(?s).+"),
  responseParameters: parameters,
};

/** No binary conversion beside a template. */
export const putBody: fc.Arbitrary<PutBody> = fc.oneof(
  fc.record({ ...members, responseTemplates: templates }, { requiredKeys: [] }),
  fc.record(
    { ...members, responseTemplates: rawTemplates, contentHandling: fc.constant("CONVERT_TO_TEXT") },
    { requiredKeys: ["contentHandling"] },
  ),
  fc.record(
    { ...members, contentHandling: fc.constant("CONVERT_TO_BINARY") },
    { requiredKeys: ["contentHandling"] },
  ),
);

export const target = fc.record({
  restApiId: fc.stringMatching(/^[a-z0-9]{10}$/),
  resourceId: fc.stringMatching(/^[a-z0-9]{6}$/),
  httpMethod: fc.constantFrom(...HTTP_METHODS.keys()),
  statusCode: fc.constantFrom(...STATUS_CODES.keys()),
});

export const indentation = fc.constantFrom(undefined, 2, 4, "\t");

/** As the text of a file, in the dialects of a PUT body and of CLI input. */
export const written = fc
  .tuple(putBody, fc.option(target), indentation)
  .map(([body, named, indent]) => JSON.stringify({ ...named, ...body }, undefined, indent));

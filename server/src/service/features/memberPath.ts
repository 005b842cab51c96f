// A part of a response by its name: `selectionPattern`, `responseParameters/method.response.header.X`.
// Invariant: the same name finds the same part in every text that holds it. Spans are those of the block.
import { type IntegrationResponse, memberOf } from "../model/integrationResponse";
import { contentSpan, type Property } from "../syntax/node";
import { encloses, type Span } from "../text/span";

/** The innermost part around a span; nothing for what speaks of the response as a whole. */
export function memberPathAt(response: IntegrationResponse, span: Span): string | undefined {
  const isAround = ({ key, value }: Property): boolean =>
    encloses({ start: key.start, end: value?.end ?? key.end }, span);
  const entry = entriesOf(response).find(({ property }) => isAround(property));
  return entry === undefined
    ? response.members.find(isAround)?.key.text.value
    : `${entry.member}/${entry.property.key.text.value}`;
}

/** The key of an entry, the value of a scalar; what the response begins with where there is no such part. */
export function spanOfMemberPath(response: IntegrationResponse, path: string | undefined): Span {
  const entry = entriesOf(response).find(
    ({ member, property }) => path === `${member}/${property.key.text.value}`,
  );
  if (entry !== undefined) {
    return contentSpan(entry.property.key);
  }
  const member = path === undefined ? undefined : memberOf(response, path);
  return member === undefined
    ? headOf(response)
    : contentSpan(member.value?.kind === "string" ? member.value : member.key);
}

/** The status code, or else the first member. */
export function headOf({ object, members }: IntegrationResponse): Span {
  const first = members.find(({ key }) => key.text.value === "statusCode") ?? members[0];
  return first === undefined ? { start: object.start, end: object.start + 1 } : contentSpan(first.key);
}

interface Entry {
  readonly member: "responseParameters" | "responseTemplates";
  readonly property: Property;
}

function entriesOf({ mappings, templates }: IntegrationResponse): readonly Entry[] {
  return [
    ...mappings.map(({ property }): Entry => ({ member: "responseParameters", property })),
    ...templates.map(({ property }): Entry => ({ member: "responseTemplates", property })),
  ];
}

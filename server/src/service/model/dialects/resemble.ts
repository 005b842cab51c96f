// Whether a document that somebody names as an integration response may be one at all, broken or misspelled as it is.
// Invariant: what says that it is something else is not ours, and what says nothing is not either.
import type { ObjectNode, Tree } from "../../syntax/node";
import { nearest } from "../../text/nearest";
import type { DocumentFacts } from "./dialect";
import { MEMBERS_OF_OTHERS, recogniseDialect } from "./recognise";

/** `holdsMarker`: whether the text has a word that hardly anything else has, for when it cannot be read. */
export function resemblesOurs({ root, problems }: Tree, facts: DocumentFacts, holdsMarker: boolean): boolean {
  if (recogniseDialect(root, { ...facts, own: false }) !== undefined) {
    return true;
  }
  if (root?.kind === "object" && saysItIsAnother(root)) {
    return false;
  }
  return (problems.length > 0 && holdsMarker) || (root?.kind === "object" && hasNearlyOurMember(root));
}

/** The members that nothing but an integration response and its neighbours have. */
const OWN_MEMBERS: readonly string[] = [
  "selectionPattern",
  "responseParameters",
  "responseTemplates",
  "contentHandling",
];
const OWN_FOLDED: ReadonlySet<string> = new Set(OWN_MEMBERS.map(fold));
const OTHERS_FOLDED: ReadonlySet<string> = new Set([...MEMBERS_OF_OTHERS].map(fold));
const TARGET = /^method\.response\./i;
const GATEWAY_RESPONSE = /^gatewayresponse\./i;

function hasNearlyOurMember(root: ObjectNode): boolean {
  return keysOf(root).some(
    (key) => OWN_FOLDED.has(fold(key)) || nearest(key, OWN_MEMBERS, 1) !== undefined || TARGET.test(key),
  );
}

/** Also by the targets of its mappings: a gateway response has the same members otherwise. */
function saysItIsAnother(root: ObjectNode): boolean {
  return root.properties.some(
    ({ key, value }) =>
      OTHERS_FOLDED.has(fold(key.text.value)) ||
      GATEWAY_RESPONSE.test(key.text.value) ||
      (value?.kind === "object" && keysOf(value).some((target) => GATEWAY_RESPONSE.test(target))),
  );
}

function keysOf({ properties }: ObjectNode): readonly string[] {
  return properties.map(({ key }) => key.text.value);
}

/** One name in every spelling: CloudFormation's capital, Terraform's underscores. */
function fold(name: string): string {
  return name.replaceAll(/[_\-\s]/g, "").toLowerCase();
}

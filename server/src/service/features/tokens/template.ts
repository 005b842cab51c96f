// What the words of a template are, for colouring.
// Invariant: as the tokens of every language here: spans are those of the block, and none overlaps another.
import type { BlockAnalysis } from "../../analysis";
import { type Reference, scopesOf, type VtlNode, walkTemplate } from "../../islands/vtl";
import type { TemplateText } from "../../model/integrationResponse";
import type { Span } from "../../text/span";
import { findContextVariable } from "../../vocabulary/contextVariables";
import { TEMPLATE_DIRECTIVES } from "../../vocabulary/directives";
import { findTemplateMember } from "../../vocabulary/templateMembers";
import { TEMPLATE_ROOTS } from "../../vocabulary/templateRoots";
import { dottedName } from "../template/contextNames";
import { keywordsOf, nameSpanOf } from "../template/target";
import { kindOfReference, ownerOf } from "../template/valueKinds";
import type { TokenModifier, TokenType } from "../tokenLegend";
import type { TokenData } from "./token";

/** A larger template is left to the grammar: its words are too many to be sent at each keystroke. */
const LARGEST = 100_000;

export function* templateTokens({ response, template }: BlockAnalysis): Generator<TokenData> {
  if (template !== undefined) {
    yield* tokensOf(template);
  }
  for (const { value, parsed } of response?.templates ?? []) {
    if (value !== undefined) {
      yield* tokensOf({ text: value.text, parsed });
    }
  }
}

function tokensOf({ text, parsed }: TemplateText): readonly TokenData[] {
  if (text.value.length > LARGEST) {
    return [];
  }
  const { template } = parsed();
  const scopes = scopesOf(template);
  const tokens: TokenData[] = [];
  const add = (span: Span, type: TokenType, ...modifiers: readonly TokenModifier[]) => {
    tokens.push({ span: text.toSourceSpan(span), type, modifiers });
  };
  const own = new Set<string>();
  for (const { kind, name, occurrences } of scopes.symbols) {
    const isGiven = occurrences.some(({ gives }) => gives !== undefined);
    if (isGiven) {
      own.add(name);
    }
    for (const { span, gives } of occurrences) {
      const known = kind === "variable" && !isGiven && TEMPLATE_ROOTS.has(`$${name}`);
      const type = kind === "variable" ? "variable" : "function";
      if (kind === "variable" || isGiven) {
        add(span, type, ...(gives === undefined ? [] : ["declaration" as const]), ...(known ? LIBRARY : []));
      }
    }
  }
  walkTemplate(template, (node) => {
    if (node.kind === "reference") {
      for (const [index, step] of node.steps.entries()) {
        if (step.kind !== "index") {
          add(
            nameSpanOf(step),
            step.kind === "method" ? "function" : "property",
            ...(isKnown(node, index) ? LIBRARY : []),
          );
        }
      }
    }
    for (const keyword of isOfVelocity(node) ? keywordsOf(node) : []) {
      add(keyword, "keyword");
    }
    return undefined;
  });
  return tokens;

  function isKnown(reference: Reference, index: number): boolean {
    if (reference.root === "context") {
      const name = dottedName(reference, index + 1);
      return name !== undefined && findContextVariable(name) !== undefined;
    }
    const step = reference.steps[index];
    const owner = ownerOf(kindOfReference(reference, scopes, index));
    return step !== undefined && step.kind !== "index" && owner !== undefined
      ? findTemplateMember(owner, step.name) !== undefined
      : false;
  }
}

const LIBRARY: readonly TokenModifier[] = ["readonly", "defaultLibrary"];

function isOfVelocity(node: VtlNode): boolean {
  return node.kind !== "directive" || TEMPLATE_DIRECTIVES.has(`#${node.name}`);
}

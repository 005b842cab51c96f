// What the call takes that the cursor is in, and which of it is being written.
// Told from the text before the cursor: a call without its end is none in the tree.
import { scopesOf } from "../../islands/vtl";
import type { TemplateCursor } from "../../model/place";
import {
  membersOf,
  signatureOf,
  TEMPLATE_MEMBERS,
  type TemplateMemberEntry,
} from "../../vocabulary/templateMembers";
import { code, entryMarkdown } from "../markdown";
import { typedBefore } from "./beforeCursor";
import { openCall } from "./openCall";
import { afterMember, type KnownKind, kindOfVariable, ownerOf } from "./valueKinds";

export interface SignatureData {
  readonly label: string;
  readonly markdown: string;
  readonly parameters: readonly { readonly label: string; readonly markdown: string }[];
  /** The parameter that is being written. */
  readonly active: number;
}

const REACH = 2_000;

export function templateSignature({ text, at, parsed }: TemplateCursor): SignatureData | undefined {
  const call = openCall(text.value.slice(Math.max(0, at - REACH), at));
  if (call === undefined) {
    return undefined;
  }
  const nameEnd = Math.max(0, at - REACH) + call.open;
  const typed = typedBefore(text.value.slice(0, nameEnd), nameEnd);
  const scopes = scopesOf(parsed().template);
  if (typed?.kind === "directive") {
    const name = typed.typed.replace(/^#\{?@?/, "");
    const macro = scopes
      .find("macro", name, at)
      ?.occurrences.find(({ gives }) => gives === "macro")?.directive;
    const parameters = (macro?.args ?? [])
      .slice(1)
      .flatMap((arg) => (arg.kind === "reference" ? `$${arg.root}` : []));
    return macro === undefined
      ? undefined
      : {
          label: `#${name}(${parameters.join(" ")})`,
          markdown: "A macro of this template.",
          parameters: parameters.map((label) => ({ label, markdown: "" })),
          active: Math.min(call.blanks, Math.max(0, parameters.length - 1)),
        };
  }
  if (typed?.kind !== "member") {
    return undefined;
  }
  let kind: KnownKind = kindOfVariable(typed.chain.root, typed.chain.start, scopes);
  for (const { name, form } of typed.chain.steps) {
    kind = form === "index" ? "any" : afterMember(kind, name);
  }
  const entry = entryFor(kind, typed.typed);
  return entry && signature(entry, call.commas);
}

function entryFor(kind: KnownKind, name: string): TemplateMemberEntry | undefined {
  const owner = ownerOf(kind);
  const among =
    owner !== undefined
      ? membersOf(owner)
      : kind === "any"
        ? [...TEMPLATE_MEMBERS.values()].filter((entry) => entry.owner !== "input" && entry.owner !== "util")
        : [];
  return among.find((entry) => entry.member === name && entry.form === "method");
}

function signature(entry: TemplateMemberEntry, commas: number): SignatureData {
  const prefix = entry.name.slice(0, -entry.member.length);
  return {
    label: prefix + signatureOf(entry),
    markdown: entryMarkdown(entry, { more: [`Such as ${code(entry.example)}.`] }),
    parameters: entry.parameters.map(({ name, summary }) => ({ label: name, markdown: summary })),
    active: Math.min(commas, Math.max(0, entry.parameters.length - 1)),
  };
}

// What a deploy would change, and a digest that stands for exactly that.
// Invariant: pure; a plan whose digest is unchanged sends the same text to the same place over the same live version.

import { sha256 as sha256OfBytes } from "@noble/hashes/sha2";
import { bytesToHex } from "@noble/hashes/utils";
import {
  type CallerIdentity,
  type Declaration,
  type DeployPlan,
  type DeployTarget,
  type FieldDifference,
  type PreflightFinding,
  verdictOf,
  type WantedResponse,
} from "../contract";
import { canonicalResponse, sameResponse } from "./response";

export interface PlanFacts {
  readonly uri: string;
  readonly version: number;
  readonly target: DeployTarget;
  readonly profile?: string;
  readonly region: string;
  readonly endpoint: string;
  readonly isLocal?: true;
  readonly wanted: WantedResponse;
  /** The response is to be taken away. */
  readonly removes?: true;
  readonly live: Live;
  readonly identity?: CallerIdentity | undefined;
  /** What the user has to type before the write. */
  readonly typedBefore?: string | undefined;
}

/** What is deployed now. `denied`: it could not be read. */
export type Live =
  | { readonly state: "read"; readonly response: WantedResponse }
  | { readonly state: "absent" }
  | { readonly state: "denied" };

/** What is deployed when it is known. */
export type Held = Exclude<Live, { readonly state: "denied" }>;

export function sameHeld(one: Held, other: Held): boolean {
  return one.state === "read" && other.state === "read"
    ? sameResponse(one.response, other.response)
    : one.state === other.state;
}

/** What a look at the method showed. */
export interface MethodLook {
  readonly preflight: readonly PreflightFinding[];
  readonly methodUnread?: true;
  readonly declaration?: Declaration;
}

export function planOf(facts: PlanFacts, look: MethodLook = { preflight: [] }): DeployPlan {
  const { uri, version, target, profile, region, endpoint, live, removes, identity, typedBefore } = facts;
  const { isLocal } = facts;
  const { declaration } = look;
  const digest = digestOf(facts);
  const wanted = canonicalResponse(facts.wanted);
  const verdict = verdictOf(look.preflight, declaration);
  return {
    kind: "plan",
    uri,
    version,
    target,
    ...(profile === undefined ? {} : { profile }),
    region,
    endpoint,
    ...(isLocal === undefined ? {} : { isLocal }),
    ...(identity === undefined ? {} : { identity }),
    ...(typedBefore === undefined ? {} : { typedBefore }),
    liveState: live.state,
    wanted,
    ...(live.state === "read" ? { live: canonicalResponse(live.response) } : {}),
    differences: live.state === "denied" ? [] : differencesOf(live, wanted),
    ...(removes === undefined ? {} : { removes }),
    preflight: look.preflight,
    ...(look.methodUnread === undefined ? {} : { methodUnread: look.methodUnread }),
    ...(declaration === undefined
      ? {}
      : { declaration: { ...declaration, digest: `${digest}-${declarationDigest(declaration)}` } }),
    ...(verdict === undefined ? {} : { verdict }),
    digest,
  };
}

/** Member by member and key by key, in the order of the wanted response's members. */
function differencesOf(live: Live, wanted: WantedResponse): readonly FieldDifference[] {
  const before = fieldsOf(live.state === "read" ? canonicalResponse(live.response) : {});
  const after = fieldsOf(wanted);
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  paths.sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
  return paths.flatMap((path): readonly FieldDifference[] => {
    const old = before.get(path);
    const next = after.get(path);
    if (old === next) {
      return [];
    }
    if (old === undefined) {
      return next === undefined ? [] : [{ path, kind: "added", wanted: next }];
    }
    return next === undefined
      ? [{ path, kind: "removed", live: old }]
      : [{ path, kind: "changed", live: old, wanted: next }];
  });
}

const MEMBER_ORDER = [
  "selectionPattern",
  "responseParameters",
  "responseTemplates",
  "contentHandling",
] as const satisfies readonly (keyof WantedResponse)[];

function fieldsOf(response: WantedResponse): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const member of MEMBER_ORDER) {
    const value = response[member];
    if (typeof value === "string") {
      fields.set(member, value);
    } else if (value !== undefined) {
      for (const [key, text] of Object.entries(value)) {
        fields.set(`${member}/${key}`, text);
      }
    }
  }
  return fields;
}

function rank(path: string): number {
  return MEMBER_ORDER.findIndex((member) => path === member || path.startsWith(`${member}/`));
}

/** Three digests in one, so that what has changed since can be named. */
function digestOf(facts: PlanFacts): string {
  return [documentDigest(facts), placeDigest(facts), liveDigest(facts.live)].join("-");
}

export type PlanChange = "none" | "document" | "place" | "live";

/** The first thing in which the present differs from what was confirmed; without a live version, of the rest. */
export function changeSince(confirmed: string, present: Omit<PlanFacts, "live">, live?: Live): PlanChange {
  const [document, place, deployed] = confirmed.split("-");
  if (document !== documentDigest(present)) {
    return "document";
  }
  if (place !== placeDigest(present)) {
    return "place";
  }
  return live === undefined || deployed === liveDigest(live) ? "none" : "live";
}

/** Whether the user confirmed a plan that said what is deployed could not be read. */
export function confirmedUnread(confirmed: string): boolean {
  return confirmed.split("-")[2] === liveDigest({ state: "denied" });
}

/** Whether the user confirmed that something is declared before the PUT. */
export function confirmedDeclaring(confirmed: string): boolean {
  return confirmed.split("-")[3] !== undefined;
}

export function isConfirmedDeclaration(confirmed: string, declaration: Declaration): boolean {
  return confirmed.split("-")[3] === declarationDigest(declaration);
}

function declarationDigest({ call, headers }: Declaration): string {
  return sha256(JSON.stringify([call, [...headers].sort()]));
}

function documentDigest({ uri, version, wanted, removes }: Omit<PlanFacts, "live">): string {
  return sha256(JSON.stringify([uri, version, canonicalResponse(wanted), removes ?? false]));
}

function placeDigest({ target, profile, region, endpoint, isLocal }: Omit<PlanFacts, "live">): string {
  const { restApiId, resourceId, httpMethod, statusCode } = target;
  const whose = [profile ?? null, region, endpoint, isLocal ?? false];
  const place = [restApiId, resourceId, httpMethod, statusCode, ...whose];
  return sha256(JSON.stringify(place));
}

function liveDigest(live: Live): string {
  return sha256(
    JSON.stringify([live.state, live.state === "read" ? canonicalResponse(live.response) : null]),
  );
}

/** In hexadecimal. */
function sha256(text: string): string {
  return bytesToHex(sha256OfBytes(new TextEncoder().encode(text)));
}

// From what was chosen to a gateway: profile, region and endpoint, all of them lawful, before the first request.
// Invariant: nothing is opened where the endpoint law or the form of a region speaks against it, and no key of the user's
// is looked for where API Gateway Local listens, or where it could and nothing answers.
import type { DeployFailure } from "../contract";
import { chooseEndpoint, type EndpointChoice, stsEndpoint } from "./endpoint";
import type { AskMfaCode, AwsSettings, Connection, Gateway } from "./gateway";
import { couldBeLocal, LOCAL_REGION, type LocalLook, type LookLocal } from "./localEndpoint";
import { refusal } from "./outcome";

export interface Chosen {
  readonly profile?: string | undefined;
  /** Without one: `AWS_REGION`, the profile's, `AWS_DEFAULT_REGION`. */
  readonly region?: string | undefined;
  /** The setting `apigatewayResponse.endpointUrl`. */
  readonly endpointUrl?: string | undefined;
  /** Where the user was shown what this is about, `AWS` or an endpoint; any other is refused. */
  readonly shownEndpoint?: string | undefined;
  /** Absent where nobody can be asked. */
  readonly askMfaCode?: AskMfaCode | undefined;
  /** Told before a call waits for its turn. */
  readonly onWait?: Connection["onWait"] | undefined;
}

export interface OpenedConnection<Opened extends Gateway> {
  readonly kind: "opened";
  readonly gateway: Opened;
  readonly region: string;
  /** `AWS`, or the endpoint in use instead. */
  readonly endpoint: string;
  readonly profile?: string;
  /** API Gateway Local is what listens there. */
  readonly isLocal?: true;
}

interface Access<Opened extends Gateway> {
  loadSettings(): Promise<AwsSettings>;
  openGateway(connection: Connection): Opened;
}

export async function openConnection<Opened extends Gateway>(
  chosen: Chosen,
  access: Access<Opened>,
  lookLocal: LookLocal | undefined,
  signal: AbortSignal,
): Promise<OpenedConnection<Opened> | DeployFailure> {
  const settings = await access.loadSettings();
  if (signal.aborted) {
    return refusal({ reason: "cancelled" });
  }
  const { profile, named, profileSettings, choice } = resolveEndpoint(chosen, settings);
  if (choice.kind === "refused") {
    const { source, problem } = choice;
    const ofProfile = named === undefined ? {} : { profile: named };
    return refusal({ reason: "invalidEndpoint", source, problem, ...ofProfile });
  }
  const endpoint = choice.kind === "custom" ? choice.url : "AWS";
  if (chosen.shownEndpoint !== undefined && chosen.shownEndpoint !== endpoint) {
    return refusal({ reason: "otherEndpoint", shown: chosen.shownEndpoint, chosen: endpoint });
  }
  const look = choice.kind === "custom" ? await lookAt(choice.url, lookLocal, signal) : "other";
  if (signal.aborted) {
    return refusal({ reason: "cancelled" });
  }
  if (choice.kind === "custom" && look === "silent") {
    return refusal({ reason: "network", endpoint: choice.url });
  }
  const isLocal = look === "local";
  const region =
    chosen.region ??
    settings.region ??
    profileSettings?.region ??
    settings.fallbackRegion ??
    (isLocal ? LOCAL_REGION : undefined);
  if (region === undefined || !isRegion(region)) {
    return refusal({ reason: "noRegion", ...(region === undefined ? {} : { region }) });
  }
  const ofProfile = profile === undefined || isLocal ? {} : { profile };
  const endpointUrl = choice.kind === "custom" ? { endpointUrl: choice.url } : {};
  // Nobody but API Gateway Local knows who its dummy keys are.
  const sts = isLocal ? undefined : stsEndpoint(choice, settings, profileSettings?.endpoint);
  return {
    kind: "opened",
    gateway: access.openGateway({
      region,
      ...ofProfile,
      ...endpointUrl,
      ...(sts === undefined ? {} : { stsEndpointUrl: sts }),
      ...(chosen.askMfaCode === undefined ? {} : { askMfaCode: chosen.askMfaCode }),
      ...(chosen.onWait === undefined ? {} : { onWait: chosen.onWait }),
      ...(isLocal ? { dummyKeys: true } : {}),
    }),
    region,
    endpoint,
    ...ofProfile,
    ...(isLocal ? { isLocal } : {}),
  };
}

/** From which profile, and to which endpoint, a request would go. */
export function resolveEndpoint(
  chosen: Pick<Chosen, "endpointUrl" | "profile">,
  settings: AwsSettings,
): {
  readonly profile: string | undefined;
  /** With the default one where none is chosen. */
  readonly named: string | undefined;
  readonly profileSettings: AwsSettings["profiles"][number] | undefined;
  readonly choice: EndpointChoice;
} {
  const profile = chosen.profile ?? settings.environmentProfile;
  const named = profile ?? settings.defaultProfile;
  const profileSettings = settings.profiles.find(({ name }) => name === named);
  const choice = chooseEndpoint(chosen.endpointUrl, settings, profileSettings?.endpoint);
  return { profile, named, profileSettings, choice };
}

async function lookAt(
  url: string,
  lookLocal: LookLocal | undefined,
  signal: AbortSignal,
): Promise<LocalLook> {
  return lookLocal !== undefined && couldBeLocal(url) ? lookLocal(url, signal) : "other";
}

/** A region becomes part of a host name: more than one label would send the signed request elsewhere. */
function isRegion(region: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(region);
}

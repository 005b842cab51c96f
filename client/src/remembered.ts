// The choices of the last deploys, kept per workspace so that the next one starts from them.
// Invariant: names only, and only ever offered: nothing is sent without being confirmed again.
import type { Memento } from "vscode";
import type { DeployTarget } from "../../server/src/contract";

/** Whose credentials, and where. */
export interface RememberedPlace {
  readonly profile: string | undefined;
  regionOf(profile: string | undefined): string | undefined;
}

export interface Remembered extends RememberedPlace {
  /** What was last chosen for this document, or pulled into it; else what was last chosen at all. */
  of(uri: string): RememberedPlace;
  targetOf(uri: string): Partial<DeployTarget>;
  remember(uri: string, choice: Choice): Promise<void>;
  /** What was chosen without a document. */
  rememberPlace(place: Pick<Choice, "profile" | "region">): Promise<void>;
}

export interface Choice {
  readonly profile?: string;
  readonly region: string;
  readonly target: DeployTarget;
}

interface Kept {
  readonly profile?: string;
  /** By profile; the empty name stands for no profile. */
  readonly regions?: Readonly<Record<string, string>>;
  /** By document, the latest last. */
  readonly documents?: readonly (readonly [uri: string, choice: Choice])[];
}

const KEY = "apigatewayResponse.deploy";
/** More than a large API has responses: a pull of all of it forgets none of them. */
const KEPT_DOCUMENTS = 2000;

export function remembered(state: Memento): Remembered {
  const kept = (): Kept => state.get<Kept>(KEY, {});
  const choiceOf = (uri: string): Choice | undefined =>
    kept().documents?.find(([known]) => known === uri)?.[1];
  const regionOf = (profile: string | undefined): string | undefined => kept().regions?.[profile ?? ""];
  const update = (
    { profile, region }: Pick<Choice, "profile" | "region">,
    documents: NonNullable<Kept["documents"]>,
  ): Thenable<void> =>
    state.update(KEY, {
      ...(profile === undefined ? {} : { profile }),
      regions: { ...kept().regions, [profile ?? ""]: region },
      documents: documents.slice(-KEPT_DOCUMENTS),
    } satisfies Kept);
  return {
    get profile() {
      return kept().profile;
    },
    regionOf,
    of(uri) {
      const choice = choiceOf(uri);
      return choice === undefined
        ? { profile: kept().profile, regionOf }
        : {
            profile: choice.profile,
            regionOf: (profile) => (profile === choice.profile ? choice.region : regionOf(profile)),
          };
    },
    targetOf: (uri) => choiceOf(uri)?.target ?? {},
    async remember(uri, { profile, region, target }) {
      const { documents = [] } = kept();
      const choice = { ...(profile === undefined ? {} : { profile }), region, target };
      await update(choice, [...documents.filter(([known]) => known !== uri), [uri, choice]]);
    },
    async rememberPlace(place) {
      await update(place, kept().documents ?? []);
    },
  };
}

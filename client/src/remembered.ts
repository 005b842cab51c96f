// The choices of the last deploy, kept per workspace so that the next one starts from them.
// Invariant: names only, and only ever offered: nothing is sent without being confirmed again.
import type { Memento } from "vscode";
import type { DeployTarget } from "../../server/src/contract";

export interface Remembered {
  readonly profile: string | undefined;
  regionOf(profile: string | undefined): string | undefined;
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
  readonly targets?: readonly (readonly [uri: string, target: DeployTarget])[];
}

const KEY = "apigatewayResponse.deploy";
const KEPT_TARGETS = 50;

export function remembered(state: Memento): Remembered {
  const kept = (): Kept => state.get<Kept>(KEY, {});
  return {
    get profile() {
      return kept().profile;
    },
    regionOf: (profile) => kept().regions?.[profile ?? ""],
    targetOf: (uri) => kept().targets?.find(([known]) => known === uri)?.[1] ?? {},
    async remember(uri, { profile, region, target }) {
      const { regions, targets = [] } = kept();
      const next: Kept = {
        ...(profile === undefined ? {} : { profile }),
        regions: { ...regions, [profile ?? ""]: region },
        targets: [...targets.filter(([known]) => known !== uri), [uri, target] as const].slice(-KEPT_TARGETS),
      };
      await state.update(KEY, next);
    },
    async rememberPlace({ profile, region }) {
      const { regions, targets = [] } = kept();
      const next: Kept = {
        ...(profile === undefined ? {} : { profile }),
        regions: { ...regions, [profile ?? ""]: region },
        targets,
      };
      await state.update(KEY, next);
    },
  };
}

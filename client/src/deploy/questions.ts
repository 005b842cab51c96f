// What has to be asked before anything that is signed: the profile and the Region, the likeliest first.
// Invariant: without a choice of profiles none is asked for.
import { env, l10n } from "vscode";
import type { DeployChoices } from "../../../server/src/contract";
import { type PickItem, pick, type Question, type Renewal } from "../ask";
import type { RememberedPlace } from "../remembered";

/** What there is to choose from. */
export type ConnectionChoices = Pick<
  DeployChoices,
  "profiles" | "defaultProfile" | "withoutProfile" | "defaultRegion" | "regions" | "local"
>;

/** Whose credentials sign, and where: what comes first, whatever is asked for. Of API Gateway Local there is no choice. */
export function connectionQuestions(
  choices: ConnectionChoices,
  memory: RememberedPlace,
  draft: ConnectionDraft,
  renewal?: Renewal<ConnectionChoices>,
): readonly Question[] {
  const { defaultRegion, local } = choices;
  if (local !== undefined && defaultRegion !== undefined) {
    draft.profile = undefined;
    draft.region = defaultRegion;
    return [];
  }
  return [...profileQuestion(choices, memory, draft, renewal), regionQuestion(choices, memory, draft)];
}

/** The answers so far; the questions fill them in. */
export interface ConnectionDraft {
  profile?: string | undefined;
  region?: string;
}

function profileQuestion(
  choices: ConnectionChoices,
  memory: RememberedPlace,
  draft: ConnectionDraft,
  renewal: Renewal<ConnectionChoices> | undefined,
): readonly Question[] {
  const items = profileItems(choices);
  const initial =
    [memory.profile, choices.defaultProfile].find((name) => items.some(({ value }) => value === name)) ??
    items[0]?.value;
  draft.profile = initial;
  if (items.length < 2) {
    return [];
  }
  return [
    (place) =>
      pick({
        placeholder:
          env.remoteName === undefined
            ? l10n.t("Profile to sign with")
            : l10n.t("Profile to sign with, from the credentials of {0}", env.remoteName),
        items: withFirst(items, initial),
        initial: draft.profile,
        renewal: renewal && ((take) => renewal((news) => take(withFirst(profileItems(news), initial)))),
        answer: (profile) => {
          if (profile !== draft.profile) {
            delete draft.region;
          }
          draft.profile = profile;
        },
      })(place),
  ];
}

function profileItems({
  profiles,
  withoutProfile,
}: ConnectionChoices): readonly PickItem<string | undefined>[] {
  const named = profiles.map(({ name, region, method }) => ({
    label: `$(account) ${name}`,
    description: [region, method].filter((part) => part !== undefined && part !== "").join(", "),
    value: name,
  }));
  return withoutProfile === undefined
    ? named
    : [
        ...named,
        { label: `$(terminal) ${l10n.t("No profile")}`, description: withoutProfile, value: undefined },
      ];
}

/** Regions are added now and then: one that is typed need not be in the list. */
const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/;

function regionQuestion(
  choices: ConnectionChoices,
  memory: RememberedPlace,
  draft: ConnectionDraft,
): Question {
  const items = choices.regions.map(({ name, title }) => ({ label: name, description: title, value: name }));
  return (place) => {
    const initial =
      draft.region ??
      memory.regionOf(draft.profile) ??
      choices.profiles.find(({ name }) => name === draft.profile)?.region ??
      choices.defaultRegion;
    return pick({
      placeholder: l10n.t("Region of the API"),
      items: initial === undefined ? items : withFirst(items, initial, regionItem),
      initial,
      itemFor: (typed) => (REGION.test(typed) ? regionItem(typed) : undefined),
      answer: (region) => {
        draft.region = region;
      },
    })(place);
  };
}

/** The likeliest first, whether it was in the list or not. */
function withFirst<Value>(
  items: readonly PickItem<Value>[],
  value: Value,
  itemFor?: (value: Value) => PickItem<Value>,
): readonly PickItem<Value>[] {
  const first = items.find((item) => item.value === value) ?? itemFor?.(value);
  return first === undefined ? items : [first, ...items.filter((item) => item.value !== value)];
}

function regionItem(name: string): PickItem<string> {
  return { label: name, value: name };
}

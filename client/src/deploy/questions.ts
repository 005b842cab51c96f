// What has to be asked before a deploy: profile, Region, and the parts of the target that the document does not say.
// Invariant: what the document says is never asked and never overruled.
import { env, l10n } from "vscode";
import type { DeployChoices, DeployTarget } from "../../../server/src/contract";
import { type PickItem, pick, type Question, type Renewal, text } from "../ask";
import type { Remembered, RememberedPlace } from "../remembered";

/** The answers so far; the questions fill them in. */
export interface Draft {
  profile?: string | undefined;
  region?: string;
  target: Partial<DeployTarget>;
}

export function deployQuestions(
  choices: DeployChoices,
  memory: Remembered,
  draft: Draft,
): readonly Question[] {
  const { known } = choices.target;
  const before = memory.targetOf(choices.uri);
  draft.target = { ...known };
  return [
    ...connectionQuestions(choices, memory.of(choices.uri), draft),
    ...TARGET_QUESTIONS.filter(({ key }) => known[key] === undefined).map(({ ask }) => ask(before, draft)),
  ];
}

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

type ConnectionDraft = Pick<Draft, "profile" | "region">;

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

interface TargetQuestion {
  readonly key: keyof DeployTarget;
  readonly ask: (before: Partial<DeployTarget>, draft: Draft) => Question;
}

/** The service hands out letters and digits; local stand-ins add `-` and `_`. */
const IDENTIFIER = /^[A-Za-z0-9_-]+$/;

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY"];

const TARGET_QUESTIONS: readonly TargetQuestion[] = [
  {
    key: "restApiId",
    ask: (before, draft) =>
      identifier(draft, "restApiId", {
        prompt: l10n.t("Identifier of the REST API"),
        placeholder: l10n.t("such as {0}", "fugvjdxtri"),
        initial: before.restApiId,
      }),
  },
  {
    key: "resourceId",
    ask: (before, draft) =>
      identifier(draft, "resourceId", {
        prompt: l10n.t("Identifier of the resource, not its path"),
        placeholder: l10n.t("such as {0}", "3kzxbg5sa2"),
        initial: before.resourceId,
      }),
  },
  {
    key: "httpMethod",
    ask: (before, draft) => (place) =>
      pick({
        placeholder: l10n.t("Method of the resource"),
        items: METHODS.map((method) => ({
          label: method,
          value: method,
          ...(method === "ANY" ? { description: l10n.t("the method that takes every verb") } : {}),
        })),
        initial: draft.target.httpMethod ?? before.httpMethod,
        answer: (httpMethod) => {
          draft.target = { ...draft.target, httpMethod };
        },
      })(place),
  },
  {
    key: "statusCode",
    ask: (before, draft) => (place) =>
      text({
        prompt: l10n.t("Status code that the client receives"),
        placeholder: l10n.t("such as {0}", "200"),
        initial: draft.target.statusCode ?? before.statusCode,
        validate: (typed) =>
          /^[1-5]\d\d$/.test(typed)
            ? undefined
            : l10n.t("A status code has three digits and starts with 1 to 5, such as 200."),
        answer: (statusCode) => {
          draft.target = { ...draft.target, statusCode };
        },
      })(place),
  },
];

function identifier(
  draft: Draft,
  key: "restApiId" | "resourceId",
  words: { readonly prompt: string; readonly placeholder: string; readonly initial: string | undefined },
): Question {
  return (place) =>
    text({
      ...words,
      initial: draft.target[key] ?? words.initial,
      validate: (typed) =>
        IDENTIFIER.test(typed)
          ? undefined
          : l10n.t("An identifier is letters and digits, not a path and not an ARN."),
      answer: (id) => {
        draft.target = { ...draft.target, [key]: id };
      },
    })(place);
}

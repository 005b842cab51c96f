// All asking: the steps of a choice with a way back, and the confirmation before anything is sent.
// Invariant: every question can be left without an answer, and then nothing happens.
import {
  type Disposable,
  l10n,
  QuickInputButtons,
  type QuickPickItem,
  type QuickPickItemKind,
  window,
} from "vscode";

/** How a question ended. */
export type Turn = "answered" | "back" | "dismissed";

/** Where a question stands in a row of them. */
export interface Place {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

/** A question. It keeps its own answer. */
export type Question = (place: Place) => Promise<Turn>;

/** Asks in order, with a way back; false when the user left. */
export async function askAll(title: string, questions: readonly Question[]): Promise<boolean> {
  let index = 0;
  for (;;) {
    const question = questions[index];
    if (question === undefined) {
      return true;
    }
    const turn = await question({ title, step: index + 1, totalSteps: questions.length });
    if (turn === "dismissed") {
      return false;
    }
    index = turn === "back" ? Math.max(0, index - 1) : index + 1;
  }
}

/** Several questions in the place of one. */
export function inTurn(questions: readonly Question[]): Question {
  return async (place) => {
    let index = 0;
    for (;;) {
      const question = questions[index];
      if (question === undefined) {
        return "answered";
      }
      const turn = await question(place);
      if (turn === "dismissed" || (turn === "back" && index === 0)) {
        return turn;
      }
      index += turn === "back" ? -1 : 1;
    }
  };
}

export interface Pick<Value> {
  readonly placeholder: string;
  readonly items: readonly PickItem<Value>[];
  /** The item to stand on, by value. */
  readonly initial?: Value | undefined;
  /** An item for what was typed, where the list need not be complete. */
  readonly itemFor?: (typed: string) => PickItem<Value> | undefined;
  /** Brings other items while the list is open. */
  readonly renewal?: Renewal<readonly PickItem<Value>[]> | undefined;
  readonly answer: (value: Value) => void;
}

/** Hands on what is new, until it is disposed of. */
export type Renewal<News> = (take: (news: News) => void) => Disposable;

export interface PickItem<Value> extends QuickPickItem {
  readonly kind?: QuickPickItemKind.Default;
  readonly value: Value;
}

export function pick<Value>(options: Pick<Value>): Question {
  const { placeholder, initial, itemFor, renewal, answer } = options;
  return (place) =>
    new Promise((resolve) => {
      let { items } = options;
      const input = window.createQuickPick<PickItem<Value>>();
      Object.assign(input, framing(place), { placeholder, matchOnDescription: true, matchOnDetail: true });
      input.items = items;
      const standing = items.find((item) => item.value === initial);
      if (standing !== undefined) {
        input.activeItems = [standing];
      }
      input.onDidChangeValue((typed) => {
        const own = itemFor?.(typed.trim());
        input.items =
          own === undefined || items.some(({ label }) => label === own.label) ? items : [...items, own];
      });
      const renewing = renewal?.((news) => {
        items = news;
        input.items = news;
      });
      input.onDidHide(() => renewing?.dispose());
      settle(input, resolve, () => {
        const [chosen] = input.selectedItems;
        if (chosen === undefined) {
          return false;
        }
        answer(chosen.value);
        return true;
      });
    });
}

export interface PickMany<Value> {
  readonly placeholder: string;
  readonly items: readonly ManyItem<Value>[];
  readonly answer: (values: readonly Value[]) => void;
}

/** A heading, or something to choose; without a value it can be read and not chosen. */
export type ManyItem<Value> = QuickPickItem & { readonly value?: Value };

export function pickMany<Value>({ placeholder, items, answer }: PickMany<Value>): Question {
  return (place) =>
    new Promise((resolve) => {
      const input = window.createQuickPick<ManyItem<Value>>();
      Object.assign(input, framing(place), {
        placeholder,
        canSelectMany: true,
        matchOnDescription: true,
        matchOnDetail: true,
      });
      input.items = items;
      input.selectedItems = items.filter(({ picked }) => picked === true);
      input.onDidChangeSelection((selected) => {
        const possible = selected.filter(({ value }) => value !== undefined);
        if (possible.length < selected.length) {
          input.selectedItems = possible;
        }
      });
      settle(input, resolve, () => {
        const chosen = input.selectedItems.flatMap(({ value }) => (value === undefined ? [] : [value]));
        if (chosen.length === 0) {
          return false;
        }
        answer(chosen);
        return true;
      });
    });
}

export interface Text {
  readonly prompt: string;
  readonly placeholder: string;
  readonly initial?: string | undefined;
  /** What is wrong with a text, if anything. */
  readonly validate: (text: string) => string | undefined;
  readonly answer: (text: string) => void;
}

export function text({ prompt, placeholder, initial, validate, answer }: Text): Question {
  return (place) =>
    new Promise((resolve) => {
      const input = window.createInputBox();
      Object.assign(input, framing(place), { prompt, placeholder, value: initial ?? "" });
      // Nothing is called wrong before it was accepted once: an empty box is not a mistake.
      let judged = false;
      const judge = (): boolean => {
        const problem = validate(input.value.trim());
        input.validationMessage = judged ? problem : undefined;
        return problem === undefined;
      };
      input.onDidChangeValue(judge);
      settle(input, resolve, () => {
        judged = true;
        if (!judge()) {
          return false;
        }
        answer(input.value.trim());
        return true;
      });
    });
}

function framing({ title, step, totalSteps }: Place) {
  return {
    title,
    // One question alone needs no counter.
    ...(totalSteps > 1 ? { step, totalSteps } : {}),
    ignoreFocusOut: true,
    buttons: step > 1 ? [QuickInputButtons.Back] : [],
  };
}

/** What the two kinds of input have in common. */
interface Input {
  readonly onDidTriggerButton: (listener: () => void) => unknown;
  readonly onDidAccept: (listener: () => void) => unknown;
  readonly onDidHide: (listener: () => void) => unknown;
  show(): void;
  dispose(): void;
}

function settle(input: Input, resolve: (turn: Turn) => void, accept: () => boolean): void {
  const end = (turn: Turn): void => {
    // The first end counts: disposing of the input hides it, which ends it again to no effect.
    resolve(turn);
    input.dispose();
  };
  // The way back is the only button there is.
  input.onDidTriggerButton(() => end("back"));
  input.onDidAccept(() => {
    if (accept()) {
      end("answered");
    }
  });
  input.onDidHide(() => end("dismissed"));
  input.show();
}

/** A button, and what pressing it means. */
export interface Way<Answer> {
  readonly title: string;
  readonly answer: Answer;
}

export interface Dialog<Answer> {
  readonly message: string;
  readonly detail: string;
  /** The first is the one that Enter presses. */
  readonly ways: readonly Way<Answer>[];
  readonly grave: boolean;
}

/** A dialog that stands in the way: what follows is sent to an account. */
export async function decide<Answer>({
  message,
  detail,
  ways,
  grave,
}: Dialog<Answer>): Promise<Answer | undefined> {
  const show = grave ? window.showWarningMessage : window.showInformationMessage;
  const chosen = await show(message, { modal: true, detail }, ...ways.map(({ title }) => title));
  return ways.find(({ title }) => title === chosen)?.answer;
}

/** The same question without standing in the way, for a user who wants to look around first. */
export async function decideLater<Answer>(
  message: string,
  ways: readonly Way<Answer>[],
): Promise<Answer | undefined> {
  const titles = ways.map(({ title }) => title);
  const chosen = await window.showInformationMessage(message, ...titles, l10n.t("Cancel"));
  return ways.find(({ title }) => title === chosen)?.answer;
}

export interface Confirmation {
  readonly message: string;
  readonly detail: string;
  readonly yes: string;
  /** A second way on. */
  readonly other?: string;
  readonly grave: boolean;
}

export function confirm({ yes, other, ...rest }: Confirmation): Promise<"yes" | "other" | undefined> {
  return decide<"yes" | "other">({
    ...rest,
    ways: [
      { title: yes, answer: "yes" },
      ...(other === undefined ? [] : [{ title: other, answer: "other" } as const]),
    ],
  });
}

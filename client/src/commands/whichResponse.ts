// Which Response Matches? A sample is typed, and each response of the method says whether it would answer, and why not.
// Invariant: what an older sample was answered never replaces what the newest was.
import {
  l10n,
  Position,
  type QuickInputButton,
  type QuickPick,
  type QuickPickItem,
  Range,
  ThemeIcon,
  Uri,
  window,
} from "vscode";
import {
  SAMPLE_BACKENDS,
  type SampleBackend,
  SERVER_COMMANDS,
  type TriedResponse,
  type WhichResponseAnswer,
  type WhichResponseParams,
} from "../../../server/src/contract";
import type { Connection } from "../connect";
import { plain } from "../deploy/words";
import type { Tell } from "../tell";

/** `place`: of a code lens, `[uri, line, character]`; without it, the cursor's. */
export async function whichResponse(
  connection: Connection,
  tell: Tell,
  place: readonly unknown[],
): Promise<void> {
  const where = placeOf(place);
  if (where === undefined) {
    tell.warn(l10n.t("Open an integration response to try its method's patterns."));
    return;
  }
  const ask = (sample: string, backend: SampleBackend | undefined) =>
    connection
      .run<WhichResponseAnswer>(SERVER_COMMANDS.whichResponse, {
        ...where,
        sample,
        ...(backend === undefined ? {} : { backend }),
      } satisfies WhichResponseParams)
      .catch(() => undefined);
  const first = await ask("", undefined);
  if (first === undefined) {
    tell.error(l10n.t("The language server did not answer."), tell.showLog);
  } else if (first.kind === "none") {
    tell.warn(plain(first.message));
  } else {
    await new Trial(ask).run();
  }
}

function placeOf([uri, line, character]: readonly unknown[]):
  | Pick<WhichResponseParams, "uri" | "line" | "character">
  | undefined {
  if (typeof uri === "string" && typeof line === "number" && typeof character === "number") {
    return { uri, line, character };
  }
  const editor = window.activeTextEditor;
  return editor && { uri: editor.document.uri.toString(), ...cursorOf(editor.selection.active) };
}

function cursorOf({ line, character }: Position) {
  return { line, character };
}

type Ask = (sample: string, backend: SampleBackend | undefined) => Promise<WhichResponseAnswer | undefined>;

interface Row extends QuickPickItem {
  readonly response?: TriedResponse;
}

/** One run of the question, from its first letter to the response that is gone to. */
class Trial {
  readonly #ask: Ask;
  #backend: SampleBackend | undefined;
  #asked = 0;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  async run(): Promise<void> {
    let sample: string | undefined = "";
    while (sample !== undefined) {
      const typed: string = sample;
      const left = await this.#pick(typed);
      sample = left.kind === "backend" ? left.sample : undefined;
      if (left.kind === "backend") {
        this.#backend = await pickBackend(this.#backend);
      } else if (left.kind === "response") {
        await goTo(left.response);
      }
    }
  }

  #pick(typed: string): Promise<Left> {
    return new Promise((resolve) => {
      const input = window.createQuickPick<Row>();
      const button: QuickInputButton = {
        iconPath: new ThemeIcon("server-process"),
        tooltip: l10n.t("What Stands behind the Method"),
      };
      Object.assign(input, {
        title: l10n.t("Which Response Matches?"),
        placeholder: l10n.t("A status such as 404, or an error message; \\n is a line break"),
        buttons: [button],
        value: typed,
        ignoreFocusOut: true,
      });
      const leave = (left: Left): void => {
        resolve(left);
        input.dispose();
      };
      input.onDidChangeValue(() => this.#show(input));
      input.onDidTriggerButton(() => leave({ kind: "backend", sample: input.value }));
      input.onDidAccept(() => {
        const response = input.selectedItems[0]?.response;
        if (response !== undefined) {
          leave({ kind: "response", response });
        }
      });
      input.onDidHide(() => leave({ kind: "dismissed" }));
      this.#show(input);
      input.show();
    });
  }

  async #show(input: QuickPick<Row>): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const answer = await this.#ask(input.value, this.#backend);
    if (asked !== this.#asked || answer?.kind !== "responses") {
      return;
    }
    const { backend, backendFrom, sentence, responses } = answer;
    const order = { yes: 0, maybe: 1, no: 2 } as const;
    const sorted = responses.toSorted((a, b) => order[a.answer] - order[b.answer]);
    input.title = `${l10n.t("Which Response Matches?")} ${wordsOf(backend, backendFrom)}`;
    input.items = [
      ...(responses.some((response) => response.answer === "yes")
        ? []
        : [{ label: `$(info) ${unmatchable(plain(sentence))}`, alwaysShow: true }]),
      ...sorted.map((response) => rowOf(response)),
    ];
    input.activeItems = input.items.filter(({ response }) => response !== undefined).slice(0, 1);
  }
}

type Left =
  | { readonly kind: "dismissed" }
  | { readonly kind: "backend"; readonly sample: string }
  | { readonly kind: "response"; readonly response: TriedResponse };

const ICONS = { yes: "$(pass-filled)", maybe: "$(question)", no: "$(circle-slash)" } as const;

function rowOf(response: TriedResponse): Row {
  const { status, pattern, why, answer } = response;
  const isDefault = pattern === "";
  return {
    label: `${ICONS[answer]} ${unmatchable(status ?? l10n.t("no status"))}`,
    description: isDefault ? l10n.t("default, no pattern") : (pattern ?? ""),
    ...(why === "" ? {} : { detail: plain(why) }),
    alwaysShow: true,
    response,
  };
}

/** The rows are an answer: those whose name holds what is typed must not be sorted before the others. */
function unmatchable(name: string): string {
  return [...name].join("\u2060");
}

function wordsOf(backend: SampleBackend, from: "document" | "question" | "sample"): string {
  const name = nameOf(backend);
  return from === "sample" ? l10n.t("(taken for: {0})", name) : `(${name})`;
}

function nameOf(backend: SampleBackend): string {
  switch (backend) {
    case "lambda":
      return l10n.t("Lambda function, its error message");
    case "http":
      return l10n.t("HTTP backend, its status");
    case "aws":
      return l10n.t("service of AWS, its status");
    case "mock":
      return l10n.t("mock, its status");
  }
}

async function pickBackend(current: SampleBackend | undefined): Promise<SampleBackend | undefined> {
  const items = SAMPLE_BACKENDS.map((value) => ({ label: nameOf(value), value }));
  const chosen = await window.showQuickPick(items, {
    title: l10n.t("What Stands behind the Method"),
    placeHolder: l10n.t("It decides what the patterns are tried against"),
    ignoreFocusOut: true,
  });
  return chosen === undefined ? current : chosen.value;
}

async function goTo({ uri, line, character }: TriedResponse): Promise<void> {
  const at = new Position(line, character);
  await window.showTextDocument(Uri.parse(uri, true), { selection: new Range(at, at) });
}

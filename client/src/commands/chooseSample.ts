// Choose Sample: which of the saved and the built-in samples the preview shows.
import { l10n, Uri } from "vscode";
import { askAll, type PickItem, pick } from "../ask";
import type { Tell } from "../tell";
import type { ResponsePreview } from "../views/responsePreview";

export async function chooseSample(
  preview: ResponsePreview,
  tell: Tell,
  newSample: () => Promise<void>,
): Promise<void> {
  const { shown } = preview;
  if (shown === undefined) {
    tell.info(l10n.t("Run Preview Response on an integration response first."));
    return;
  }
  const samples = shown.samples.map(
    ({ name, file }): PickItem<string> => ({
      label: name,
      description: file === undefined ? l10n.t("built-in") : fileName(file),
      value: name,
    }),
  );
  let chosen: string | undefined;
  const isAnswered = await askAll(l10n.t("Choose Sample"), [
    pick<string>({
      placeholder: l10n.t("What the backend answers and the client asks"),
      items: [
        ...samples,
        {
          label: `$(add) ${l10n.t("New Sample…")}`,
          detail: l10n.t("Writes one beside the response, to be changed"),
          value: NEW,
        },
      ],
      initial: shown.sample.name,
      answer: (value) => {
        chosen = value;
      },
    }),
  ]);
  if (isAnswered && chosen === NEW) {
    await newSample();
  } else if (isAnswered && chosen !== undefined) {
    preview.choose(chosen);
    await preview.focusSource();
  }
}

/** No sample has an empty name. */
const NEW = "";

function fileName(uri: string): string {
  return Uri.parse(uri).path.replace(/^.*\//, "");
}

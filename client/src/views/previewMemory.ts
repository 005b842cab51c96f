// What the preview showed last, kept per workspace: one that comes back with its window shows that again.
// Invariant: names only; what is shown is rendered anew.
import { type Memento, Uri } from "vscode";

interface Kept {
  readonly front?: string;
  /** By document, the latest last. */
  readonly samples?: readonly (readonly [document: string, sample: string])[];
}

const KEY = "apigatewayResponse.preview";
const KEPT_SAMPLES = 50;

export class PreviewMemory {
  readonly #state: Memento;

  constructor(state: Memento) {
    this.#state = state;
  }

  /** The document that was followed: a response, or the template of one that is edited apart. */
  get front(): Uri | undefined {
    const { front } = this.#kept;
    return front === undefined ? undefined : Uri.parse(front);
  }

  /** Which sample was chosen for a document. */
  sampleOf(document: Uri): string | undefined {
    return this.#kept.samples?.find(([known]) => known === document.toString())?.[1];
  }

  async follow(front: Uri): Promise<void> {
    await this.#state.update(KEY, { ...this.#kept, front: front.toString() });
  }

  async choose(document: Uri, sample: string): Promise<void> {
    const { samples = [], ...kept } = this.#kept;
    const others = samples.filter(([known]) => known !== document.toString());
    const chosen = [...others, [document.toString(), sample] as const].slice(-KEPT_SAMPLES);
    await this.#state.update(KEY, { ...kept, samples: chosen });
  }

  get #kept(): Kept {
    return this.#state.get<Kept>(KEY, {});
  }
}

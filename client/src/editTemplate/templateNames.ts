// Which templates virtual documents show, where their URI says another one: a key was renamed, or a response moved.
// Invariant: it is kept for as long as the tab, so that one that is restored shows the template that it showed.
import { type Memento, Uri } from "vscode";
import type { TemplateAddress } from "../../../server/src/contract";
import { readTemplateUri, type TemplateUriName } from "./templateUri";

type Kept = readonly (readonly [virtual: string, document: string, address: TemplateAddress])[];

const KEY = "apigatewayResponse.templateNames";
const KEPT = 100;

export class TemplateNames {
  readonly #state: Memento;

  constructor(state: Memento) {
    this.#state = state;
  }

  /** `undefined` where the URI itself says it. */
  get(virtual: Uri): TemplateUriName | undefined {
    const [, document, address] = this.#kept.find(([known]) => known === virtual.toString()) ?? [];
    return document === undefined || address === undefined
      ? undefined
      : { document: Uri.parse(document), address };
  }

  async set(virtual: Uri, name: TemplateUriName): Promise<void> {
    const kept = [virtual.toString(), name.document.toString(), name.address] as const;
    const says = readTemplateUri(virtual);
    const isSaid = says !== undefined && sameTemplate(says, name);
    await this.#keep([...this.#without(virtual), ...(isSaid ? [] : [kept])]);
  }

  async forget(virtual: Uri): Promise<void> {
    if (this.get(virtual) !== undefined) {
      await this.#keep(this.#without(virtual));
    }
  }

  get #kept(): Kept {
    return this.#state.get<Kept>(KEY, []);
  }

  #without(virtual: Uri): Kept {
    return this.#kept.filter(([known]) => known !== virtual.toString());
  }

  async #keep(kept: Kept): Promise<void> {
    await this.#state.update(KEY, kept.slice(-KEPT));
  }
}

export function sameTemplate(one: TemplateUriName, other: TemplateUriName): boolean {
  return (
    one.document.toString() === other.document.toString() &&
    JSON.stringify(stepsOf(one.address)) === JSON.stringify(stepsOf(other.address))
  );
}

function stepsOf({ path, mediaType, occurrence }: TemplateAddress): readonly unknown[] {
  return [path, mediaType, occurrence];
}

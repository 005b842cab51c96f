// Keeps a template's editor and its string in the document the same text, whichever of them is edited.
// It looks at states, never at events: an echo finds both the same and ends there.
// Invariant: a text is written over only where it is what both last agreed on; else nothing is touched and it is told.
import type { NoTemplate } from "../../../server/src/contract";
import { type Change, changeBetween, merged } from "./change";

export interface Version {
  readonly version: number;
  readonly text: string;
}

/** `moved`: the version spoken of is not the current one. `refused`: it is, and yet it was not written. */
export type Written = "written" | "moved" | "refused" | NoTemplate;

/** The template in its string. */
export interface DocumentSide {
  /** `known`: what the template was, should it have another key now. */
  read(known: string | undefined): Promise<({ readonly kind: "template" } & Version) | NoTemplate>;
  write(version: number, change: Change): Promise<Written>;
}

/** The template in its own editor. */
export interface EditorSide {
  read(): Version;
  write(version: number, change: Change): Promise<Written>;
  /** Both sides are the same text as of this version. */
  inStep(version: number): void;
}

/** Why the two are not the same text, and will not be without the user. */
export type Apart =
  | { readonly kind: "conflict" }
  | { readonly kind: "refused"; readonly side: "document" | "editor" }
  | {
      readonly kind: "lost";
      readonly because: NoTemplate;
      /** The editor has a text that the string never had. */
      readonly holdsMore: boolean;
    };

export interface BindingOptions {
  readonly document: DocumentSide;
  readonly editor: EditorSide;
  /** What both sides agreed on; unknown of an editor that was restored with changes of its own. */
  readonly shared: string | undefined;
  /** Hears of it once when the two come apart, once more should that get worse, and once when they are together. */
  readonly tell: (apart: Apart | undefined) => void;
}

export class Binding {
  readonly #options: BindingOptions;
  #shared: string | undefined;
  #running: Promise<void> | undefined;
  #isStale = false;
  #wins: "mine" | "theirs" | undefined;
  #apart: Apart | undefined;
  #moved: { readonly side: "document" | "editor"; readonly version: number } | undefined;
  #isEnded = false;

  constructor(options: BindingOptions) {
    this.#options = options;
    this.#shared = options.shared;
  }

  get apart(): Apart | undefined {
    return this.#apart;
  }

  /** To be called after any change on either side. */
  changed(): void {
    this.#isStale = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /** Resolves when nothing is under way: with why the two are apart, or with nothing. */
  async settled(): Promise<Apart | undefined> {
    while (this.#running !== undefined) {
      await this.#running;
    }
    return this.#apart;
  }

  /** Ends a conflict, if there still is one: the text of one side is written over that of the other. */
  resolve(wins: "mine" | "theirs"): void {
    if (this.#apart?.kind === "conflict") {
      this.#wins = wins;
      this.changed();
    }
  }

  end(): void {
    this.#isEnded = true;
  }

  async #run(): Promise<void> {
    while (this.#isStale && !this.#isEnded) {
      this.#isStale = false;
      await this.#step();
    }
  }

  async #step(): Promise<void> {
    const { document, editor } = this.#options;
    const wins = this.#wins;
    this.#wins = undefined;
    const theirs = await document.read(this.#shared);
    if (this.#isEnded) {
      return;
    }
    if (theirs.kind === "none") {
      this.#comeApart(this.#lost(theirs));
      return;
    }
    const mine = editor.read();
    if (mine.text === theirs.text) {
      this.#agree(mine.text);
      editor.inStep(mine.version);
      return;
    }
    const next = this.#next(mine.text, theirs.text, wins);
    if (next === undefined) {
      this.#comeApart({ kind: "conflict" });
    } else if (next === mine.text) {
      const written = await document.write(theirs.version, changeOf(theirs.text, next));
      this.#take("document", theirs.version, written, mine.text);
    } else {
      const written = await editor.write(mine.version, changeOf(mine.text, next));
      this.#take("editor", mine.version, written, theirs.text);
    }
  }

  /** What the editor should hold: its own text, which then goes to the document, or one with the document's changes. */
  #next(mine: string, theirs: string, wins: "mine" | "theirs" | undefined): string | undefined {
    if (wins !== undefined) {
      return wins === "mine" ? mine : theirs;
    }
    return this.#shared === undefined ? undefined : merged(this.#shared, mine, theirs);
  }

  #take(side: "document" | "editor", version: number, written: Written, shared: string): void {
    const before = this.#moved;
    this.#moved = undefined;
    if (written === "written") {
      this.#agree(shared);
      this.#isStale = true;
    } else if (written === "moved" && (before?.side !== side || before.version !== version)) {
      this.#moved = { side, version };
      this.#isStale = true;
    } else {
      this.#comeApart(typeof written === "string" ? { kind: "refused", side } : this.#lost(written));
    }
  }

  #agree(shared: string): void {
    this.#shared = shared;
    if (this.#apart !== undefined) {
      this.#apart = undefined;
      this.#options.tell(undefined);
    }
  }

  #lost(because: NoTemplate): Apart {
    return { kind: "lost", because, holdsMore: this.#options.editor.read().text !== this.#shared };
  }

  #comeApart(apart: Apart): void {
    const before = this.#apart;
    this.#apart = apart;
    if (before?.kind !== apart.kind || isWorse(before, apart)) {
      this.#options.tell(apart);
    }
  }
}

/** What may pass by itself has become what will not, or what would be lost with it. */
function isWorse(before: Apart, apart: Apart): boolean {
  return (
    before.kind === "lost" &&
    apart.kind === "lost" &&
    before.because.reason !== "gone" &&
    (apart.because.reason === "gone" || (apart.holdsMore && !before.holdsMore))
  );
}

function changeOf(before: string, after: string): Change {
  return changeBetween(before, after) ?? { start: 0, end: 0, newText: "" };
}

// One state directory that several windows share: each sees it through a view of its own, with its own bad luck.
// Invariant: a file is written whole or not at all; a lock belongs to a window, and to nobody once that is killed.
import type { Store } from "../../server/src/deploy";
import { MemoryStore } from "../deploy/fakes";
import type { VirtualClock } from "./virtualClock";

export interface Owner {
  readonly alive: boolean;
}

export class SharedStore {
  readonly memory = new MemoryStore();
  readonly #locks = new Map<string, Owner>();
  readonly #clock: VirtualClock;
  #fullUntil = 0;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  get isFull(): boolean {
    return this.#clock.now() < this.#fullUntil;
  }

  fillFor(milliseconds: number): void {
    this.#fullUntil = this.#clock.now() + milliseconds;
  }

  isLocked(owner: Owner): boolean {
    return [...this.#locks.values()].includes(owner);
  }

  /** @param written Told of each file, and without a text of each that there was no room for. */
  viewOf(owner: Owner, written: (name: string, text: string | undefined) => void): Store {
    const { memory } = this;
    return {
      read: (name, maxBytes) => memory.read(name, maxBytes),
      list: (folder) => memory.list(folder),
      bytes: (name) => memory.bytes(name),
      remove: (name) => memory.remove(name),
      write: async (name, text) => {
        if (this.isFull) {
          written(name, undefined);
          return { kind: "failed", why: "the disk is full" };
        }
        const answer = await memory.write(name, text);
        written(name, text);
        return answer;
      },
      lock: async (name) => {
        if (this.#locks.get(name)?.alive === true) {
          return { kind: "busy" };
        }
        if (this.isFull) {
          return { kind: "failed", why: "the disk is full" };
        }
        this.#locks.set(name, owner);
        return {
          kind: "locked",
          release: async () => {
            if (this.#locks.get(name) === owner) {
              this.#locks.delete(name);
            }
          },
        };
      },
    };
  }
}

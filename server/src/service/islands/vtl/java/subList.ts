// `subList`: a window on a list, as `java.util.ArrayList` gives it.
// Invariant: what is changed here is changed there; once the list changes by itself, the window refuses everything.
import { JavaList, JavaThrow, type Value } from "./value";

export class SubList extends JavaList {
  readonly #of: JavaList;
  readonly #from: number;
  #length: number;
  #expected: number;

  constructor(of: JavaList, from: number, to: number) {
    super([], of.isArray ? "java.util.AbstractList$RandomAccessSubList" : "java.util.ArrayList$SubList");
    this.#of = of;
    this.#from = from;
    this.#length = to - from;
    this.#expected = of.changes;
  }

  override get items(): readonly Value[] {
    const { size } = this;
    return this.#of.items.slice(this.#from, this.#from + size);
  }

  override get size(): number {
    if (this.#of.changes !== this.#expected) {
      throw new JavaThrow("java.util.ConcurrentModificationException", "null");
    }
    return this.#length;
  }

  override get changes(): number {
    return this.#of.changes;
  }

  override at(index: number): Value {
    return this.#of.at(this.#from + index);
  }

  override replaceAt(index: number, item: Value): void {
    this.#of.replaceAt(this.#from + index, item);
  }

  override splice(at: number, removed: number, added: readonly Value[] = []): void {
    this.#of.splice(this.#from + at, removed, added);
    this.#length += added.length - removed;
    this.#expected = this.#of.changes;
  }
}

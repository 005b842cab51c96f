// `subList`: a window on a list, as `java.util.ArrayList` gives it.
// Invariant: what is changed here is changed there; once the list changes by itself, the window refuses everything.
import { JavaList, JavaThrow, type Value } from "./value";

export class SubList extends JavaList {
  /** The list itself, also of a window on a window. */
  readonly #root: JavaList;
  /** The window that this is one on. */
  readonly #parent: SubList | undefined;
  /** Where it begins in the list itself. */
  readonly #from: number;
  #length: number;
  #expected: number;

  constructor(of: JavaList, from: number, to: number) {
    const parent = of instanceof SubList ? of : undefined;
    const root = parent === undefined ? of : parent.#root;
    super([], root.isArray ? "java.util.AbstractList$RandomAccessSubList" : "java.util.ArrayList$SubList");
    this.#root = root;
    this.#parent = parent;
    this.#from = (parent === undefined ? 0 : parent.#from) + from;
    this.#length = to - from;
    this.#expected = root.changes;
  }

  override get items(): readonly Value[] {
    const { size } = this;
    return this.#root.items.slice(this.#from, this.#from + size);
  }

  override get size(): number {
    if (this.#root.changes !== this.#expected) {
      throw new JavaThrow("java.util.ConcurrentModificationException", "null");
    }
    return this.#length;
  }

  override get changes(): number {
    return this.#root.changes;
  }

  override at(index: number): Value {
    return this.#root.at(this.#from + index);
  }

  override replaceAt(index: number, item: Value): void {
    this.#root.replaceAt(this.#from + index, item);
  }

  override splice(at: number, removed: number, added: readonly Value[] = []): void {
    this.#root.splice(this.#from + at, removed, added);
    for (let window: SubList | undefined = this; window !== undefined; window = window.#parent) {
      window.#length += added.length - removed;
      window.#expected = this.#root.changes;
    }
  }
}

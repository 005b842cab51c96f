// `[1..1000]`: a list of whole numbers, each of which is made when it is asked for.
// Invariant: all of them are only made, and paid for, where something is done with all of them.
import { CHARACTERS_AN_ITEM, type Cost, SIZE_A_COIN, TooLarge } from "./cost";
import { JavaNumber } from "./number";
import { JavaList, LONGEST, type Value } from "./value";

export class RangeList extends JavaList {
  readonly #from: number;
  readonly #to: number;
  readonly #cost: Cost;
  readonly #made: Value[];
  #isMade = false;

  constructor(from: number, to: number, cost: Cost) {
    const made: Value[] = [];
    super(made);
    this.#made = made;
    this.#from = from;
    this.#to = to;
    this.#cost = cost;
  }

  override get items(): readonly Value[] {
    this.#make();
    return super.items;
  }

  override get size(): number {
    return this.#isMade ? super.size : Math.abs(this.#from - this.#to) + 1;
  }

  override at(index: number): Value {
    if (this.#isMade) return super.at(index);
    return JavaNumber.int(this.#from >= this.#to ? this.#from - index : this.#from + index);
  }

  override replaceAt(index: number, item: Value): void {
    this.#make();
    super.replaceAt(index, item);
  }

  override splice(at: number, removed: number, added: readonly Value[] = []): void {
    this.#make();
    super.splice(at, removed, added);
  }

  #make(): void {
    if (this.#isMade) return;
    const { size } = this;
    if (size > LONGEST) throw new TooLarge();
    this.#cost.spend(size / SIZE_A_COIN);
    this.#cost.make(size * CHARACTERS_AN_ITEM);
    for (let index = 0; index < size; index++) this.#made.push(this.at(index));
    this.#isMade = true;
  }
}

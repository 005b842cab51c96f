// `$foreach`: where a loop stands. It is a map too, in which a template may keep what it likes.
// Invariant: the loop alone moves it on; a template can only read and add.

import { HostObject } from "./java/access";
import { MAP_METHODS } from "./java/collectionMethods";
import { callCharged, lightMethod, type Methods, method, methodsOf } from "./java/methods";
import { JavaNumber } from "./java/number";
import { JavaMap, JavaObject, type Value } from "./java/value";

export class ForeachScope extends HostObject {
  readonly className = "org.apache.velocity.runtime.directive.ForeachScope";
  readonly methods: Methods<HostObject> = METHODS as Methods<HostObject>;
  readonly parent: ForeachScope | undefined;
  /** What `$foreach` was before, when it was no loop. */
  readonly replaced: Value;
  readonly storage = new JavaMap("hashed");
  index = -1;
  hasNext = false;

  constructor(previous: Value) {
    super();
    this.parent = previous instanceof ForeachScope ? previous : undefined;
    this.replaced = previous instanceof ForeachScope ? null : previous;
  }

  get topmost(): ForeachScope {
    return this.parent?.topmost ?? this;
  }

  find(key: Value): Value {
    const entry = this.storage.entry(key);
    if (entry !== undefined && entry.value !== null) return entry.value;
    return entry === undefined ? (this.parent?.find(key) ?? null) : null;
  }

  text(): string {
    return this.storage.text();
  }
}

const METHODS = methodsOf<ForeachScope>([
  method("getIndex", [], (scope) => JavaNumber.int(scope.index)),
  method("getCount", [], (scope) => JavaNumber.int(scope.index + 1)),
  method("hasNext", [], (scope) => scope.hasNext),
  method("getHasNext", [], (scope) => scope.hasNext),
  method("isFirst", [], (scope) => scope.index < 1),
  method("getFirst", [], (scope) => scope.index < 1),
  method("isLast", [], (scope) => !scope.hasNext),
  method("getLast", [], (scope) => !scope.hasNext),
  method("getParent", [], (scope) => scope.parent ?? null),
  method("getTopmost", [], (scope) => scope.topmost),
  method("getReplaced", [], (scope) => scope.replaced ?? scope.parent?.replaced ?? null),
  method("get", ["Object"], (scope, [key]) => scope.find(key ?? null)),
  ...[...MAP_METHODS].flatMap(([name, forms]) =>
    name === "get"
      ? []
      : forms.map((form) =>
          lightMethod<ForeachScope>(name, form.takes, ({ storage }, args, cost) =>
            callCharged(form, storage, args, cost),
          ),
        ),
  ),
]);

/** A body that is kept in a variable and renders where the variable is printed. */
export class BlockValue extends JavaObject {
  readonly className = "org.apache.velocity.runtime.directive.Block$Reference";
  readonly mostNested: number;
  nested = 0;
  readonly #render: () => string | null;

  constructor(mostNested: number, render: (block: BlockValue) => string | null) {
    super();
    this.mostNested = mostNested;
    this.#render = () => render(this);
  }

  text(): string | null {
    return this.#render();
  }
}

// What a sample makes of a template where somebody looks: for hovers, and for what can be completed.
// Invariant: bounded. Where no run of the template gets to a place, its value is guessed from what stands around it.
import {
  type Expression,
  gatewayVariables,
  JavaList,
  JavaMap,
  type Occurrence,
  type Reference,
  readJson,
  type Value,
  type VtlScopes,
  valueByItself,
  valueWhereRun,
} from "../../islands/vtl";
import { TooDeep, TooLarge } from "../../islands/vtl/java/cost";
import { jsonText } from "../../islands/vtl/java/value";
import type { TemplateCursor } from "../../model/place";
import type { NamedSample } from "../../simulate/samples";
import { surroundingsOf } from "../../simulate/surroundings";

/** How many variables are followed to what they were set to. */
const FARTHEST = 8;
const MOST_FOLLOWED = 200;
const MOST_PATHS = 200;
const DEEPEST_PATH = 6;

interface Guess {
  /** Of a variable that is given a value several times, the last one before counts, or none. */
  readonly given: "last" | "once";
  readonly found: ReadonlyMap<string, Value>;
  readonly values: Map<Occurrence, Value>;
}

export class SampleValues {
  readonly sample: NamedSample;
  readonly body: string;
  readonly #cursor: Pick<TemplateCursor, "text" | "parsed">;
  readonly #scopes: VtlScopes;

  private constructor(
    sample: NamedSample,
    body: string,
    cursor: Pick<TemplateCursor, "text" | "parsed">,
    scopes: VtlScopes,
  ) {
    this.sample = sample;
    this.body = body;
    this.#cursor = cursor;
    this.#scopes = scopes;
  }

  /** None of a body of bytes, which no template reads. */
  static of(
    sample: NamedSample | undefined,
    cursor: Pick<TemplateCursor, "text" | "parsed">,
    scopes: VtlScopes,
  ): SampleValues | undefined {
    const body = sample?.answer.body;
    return sample === undefined || body?.kind !== "text"
      ? undefined
      : new SampleValues(sample, body.text, cursor, scopes);
  }

  /** What a reference is worth after so many of its steps; `null` where it is run and has no value. */
  of(reference: Reference, steps?: number): Value | undefined {
    const value = this.#inRun(reference, steps);
    return value === undefined ? this.#guessed(reference, steps, "once") : value;
  }

  /** What a variable is worth where it is read, or is given its value. */
  ofOccurrence({ gives, value, reference }: Occurrence): Value | undefined {
    switch (gives) {
      case "set":
        return value && this.#ofExpression(value);
      case "loop":
        return (value && firstOf(this.#ofExpression(value) ?? null)) ?? undefined;
      case undefined:
        return reference && this.of(reference, 0);
      default:
        return undefined;
    }
  }

  #ofExpression(expression: Expression): Value | undefined {
    return expression.kind === "reference" ? this.of(expression) : this.#inRun(expression);
  }

  #inRun(expression: Expression, steps?: number): Value | undefined {
    const { text, parsed } = this.#cursor;
    return valueWhereRun(parsed(), text.value, this.#found(), { expression, steps });
  }

  /** What a reference is likely to be worth: with what its variables were given last before it. */
  guessed(reference: Reference, steps?: number): Value | undefined {
    return this.#guessed(reference, steps, "last");
  }

  #guessed(reference: Reference, steps: number | undefined, given: Guess["given"]): Value | undefined {
    const guess: Guess = { given, found: new Map(this.#found()), values: new Map() };
    return this.#worth({ ...reference, steps: reference.steps.slice(0, steps) }, guess, 0) ?? undefined;
  }

  #worth(expression: Expression, guess: Guess, far: number): Value {
    const at = expression.kind === "reference" ? expression.rootSpan.start : expression.span.start;
    const held = (name: string): Value => {
      const symbol = this.#scopes.find("variable", name, at);
      const giving = symbol?.occurrences.filter(({ gives }) => gives !== undefined) ?? [];
      const last = giving.findLast(({ span }) => span.end <= at) ?? (far === 0 ? giving[0] : undefined);
      return giving.length === 0
        ? (guess.found.get(name) ?? null)
        : last === undefined || (guess.given === "once" && giving.length > 1)
          ? null
          : this.#given(last, guess, far + 1);
    };
    return valueByItself(expression, this.#cursor.text.value, held) ?? null;
  }

  /** Each is looked at once, so that variables that are made of many others are no matter. */
  #given(occurrence: Occurrence, guess: Guess, far: number): Value {
    const { values } = guess;
    const known = values.get(occurrence);
    if (
      known !== undefined ||
      occurrence.value === undefined ||
      far > FARTHEST ||
      values.size > MOST_FOLLOWED
    ) {
      return known ?? null;
    }
    const value = this.#worth(occurrence.value, guess, far);
    const given = occurrence.gives === "loop" ? firstOf(value) : value;
    values.set(occurrence, given);
    return given;
  }

  #found(): readonly (readonly [string, Value])[] {
    return gatewayVariables(surroundingsOf(this.body, this.sample.request));
  }
}

function firstOf(value: Value): Value {
  return (value instanceof JavaList ? value.items[0] : undefined) ?? null;
}

/** The paths of a body, those near its top first. `quote`: what names are quoted with, where they need it. */
export function pathsOf(
  body: string,
  quote: "'" | '"',
): readonly { readonly path: string; readonly value: Value }[] {
  const json = readJson(body);
  const found = json === undefined ? [] : [{ path: "$", value: json.value, depth: 0 }];
  for (let at = 0; at < found.length && found.length < MOST_PATHS; at++) {
    const { path, value, depth } = found[at] ?? { path: "", value: null, depth: DEEPEST_PATH };
    if (depth >= DEEPEST_PATH) {
      continue;
    }
    if (value instanceof JavaMap) {
      for (const { key, value: inner } of value.entries()) {
        const name = String(key);
        const step = /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${quote}${name}${quote}]`;
        if (!name.includes(quote) && !name.includes("\\")) {
          found.push({ path: path + step, value: inner, depth: depth + 1 });
        }
      }
    } else if (value instanceof JavaList && value.items.length > 0) {
      found.push({ path: `${path}[0]`, value: value.items[0] ?? null, depth: depth + 1 });
    }
  }
  return found.slice(0, MOST_PATHS);
}

/** A value as a hover shows it: JSON, on one line. A text that is JSON itself is shown as it is. */
export function shownValue(value: Value): string {
  if (typeof value === "string" && /^\s*[[{"]/.test(value)) {
    return value;
  }
  try {
    return jsonText(value);
  } catch (thrown) {
    // It is larger than can be told, or holds itself.
    if (thrown instanceof TooLarge || thrown instanceof TooDeep) {
      return "…";
    }
    throw thrown;
  }
}

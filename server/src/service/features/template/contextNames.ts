// The dotted names of `$context` and `$stageVariables`, as a reference spells them.
import type { Reference } from "../../islands/vtl";

/** The names of the steps, joined by dots, as far as they are plain; `undefined` where one is computed. */
export function dottedName({ steps }: Reference, count = steps.length): string | undefined {
  const names: string[] = [];
  for (const step of steps.slice(0, count)) {
    if (step.kind === "property") {
      names.push(step.name);
    } else if (step.kind === "index" && step.index.kind === "string" && step.index.template === undefined) {
      names.push(step.index.text);
    } else {
      return undefined;
    }
  }
  return names.length === 0 ? undefined : names.join(".");
}

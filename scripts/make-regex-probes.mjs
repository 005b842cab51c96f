// Makes probes of java.util.regex with the JDK on the PATH, rows as in test/oracle/java-17-regex.jsonl:
//   node scripts/make-regex-probes.mjs <out.jsonl> [--count 1000] [--seed 1] [--patterns <file>] [--disagreeing]
// Patterns come from a seeded generator, or from a file with a JSON array of them. --disagreeing keeps only the
// rows that our engine answers otherwise.
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { askJava, javaVersion } from "./oracle/askJava.mjs";
import { generateInputs, generatePattern, randomFrom } from "./oracle/generatePatterns.mjs";
import { loadRegexEngine } from "./oracle/loadRegexEngine.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    patterns: { type: "string" },
    disagreeing: { type: "boolean", default: false },
  },
});
const [output] = positionals;
const version = javaVersion();
if (output === undefined || version === undefined) {
  console.error(output === undefined ? "Where to? Name a file." : "No JDK on the PATH.");
  process.exit(2);
}
if (!version.startsWith("17.")) {
  console.error(`The probes are those of JDK 17, not ${version}.`);
  process.exit(2);
}

const random = randomFrom(Number(values.seed));
const patterns =
  values.patterns === undefined
    ? [...new Set(Array.from({ length: Number(values.count) }, () => generatePattern(random)))]
    : JSON.parse(readFileSync(values.patterns, "utf8"));
const probes = patterns.map((pattern) => ({ pattern, inputs: generateInputs(random, pattern) }));
const answers = askJava(probes);
const engine = await loadRegexEngine();
const crashes = new Map();
const rows = probes.flatMap(({ pattern, inputs }, at) => {
  const answer = answers[at];
  if (answer.crash !== undefined) {
    crashes.set(answer.crash, [...(crashes.get(answer.crash) ?? []), pattern]);
    return [];
  }
  if (values.disagreeing && agrees(pattern, inputs, answer)) {
    return [];
  }
  const row = { id: at + 1, group: values.patterns === undefined ? "generated" : "listed", pattern };
  return [
    answer.error === undefined
      ? { ...row, inputs, matches: answer.matches }
      : { ...row, error: answer.error },
  ];
});
writeFileSync(output, `${rows.map(asciiJson).join("\n")}\n`);
console.log(`${rows.length} rows of ${patterns.length} patterns in ${output}`);
for (const [crash, crashed] of crashes) {
  console.log(
    `${crash} (left out): ${crashed.length}, such as ${crashed
      .slice(0, 8)
      .map((p) => JSON.stringify(p))
      .join(" ")}`,
  );
}

/** Agreement here also means the same description and the same groups. */
function agrees(pattern, inputs, answer) {
  const { problems, results } = engine.ask(pattern, inputs);
  if (answer.error !== undefined || problems.length > 0) {
    return (
      problems[0]?.index === answer.error?.index && problems[0]?.description === answer.error?.description
    );
  }
  return results.every((result, at) => {
    const groups = result.groups?.slice(1).flatMap((group) => [group?.start ?? -1, group?.end ?? -1]) ?? [];
    const isSame =
      result.matched === answer.matches[at] &&
      (!result.matched || String(groups) === String(answer.groups[at]));
    if (!isSame && process.env.VERBOSE) {
      console.log(
        JSON.stringify(pattern),
        JSON.stringify(inputs[at]),
        "Java",
        answer.matches[at],
        String(answer.groups[at]),
        "we",
        result.matched ?? result.undecided,
        String(groups),
      );
    }
    return isSame;
  });
}

function asciiJson(row) {
  return JSON.stringify(row).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

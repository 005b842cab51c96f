// Patterns: reading one and matching its inputs, beside the native `RegExp` where that gives Java's answers.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { measure } from "./measure.mjs";

const ENTRY = `
export { compileRegex, MATCH_BUDGET, matchRegex, OVERLAP_BUDGET, overlapOf, parseRegex } from "./server/src/service/islands/regex";
export { DecodedText } from "./server/src/service/text/decodedText";
`;

/** What esbuild makes the engine's bundle of. */
export const PATTERN_BUNDLE = {
  stdin: { contents: ENTRY, resolveDir: resolve("."), loader: "ts" },
  outfile: "out/bench/patterns.js",
};

export const PATTERN_HEADS = [
  "probes",
  "patterns",
  "parse and compile",
  "native",
  "ratio",
  "match of an input",
  "native",
  "ratio",
];

export function measurePatterns() {
  const engine = createRequire(import.meta.url)(resolve(PATTERN_BUNDLE.outfile));
  const groups = new Map();
  for (const probe of probesOf("java-17-regex.jsonl", "java-17-regex.generated.jsonl")) {
    if (agreesNatively(probe)) {
      groups.set(probe.group, [...(groups.get(probe.group) ?? []), probe]);
    }
  }
  return [...groups].map(([group, probes]) => rowOf(engine, group, probes));
}

/** What a match costs that uses up its budget. Steps differ in cost, so others may take somewhat more. */
export function measureWorst() {
  const engine = createRequire(import.meta.url)(resolve(PATTERN_BUNDLE.outfile));
  const program = engine.compileRegex(engine.parseRegex(textOf(engine, "(.*a){20}")));
  const input = `${"a".repeat(40)}!`;
  const [micros] = measure([() => engine.matchRegex(program, input)]);
  return `${engine.MATCH_BUDGET} steps, the budget of a match, take ${(micros / 1000).toFixed(0)} ms.`;
}

const PAIRS = [
  ["a status and its class", "404", "4\\d{2}"],
  ["two words of a message", "(?s).*Not Found.*", "(?s).*[Ee]rror.*"],
  ["an exception and all else", "(?s)\\[404\\].*", "(?s)(?!\\[404\\]).+"],
  ["two that never meet", "(?s)Bad Request: .*", "(?s)Not Found: .*"],
  ["two of 60 words each", wordsOf("error"), wordsOf("fault")],
];

export const OVERLAP_HEADS = ["two patterns", "text in common", "overlap", "reading both", "ratio"];

export function measureOverlap() {
  const engine = createRequire(import.meta.url)(resolve(PATTERN_BUNDLE.outfile));
  return PAIRS.map(([name, ...pair]) => {
    const texts = pair.map((pattern) => textOf(engine, pattern));
    const [one, other] = texts.map((text) => {
      const regex = engine.parseRegex(text);
      const program = engine.compileRegex(regex);
      return { regex: () => regex, program: () => program };
    });
    const ask = () => engine.overlapOf(one, other, { steps: engine.OVERLAP_BUDGET });
    const [overlap, floor] = measure([
      ask,
      () => texts.forEach((text) => void engine.compileRegex(engine.parseRegex(text))),
    ]);
    const found = ask()?.text;
    return [
      name,
      found === undefined ? "none found" : `\`${found}\``,
      `${overlap.toFixed(0)} µs`,
      `${floor.toFixed(0)} µs`,
      `${(overlap / floor).toFixed(1)}×`,
    ];
  });
}

function wordsOf(word) {
  return Array.from({ length: 60 }, (_, at) => `${word} ${at}.*`).join("|");
}

function rowOf(engine, group, probes) {
  const texts = probes.map(({ pattern }) => textOf(engine, pattern));
  const programs = texts.map((text) => engine.compileRegex(engine.parseRegex(text)));
  const natives = probes.map(({ pattern }) => nativeOf(pattern));
  const inputs = probes.reduce((sum, probe) => sum + probe.inputs.length, 0);
  const [parse, nativeParse, match, nativeMatch] = measure([
    () => texts.forEach((text) => void engine.compileRegex(engine.parseRegex(text))),
    // The engine keeps patterns that it has seen, so this flatters it.
    () => probes.forEach(({ pattern }) => void nativeOf(pattern).test("")),
    () =>
      probes.forEach((probe, at) => {
        for (const input of probe.inputs) {
          engine.matchRegex(programs[at], input);
        }
      }),
    () =>
      probes.forEach((probe, at) => {
        for (const input of probe.inputs) {
          natives[at].test(input);
        }
      }),
  ]);
  const cell = (micros, count) => `${(micros / count).toFixed(2)} µs`;
  return [
    group,
    String(probes.length),
    cell(parse, probes.length),
    cell(nativeParse, probes.length),
    `${(parse / nativeParse).toFixed(1)}×`,
    cell(match, inputs),
    cell(nativeMatch, inputs),
    `${(match / nativeMatch).toFixed(1)}×`,
  ];
}

function agreesNatively({ pattern, inputs, matches }) {
  if (inputs === undefined || matches === undefined) {
    return false;
  }
  try {
    const native = nativeOf(pattern);
    return inputs.every((input, at) => native.test(input) === matches[at]);
  } catch {
    return false;
  }
}

function nativeOf(pattern) {
  return new RegExp(`^(?:${pattern})$`);
}

function textOf({ DecodedText }, pattern) {
  const { length } = pattern;
  const pieces = length === 0 ? [] : [{ kind: "literal", at: 0, length, source: { start: 0, end: length } }];
  return new DecodedText(pattern, pieces, 0, (text) => text);
}

function probesOf(...files) {
  return files.flatMap((file) =>
    readFileSync(`test/oracle/${file}`, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line)),
  );
}

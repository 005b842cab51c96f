// Holds our engines against the references themselves, on templates and patterns made for the occasion:
//   npm run test:reference [-- --seed 1]
// Velocity 1.7 and JDK 17 have to be on the machine; where one is not, that is a failure and no reason to pass. The
// recorded answers of test/oracle are asked for again as well, so that none of them is older than the harness.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { askJava, javaVersion } from "./oracle/askJava.mjs";
import { askVelocity, velocityJars } from "./oracle/askVelocity.mjs";
import { generatePathRow } from "./oracle/generatePaths.mjs";
import { generatePatternCall, isPrintable } from "./oracle/generatePatternCalls.mjs";
import { generateInputs, generatePattern, randomFrom } from "./oracle/generatePatterns.mjs";
import { generateFragments, generateLong, isQuick, mutate, VARIABLES } from "./oracle/generateTemplates.mjs";
import { loadRegexEngine } from "./oracle/loadRegexEngine.mjs";
import { kinds } from "./oracle/velocity.mjs";

const RECORDED = "test/oracle";
/** Two answers in one run of the JDK differ where an object's address is printed. */
const ADDRESS = /(?:\[[A-Z][\w.;]*|[\w.]+\$\w+)@[0-9a-f]{1,8}/;

const { values } = parseArgs({ options: { seed: { type: "string", default: "1" } } });
const seed = Number(values.seed);
let failed = 0;

const version = javaVersion();
const { missing, hasNewJsonPath } = velocityJars();
if (version === undefined) fail("there is no JDK on the PATH (Debian: openjdk-17-jdk-headless)");
else if (!version.startsWith("17.")) fail(`the answers are those of JDK 17, and this is ${version}`);
if (missing.length > 0) fail(`not found: ${missing.join(", ")} (Debian: velocity, libjsonpath-java)`);
if (failed === 0) {
  const probes = recorded(/^velocity-1\.7-(?:render|syntax)\.jsonl$/).map(({ row }) => row.template);
  const mutated = (random) => mutate(random, probes[Math.floor(random() * probes.length)]);
  checkTemplates("long templates", 300, generateLong);
  checkTemplates("changed probes", 3000, mutated);
  checkTemplates("odd pieces", 1500, generateFragments);
  checkRows("pattern calls", "velocity-1.7-render.jsonl", 3000, generatePatternCall, isPrintable);
  if (hasNewJsonPath) checkRows("paths", "gateway-.jsonl", 4000, generatePathRow, () => true, 0.99);
  else console.log("paths: left out, Debian's JsonPath is older than the one that is followed");
  checkRecorded();
  await checkPatterns(3000);
}
console.log(failed === 0 ? "All as the references say." : `${failed} failed.`);
process.exitCode = failed === 0 ? 0 : 1;

function fail(why) {
  failed++;
  console.log(`FAILED: ${why}`);
}

/** Each template is asked for twice: whether it is accepted, and what it prints. */
function checkTemplates(name, count, generate) {
  const random = randomFrom(seed);
  const templates = [...new Set(Array.from({ length: count }, () => generate(random)))].filter(isQuick);
  for (const mode of ["syntax", "plain"]) {
    const asked = templates.map((template) => ({ template, vars: mode === "syntax" ? {} : VARIABLES, mode }));
    const rows = askVelocity(asked).filter((row) => !ADDRESS.test(row.output ?? ""));
    const kind = kinds.find(({ matches }) =>
      matches(`velocity-1.7-${mode === "plain" ? "render" : mode}.jsonl`),
    );
    const { lines, bars, disagreements } = kind.judge(rows);
    const refused = rows.filter((row) => row.error !== undefined).length;
    console.log(`${name}, ${mode}: ${rows.length} rows, ${refused} of them errors: ${lines.join(", ")}`);
    for (const text of disagreements.slice(0, 5)) console.log(`  ${text}`);
    for (const { name: bar, met, least } of bars) {
      if (!met) fail(`${name}, ${mode}: ${bar} is held to ${least * 100} %`);
    }
  }
}

/** Rows that bring their own variables, judged as the recorded ones of a file are; `least` in place of its bars. */
function checkRows(name, file, count, generate, isFit, least) {
  const random = randomFrom(seed);
  const asked = Array.from({ length: count }, () => ({ mode: "plain", ...generate(random) }));
  const rows = askVelocity(asked).filter(
    (answer, at) => isFit(asked[at], answer) && !ADDRESS.test(answer.output ?? ""),
  );
  const { lines, bars, disagreements } = kinds.find(({ matches }) => matches(file)).judge(rows);
  console.log(`${name}: ${rows.length} rows: ${lines.join(", ")}`);
  for (const text of disagreements.slice(0, 5)) console.log(`  ${text}`);
  for (const bar of bars) if (bar.value < (least ?? bar.least)) fail(`${name}: ${bar.name}`);
}

/** The paths of `$input` are those of one version of Jayway's, which Debian has not. */
function checkRecorded() {
  for (const file of new Set(recorded(/^velocity-1\.7-.*\.jsonl$/).map(({ file }) => file))) {
    const rows = recorded(/^/, file).map(({ row }) => row);
    const asked = rows.map(({ template, vars, accepted }) => ({
      template,
      vars: vars ?? {},
      mode: accepted === undefined ? "plain" : "syntax",
    }));
    const answers = askVelocity(asked);
    const other = rows.filter((row, at) => !isSameAnswer(row, answers[at]));
    console.log(`${file}: ${rows.length} recorded answers, ${other.length} of them others now`);
    if (other.length > 0) fail(`${file}: ${JSON.stringify(other[0].template)} is answered otherwise`);
  }
}

function isSameAnswer(row, answer) {
  if (row.output !== undefined && ADDRESS.test(row.output)) return true;
  return (
    ["accepted", "output"].every((key) => row[key] === answer[key]) &&
    ["kind", "line", "column"].every((key) => row.error?.[key] === answer.error?.[key])
  );
}

async function checkPatterns(count) {
  const random = randomFrom(seed);
  const patterns = [...new Set(Array.from({ length: count }, () => generatePattern(random)))];
  const probes = patterns.map((pattern) => ({ pattern, inputs: generateInputs(random, pattern) }));
  const answers = askJava(probes);
  const engine = await loadRegexEngine();
  let asked = 0;
  const wrong = probes.filter(({ pattern, inputs }, at) => {
    const answer = answers[at];
    if (answer.crash !== undefined) return false;
    asked++;
    const { problems, matches } = engine.ask(pattern, inputs);
    return answer.error === undefined
      ? problems.length > 0 || inputs.some((_, input) => matches[input] !== answer.matches[input])
      : problems[0]?.index !== answer.error.index || problems[0]?.description !== answer.error.description;
  });
  console.log(`patterns: ${asked} asked, ${wrong.length} answered otherwise`);
  for (const { pattern } of wrong.slice(0, 5)) console.log(`  ${JSON.stringify(pattern)}`);
  if (wrong.length > asked / 100) fail("patterns: held to 99 %");
}

function recorded(names, only) {
  return readdirSync(RECORDED)
    .filter((file) => (only === undefined ? names.test(file) : file === only))
    .flatMap((file) =>
      readFileSync(join(RECORDED, file), "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => ({ file, row: JSON.parse(line) })),
    );
}

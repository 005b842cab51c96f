// Holds our engines against recorded answers: npm run test:oracle [-- <folder>]
// Reads every *.jsonl of the folder by its file name, prints one line a file and the rows that disagree, and exits
// 1 below a bar. A kind of file is an entry of KINDS.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadRegexEngine } from "./oracle/loadRegexEngine.mjs";
import { kinds as VELOCITY_KINDS } from "./oracle/velocity.mjs";

/** How many disagreeing rows of a file are printed. */
const SHOWN = 25;

/**
 * A kind knows its files by name, loads what is tested, and judges a row: `agrees` holds for each measure true,
 * false, or nothing where the measure does not apply to the row.
 */
const KINDS = [
  {
    name: "java-17-regex",
    matches: (file) => file.startsWith("java-17-regex"),
    isRow: (row) =>
      typeof row.pattern === "string" && (row.error !== undefined || Array.isArray(row.matches)),
    load: loadRegexEngine,
    judge: judgeRegexRow,
    bars: { "accept/reject": 99, full: 98, "error index": 95, apigw: 100 },
    describe: (row) => JSON.stringify(row.pattern),
  },
];

const folder = process.argv[2] ?? "test/oracle";
const files = readdirSync(folder)
  .filter((file) => file.endsWith(".jsonl"))
  .sort();
let known = 0;
let isBelow = false;
for (const file of files) {
  const kind = KINDS.find((candidate) => candidate.matches(file));
  const velocityKind = VELOCITY_KINDS.find((candidate) => candidate.matches(file));
  if (velocityKind !== undefined) {
    known++;
    isBelow = checkVelocityFile(join(folder, file), file, velocityKind) || isBelow;
    continue;
  }
  if (kind === undefined) {
    console.log(`${file}: skipped, no kind of file that is known here`);
    continue;
  }
  known++;
  isBelow = (await checkFile(join(folder, file), file, kind)) || isBelow;
}
if (known === 0) {
  console.log(
    `${folder} holds no file of a known kind (${[...KINDS, ...VELOCITY_KINDS].map((kind) => kind.name).join(", ")})`,
  );
}
process.exitCode = known === 0 || isBelow ? 1 : 0;

function rowsOf(path) {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line));
}

/** A kind of Velocity's judges a whole file; its bars are shares of one. */
function checkVelocityFile(path, file, kind) {
  const rows = rowsOf(path);
  const { lines, bars, disagreements } = kind.judge(rows);
  console.log(`${file}: ${rows.length} rows: ${lines.join(", ")}`);
  console.log(
    disagreements
      .slice(0, SHOWN)
      .map((text) => `  ${text}`)
      .join("\n") || "  no row disagrees",
  );
  const missed = bars.filter(({ met }) => !met);
  for (const { name, least } of missed) {
    console.log(`  below: ${name} is held to ${least * 100} %`);
  }
  return missed.length > 0;
}

async function checkFile(path, file, kind) {
  const rows = rowsOf(path);
  const unknown = rows.filter((row) => !kind.isRow(row));
  if (unknown.length > 0) {
    console.log(`${file}: ${unknown.length} rows have another shape than ${kind.name}'s`);
    return true;
  }
  const engine = await kind.load();
  const counts = new Map(Object.keys(kind.bars).map((measure) => [measure, { agreed: 0, all: 0 }]));
  const disagreeing = [];
  for (const row of rows) {
    const { agrees, why } = kind.judge(row, engine);
    for (const [measure, holds] of Object.entries(agrees)) {
      if (holds !== undefined) {
        const count = counts.get(measure);
        count.all++;
        count.agreed += holds ? 1 : 0;
      }
    }
    if (why !== undefined) {
      disagreeing.push(`  ${row.id} [${row.group}] ${kind.describe(row)}: ${why}`);
    }
  }
  const results = [...counts].map(([measure, { agreed, all }]) => {
    const percent = all === 0 ? 100 : (100 * agreed) / all;
    return { measure, percent, all, isBelow: percent < kind.bars[measure] };
  });
  const line = results
    .map(
      ({ measure, percent, all, isBelow: below }) =>
        `${measure} ${percent.toFixed(2)} % of ${all}${below ? ` (below ${kind.bars[measure]} %)` : ""}`,
    )
    .join(", ");
  console.log(`${file}: ${rows.length} rows: ${line}`);
  console.log(disagreeing.slice(0, SHOWN).join("\n") || "  no row disagrees");
  if (disagreeing.length > SHOWN) {
    console.log(`  and ${disagreeing.length - SHOWN} more`);
  }
  return results.some((result) => result.isBelow);
}

function judgeRegexRow(row, engine) {
  const { problems, matches } = engine.ask(row.pattern, row.inputs ?? []);
  const first = problems[0];
  const accepts = first === undefined;
  const isError = row.error !== undefined;
  const acceptAgrees = accepts === !isError;
  const indexAgrees = isError ? first?.index === row.error.index : undefined;
  const wrong = isError || !accepts ? [] : row.inputs.filter((_, at) => matches[at] !== row.matches[at]);
  const saysTheSame = isError
    ? first?.description === row.error.description && indexAgrees
    : wrong.length === 0;
  const full = acceptAgrees && saysTheSame;
  return {
    agrees: {
      "accept/reject": acceptAgrees,
      full: acceptAgrees && (isError || wrong.length === 0),
      "error index": indexAgrees,
      apigw: row.group === "apigw" ? full : undefined,
    },
    why: full ? undefined : explain(row, first, wrong, matches),
  };
}

function explain(row, first, wrong, matches) {
  const ours = first === undefined ? "accepted" : `"${first.description}" at ${first.index}`;
  if (row.error !== undefined) {
    return `Java says "${row.error.description}" at ${row.error.index}, we ${ours}`;
  }
  if (first !== undefined) {
    return `Java accepts it, we say ${ours}`;
  }
  return wrong
    .slice(0, 4)
    .map((input) => {
      const at = row.inputs.indexOf(input);
      return `${JSON.stringify(input)} ${row.matches[at] ? "matches" : "does not match"}, we say ${matches[at]}`;
    })
    .join("; ");
}

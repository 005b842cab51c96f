// Compares the Velocity island with recorded answers of Apache Velocity 1.7 and of the fitted model of API Gateway.
// Its kinds of files are judged by `npm run test:oracle`, a whole file at a time.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const { JavaMap, parseVtlText, readJson, refusedFor, renderForGateway, renderVtl } = await loadIsland();

async function loadIsland() {
  const folder = mkdtempSync(join(tmpdir(), "velocity-oracle-"));
  const outfile = join(folder, "island.mjs");
  await build({
    entryPoints: [join(root, "server/src/service/islands/vtl/index.ts")],
    bundle: true,
    format: "esm",
    platform: "neutral",
    outfile,
    logLevel: "error",
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Loops of the recorded templates may be longer than API Gateway allows. */
const LIMITS = { loop: 100_000, steps: 3_000_000 };

export const kinds = [
  {
    name: "velocity syntax",
    matches: (file) => /^velocity-1\.7-syntax.*\.jsonl$/.test(file),
    judge: judgeSyntax,
  },
  {
    name: "velocity render",
    matches: (file) => /^velocity-1\.7-render.*\.jsonl$/.test(file),
    judge: judgeRender,
  },
  { name: "gateway", matches: (file) => /^gateway-.*\.jsonl$/.test(file), judge: judgeGateway },
];

/** Accepted or not, and where and how it fails first. */
function judgeSyntax(rows) {
  const accept = tally();
  const line = tally();
  const column = tally();
  const kind = tally();
  const disagreements = [];
  for (const row of rows) {
    const parsed = parseVtlText(row.template);
    const problem = refusedFor(parsed.problems);
    const outcome = renderVtl(parsed, row.template, { mode: "plain", variables: [], limits: LIMITS });
    const failed = outcome.kind === "failed";
    let agrees = count(accept, failed === !row.accepted);
    if (agrees && !row.accepted) {
      const position = problem === undefined ? outcome.position : problem.velocity.position;
      agrees = count(kind, outcome.exception === row.error.kind);
      if (row.error.line !== undefined) {
        agrees = count(line, position?.line === row.error.line) && agrees;
        agrees = count(column, position?.column === row.error.column) && agrees;
      }
    }
    if (!agrees) disagreements.push(disagreement(row, row.error ?? "accepted", problem ?? outcome));
  }
  return {
    lines: [
      `accept ${percent(accept)}`,
      `line ${percent(line)}`,
      `column ${percent(column)}`,
      `kind ${percent(kind)}`,
    ],
    bars: [bar("accept", accept, 0.99), bar("line", line, 0.95), bar("column", column, 0.9)],
    disagreements,
  };
}

/** The output to the letter, or the same exception at the same place; and no problem where Velocity has none. */
function judgeRender(rows) {
  const exact = tally();
  const clean = tally();
  const disagreements = [];
  for (const row of rows) {
    const parsed = parseVtlText(row.template);
    const variables = variablesOf(row.vars);
    const outcome = renderVtl(parsed, row.template, { mode: "plain", variables, limits: LIMITS });
    if (row.error === undefined) count(clean, refusedFor(parsed.problems) === undefined);
    const agrees = count(exact, agreesWith(outcome, row));
    if (!agrees) disagreements.push(disagreement(row, row.error ?? row.output, outcome));
  }
  return {
    lines: [`exact ${percent(exact)}`, `no false error ${percent(clean)}`],
    bars: [bar("exact", exact, 0.98), bar("no false error", clean, 1)],
    disagreements,
  };
}

function judgeGateway(rows) {
  const exact = tally();
  const disagreements = [];
  for (const row of rows) {
    const none = { path: [], querystring: [], header: [] };
    const { outcome } = renderForGateway(
      parseVtlText(row.template),
      row.template,
      {
        body: row.body ?? "",
        parameters: none,
        context: new JavaMap(),
        stageVariables: [],
        variables: variablesOf(row.vars),
      },
      LIMITS,
    );
    if (!count(exact, agreesWith(outcome, row))) {
      disagreements.push(disagreement(row, row.error ?? row.output, outcome));
    }
  }
  return { lines: [`exact ${percent(exact)}`], bars: [bar("exact", exact, 1)], disagreements };
}

function agreesWith(outcome, row) {
  if (row.error === undefined) return outcome.kind === "rendered" && outcome.output === row.output;
  return (
    outcome.kind === "failed" &&
    outcome.exception === row.error.kind &&
    outcome.position?.line === row.error.line &&
    outcome.position?.column === row.error.column
  );
}

function variablesOf(vars) {
  const map = readJson(JSON.stringify(vars ?? {}), { listClass: "java.util.ArrayList" }).value;
  return map.entries().map(({ key, value }) => [key, value]);
}

function tally() {
  return { right: 0, all: 0 };
}

function count(counter, right) {
  counter.all++;
  if (right) counter.right++;
  return right;
}

function share({ right, all }) {
  return all === 0 ? 1 : right / all;
}

function percent(counter) {
  return `${(share(counter) * 100).toFixed(2)} % of ${counter.all}`;
}

function bar(name, counter, least) {
  return { name, value: share(counter), least, met: share(counter) >= least };
}

function disagreement(row, wanted, got) {
  const seen = got.kind === "rendered" ? got.output : got;
  const cut = (value) => JSON.stringify(value)?.slice(0, 300);
  return `${row.id ?? ""} ${cut(row.template)}\n    wanted ${cut(wanted)}\n    got    ${cut(seen)}`;
}

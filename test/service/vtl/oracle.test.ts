// What Velocity 1.7 and the fitted model of API Gateway answered, held to the bars of the issue.
import { describe, expect, test } from "vitest";
import {
  parseVtlText,
  type RenderOutcome,
  refusedFor,
  renderForGateway,
  renderVtl,
} from "../../../server/src/service/islands/vtl";
import { JavaMap } from "../../../server/src/service/islands/vtl/java/value";
import { type RecordedRow, recordedRows, variablesOf } from "./recorded";

const LIMITS = { loop: 100_000, steps: 3_000_000 };

function agrees(outcome: RenderOutcome, row: RecordedRow): boolean {
  if (row.error === undefined) return outcome.kind === "rendered" && outcome.output === row.output;
  return (
    outcome.kind === "failed" &&
    outcome.exception === row.error.kind &&
    outcome.position?.line === row.error.line &&
    outcome.position?.column === row.error.column
  );
}

function share(rows: readonly RecordedRow[], right: (row: RecordedRow) => boolean): number {
  return rows.filter(right).length / rows.length;
}

describe("syntax", () => {
  const files = [
    "velocity-1.7-syntax.jsonl",
    "velocity-1.7-syntax-generated.jsonl",
    "velocity-1.7-syntax-long.jsonl",
    "velocity-1.7-syntax-longer.jsonl",
    "velocity-1.7-syntax-changed.jsonl",
  ];
  test.each(files)("%s: accepted, line and column", (file) => {
    const rows = recordedRows(file);
    const fails = (row: RecordedRow) => {
      const options = { mode: "plain", variables: [], limits: LIMITS } as const;
      return renderVtl(parseVtlText(row.template), row.template, options).kind === "failed";
    };
    expect(share(rows, (row) => fails(row) === !row.accepted)).toBeGreaterThanOrEqual(0.99);
    const placed = rows.filter((row) => row.error?.line !== undefined);
    const first = (row: RecordedRow) => refusedFor(parseVtlText(row.template).problems)?.velocity.position;
    expect(share(placed, (row) => first(row)?.line === row.error?.line)).toBeGreaterThanOrEqual(0.95);
    expect(share(placed, (row) => first(row)?.column === row.error?.column)).toBeGreaterThanOrEqual(0.9);
  });
});

describe("render", () => {
  const files = [
    "velocity-1.7-render.jsonl",
    "velocity-1.7-render-generated.jsonl",
    "velocity-1.7-render-long.jsonl",
    "velocity-1.7-render-patterns.jsonl",
    "velocity-1.7-render-java.jsonl",
  ];
  test.each(files)("%s: output to the letter, no false error", (file) => {
    const rows = recordedRows(file);
    const exact = share(rows, (row) => {
      const options = { mode: "plain", variables: variablesOf(row.vars), limits: LIMITS } as const;
      return agrees(renderVtl(parseVtlText(row.template), row.template, options), row);
    });
    expect(exact).toBeGreaterThanOrEqual(0.98);
    const accepted = rows.filter((row) => row.error === undefined);
    const refused = (row: RecordedRow) => refusedFor(parseVtlText(row.template).problems) !== undefined;
    expect(accepted.filter(refused)).toEqual([]);
  });
});

describe("gateway", () => {
  const files = [
    "gateway-null-semantics.jsonl",
    "gateway-paths.jsonl",
    "gateway-jsonpath.jsonl",
    "gateway-java.jsonl",
  ];
  test.each(files)("%s: every row", (file) => {
    const wrong = recordedRows(file).filter((row) => {
      const { outcome } = renderForGateway(parseVtlText(row.template), row.template, {
        body: row.body ?? "",
        parameters: { path: [], querystring: [], header: [] },
        context: new JavaMap(),
        stageVariables: [],
        variables: variablesOf(row.vars),
      });
      return !agrees(outcome, row);
    });
    expect(wrong).toEqual([]);
  });
});

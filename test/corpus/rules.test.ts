// What real documents are told: our own kind nothing they do not deserve, other kinds nothing at all.
import { describe, expect, test } from "vitest";
import { analyse } from "../../server/src/service/analysis";
import { analyseOwn, drawFindings, findingsIn } from "../support/rules";
import { corpusFiles } from "./corpus";

const ours = corpusFiles("put-request");
const others = ["cloudformation-json", "openapi-json"].flatMap((folder) => corpusFiles(folder));

describe.skipIf(ours.length === 0)("requests", () => {
  test.each(ours)("$name is one quiet response", ({ text }) => {
    const analysis = analyseOwn(text);
    expect(analysis.blocks).toHaveLength(1);
    expect(analysis.blocks[0]?.content.response).toBeDefined();
    expect(drawFindings(text, findingsIn(analysis))).toBe(text);
  });

  test.each(ours)("$name is recognised in a foreign document too", ({ name, text }) => {
    const uri = `file:///${name}`;
    expect(analyse({ uri, own: false, tellsSyntax: false, text }).blocks).toHaveLength(1);
  });

  test.each(ours)("every beginning of $name is read without a failure", ({ text }) => {
    for (let end = 0; end <= text.length; end++) {
      const [block] = analyseOwn(text.slice(0, end)).blocks;
      expect(block?.content.failures).toEqual([]);
    }
  });
});

describe.skipIf(others.length === 0)("documents of other kinds", () => {
  test.each(others)("$name is not ours", ({ name, text }) => {
    for (const tellsSyntax of [true, false]) {
      const { blocks } = analyse({ uri: `file:///${name}`, own: false, tellsSyntax, text });
      expect(blocks).toEqual([]);
    }
  });
});

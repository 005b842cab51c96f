// Open buffers: incremental edits, versions, which documents are ours, and whose work an analysis is.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TextDocumentContentChangeEvent } from "vscode-languageserver";
import { OWN_LANGUAGE_ID } from "../../server/src/contract";
import { CANCELLED, SUPERSEDED } from "../../server/src/protocol/answer";
import { Documents, type OpenDocument } from "../../server/src/protocol/documents";
import type { Encoding } from "../../server/src/protocol/positions";
import { analyse, Lines } from "../../server/src/service";
import { OWN_URI } from "./editor";

function documentsOf(encoding: Encoding = "utf-16"): Documents {
  return new Documents({ encoding, turn: () => new Promise(setImmediate), onFailures: () => undefined });
}

function opened(
  documents: Documents,
  text: string,
  languageId = OWN_LANGUAGE_ID,
  uri = OWN_URI,
): OpenDocument {
  return documents.open({ uri, languageId, version: 1, text });
}

const token = (isCancellationRequested: boolean) => ({
  isCancellationRequested,
  onCancellationRequested: () => ({ dispose: () => undefined }),
});

/** Long enough that its analysis takes many steps. */
const LARGE = `{ "responseParameters": {\n${Array.from({ length: 6_000 }, (_, at) => `"method.response.header.X${at}": "'v'"`).join(",\n")}\n} }`;

describe("edits", () => {
  const part = fc.array(fc.constantFrom("a", "é", "→", "😀", "\n", "\r\n", "\r", '"', "{", "}", ":", "\\"), {
    maxLength: 12,
  });
  const edit = fc.record({ from: fc.nat(40), to: fc.nat(40), text: part.map((parts) => parts.join("")) });

  test.each(["utf-8", "utf-16", "utf-32"] as const)("in %s leave the client's own text", (encoding) => {
    fc.assert(
      fc.property(part, fc.array(edit, { maxLength: 5 }), (parts, edits) => {
        const documents = documentsOf(encoding);
        let text = parts.join("");
        let document = opened(documents, text);
        const changes: TextDocumentContentChangeEvent[] = [];
        let current = document;
        for (const { from, to, text: newText } of edits) {
          const span = {
            start: Math.min(from, to, text.length),
            end: Math.min(Math.max(from, to), text.length),
          };
          // What a client means by the range is what its own reading of the positions gives.
          const range = current.positions.range(span);
          const meant = current.positions.span(range);
          text = text.slice(0, meant.start) + newText + text.slice(meant.end);
          changes.push({ range, text: newText });
          current = current.changed(0, [{ text }]);
        }
        document = documents.change(OWN_URI, 2, changes) ?? document;
        expect(document.text).toBe(text);
        expect(document.version).toBe(2);
      }),
    );
  });

  test("find the same lines as reading the whole text again", () => {
    fc.assert(
      fc.property(part, edit, (parts, { from, to, text: newText }) => {
        const text = parts.join("");
        const span = {
          start: Math.min(from, to, text.length),
          end: Math.min(Math.max(from, to), text.length),
        };
        const edited = new Lines(text).edited({ span, newText });
        const fresh = new Lines(text.slice(0, span.start) + newText + text.slice(span.end));
        expect(edited.text).toBe(fresh.text);
        const starts = (lines: Lines) =>
          Array.from({ length: lines.count }, (_, line) => lines.startOf(line));
        expect(starts(edited)).toEqual(starts(fresh));
      }),
      { numRuns: 1_000 },
    );
  });

  test("out of range mean the nearest place", () => {
    const documents = documentsOf();
    opened(documents, "ab\ncd");
    const range = { start: { line: 7, character: 3 }, end: { line: -1, character: 99 } };
    expect(documents.change(OWN_URI, 2, [{ range, text: "x" }])?.text).toBe("x");
  });

  test("of a document that is not open are passed over", () => {
    const documents = documentsOf();
    expect(documents.change(OWN_URI, 2, [{ text: "x" }])).toBeUndefined();
    expect(documents.close(OWN_URI)).toBe(false);
  });
});

describe("ours", () => {
  const BODY = '{ "selectionPattern": "2\\d" }';
  test.each([
    ["our own language", OWN_LANGUAGE_ID, "untitled:Untitled-1", { own: true, tellsSyntax: true }],
    ["our name in another language", "plaintext", OWN_URI, { own: true, tellsSyntax: true }],
    ["our name as JSON", "json", OWN_URI, { own: true, tellsSyntax: false }],
    [
      "a file of the service's path",
      "jsonc",
      "file:///x/integration/responses/404.json",
      { own: true, tellsSyntax: false },
    ],
    ["JSON with a marker", "json", "file:///x/a.json", { own: false, tellsSyntax: false }],
  ])("%s", async (_, languageId, uri, facts) => {
    const documents = documentsOf();
    const analysis = await documents.analysisOf(opened(documents, BODY, languageId, uri));
    expect(analysis).toMatchObject({ ...facts, blocks: [{}] });
  });

  test.each([
    ["JSON without a marker", "json", "file:///x/a.json", '{ "contentHandling": "" }'],
    ["another language with a marker", "plaintext", "file:///x/a.txt", BODY],
    ["JSON in a folder of another name", "json", "file:///x/responses/200.json", "{}"],
  ])("not: %s", async (_, languageId, uri, text) => {
    const documents = documentsOf();
    expect(await documents.analysisOf(opened(documents, text, languageId, uri))).toMatchObject({
      blocks: [],
    });
  });
});

describe("the analysis", () => {
  test("is the one of the whole text, whatever came before", () => {
    const documents = documentsOf();
    let document = opened(documents, LARGE);
    document =
      documents.change(OWN_URI, 2, [
        { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: "\n" },
      ]) ?? document;
    return expect(
      documents.analysisOf(document).then((analysis) => "blocks" in analysis && analysis.blocks[0]?.start),
    ).resolves.toBe(1);
  });

  test("takes a block over whose text has not changed", async () => {
    const documents = documentsOf();
    const first = await documents.analysisOf(opened(documents, '{ "statusCode": "200" }'));
    const changed = documents.change(OWN_URI, 2, [
      { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: "\n\n" },
    ]);
    const second = changed && (await documents.analysisOf(changed));
    if (second === undefined || !("blocks" in first) || !("blocks" in second)) {
      throw new Error("There is no analysis.");
    }
    expect(second.blocks[0]?.content).toBe(first.blocks[0]?.content);
  });

  test("stops for a request that is cancelled, and goes on for the others", async () => {
    const documents = documentsOf();
    const document = opened(documents, LARGE);
    const order: string[] = [];
    const other = documents.analysisOf(document).then((analysis) => {
      order.push("other");
      return analysis;
    });
    const stopped = await documents.analysisOf(document, token(true));
    order.push("cancelled");
    expect(stopped).toBe(CANCELLED);
    expect(await other).toMatchObject({ blocks: [{}] });
    expect(order).toEqual(["cancelled", "other"]);
  });

  test("stops when the document has changed or is closed", async () => {
    const documents = documentsOf();
    const first = documents.analysisOf(opened(documents, LARGE));
    const changed = documents.change(OWN_URI, 2, [{ text: `${LARGE} ` }]);
    const second = changed && documents.analysisOf(changed);
    documents.close(OWN_URI);
    expect(await first).toBe(SUPERSEDED);
    expect(await second).toBe(SUPERSEDED);
  });

  test("is done once for everyone who waits", async () => {
    const documents = documentsOf();
    const document = opened(documents, LARGE);
    const all = await Promise.all([1, 2, 3].map(() => documents.analysisOf(document)));
    expect(new Set(all).size).toBe(1);
    expect(all[0]).toEqual(analyse({ ...document.facts, text: LARGE }));
  });
});

// The tree is ours, so JSON.parse and jsonc-parser are asked what it ought to be.
import fc from "fast-check";
import { parseTree, type Node as TheirNode } from "jsonc-parser";
import { describe, expect, test } from "vitest";
import { JSON_FORMAT } from "../../server/src/service/syntax/json/format";
import { isObjectText, MAX_DEPTH, parseJson } from "../../server/src/service/syntax/json/parse";
import { decodeJson } from "../../server/src/service/syntax/json/string";
import type { Node } from "../../server/src/service/syntax/node";
import { pathAt } from "../../server/src/service/syntax/node";
import { applyEdits } from "../../server/src/service/text/textEdit";

function plainValue(node: Node | undefined): unknown {
  switch (node?.kind) {
    case "object": {
      const object: Record<string, unknown> = Object.create(null);
      for (const { key, value } of node.properties) {
        object[key.text.value] = plainValue(value);
      }
      return object;
    }
    case "array":
      return node.items.map(plainValue);
    case "string":
      return node.text.value;
    case "literal":
      return node.value;
    default:
      return undefined;
  }
}

/** Kind, place and children: what two trees have to agree on. */
type Outline = readonly [string, number, number, ...Outline[]];

function ourOutline(node: Node): Outline {
  switch (node.kind) {
    case "object":
      return [
        "object",
        node.start,
        node.end,
        ...node.properties.flatMap(({ key, value }) => [
          ourOutline(key),
          ...(value ? [ourOutline(value)] : []),
        ]),
      ];
    case "array":
      return ["array", node.start, node.end, ...node.items.map(ourOutline)];
    default:
      return [node.kind, node.start, node.end];
  }
}

function theirOutline(node: TheirNode): Outline {
  const kind =
    node.type === "object" || node.type === "array" || node.type === "string" ? node.type : "literal";
  const children = (node.children ?? []).flatMap((child) =>
    child.type === "property" ? (child.children ?? []) : [child],
  );
  return [kind, node.offset, node.offset + node.length, ...children.map(theirOutline)];
}

const json = fc
  .tuple(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 2, "\t"))
  .map(([value, indent]) => JSON.stringify(value, null, indent));

/** JSON with something torn out, doubled or put in. */
const broken = fc
  .tuple(
    json,
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat({ max: 3 }),
        fc.constantFrom("", "{", "}", "[", "]", ",", ":", '"', "'", "\\", "//", "/*", "\n", "x", "\u0000"),
      ),
    ),
  )
  .map(([text, wounds]) =>
    wounds.reduce((wounded, [at, torn, put]) => {
      const place = at % (wounded.length + 1);
      return wounded.slice(0, place) + put + wounded.slice(place + torn);
    }, text),
  );

describe("legal JSON", () => {
  test("has the value that JSON.parse gives it and no problems", () => {
    fc.assert(
      fc.property(json, (text) => {
        const tree = parseJson(text);
        expect(tree.problems).toEqual([]);
        expect(JSON.stringify(plainValue(tree.root))).toBe(JSON.stringify(JSON.parse(text)));
      }),
      { numRuns: 300 },
    );
  });

  test("has the nodes that jsonc-parser finds, at the same places", () => {
    fc.assert(
      fc.property(json, (text) => {
        const root = parseJson(text).root;
        const theirs = parseTree(text);
        expect(root && ourOutline(root)).toEqual(theirs && theirOutline(theirs));
      }),
      { numRuns: 300 },
    );
  });
});

describe("broken JSON", () => {
  test("always has a tree whose nodes nest, and a problem if JSON.parse refuses it", () => {
    fc.assert(
      fc.property(fc.oneof(broken, fc.string({ unit: "binary" })), (text) => {
        const tree = parseJson(text);
        if (tree.root !== undefined) {
          checkNesting(tree.root, 0, text.length);
        }
        for (const { span } of tree.problems) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
        const isBlank = text.replace(/^\uFEFF/, "").replace(/[ \t\r\n]/g, "") === "";
        if (!parses(text) && !isBlank) {
          expect(tree.problems.length).toBeGreaterThan(0);
        } else if (parses(text)) {
          expect(tree.problems).toEqual([]);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("is an object or not, as its whole tree says", () => {
    const escaped = broken.map((text) => text.replace('"', '"\\d'));
    fc.assert(
      fc.property(fc.oneof(json, broken, escaped), (text) => {
        const { root, problems } = parseJson(text);
        const isSound = problems.every(({ code }) => code === "invalidEscape");
        expect(isObjectText(text)).toBe(root?.kind === "object" && isSound);
      }),
      { numRuns: 2000 },
    );
  });

  test("in steps has the same tree as at once", () => {
    const text = `[${'{"a": "b\\d", },'.repeat(5000)}`;
    const steps = JSON_FORMAT.parse(text);
    let turns = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) {
      turns++;
    }
    expect(turns).toBeGreaterThan(5);
    expect(step.value.problems).toEqual(parseJson(text).problems);
    expect(step.value.root && ourOutline(step.value.root)).toEqual(ourOutline(parseJson(text).root as Node));
  });

  test.each(["[", "{", '{"a":', "[}", "{]", "]", "}", ",", ":", '"', "\\", "//", "/*", "[,", "{,", "\u0000"])(
    "a hundred thousand of %j end without trouble",
    (bit) => {
      const tree = parseJson(bit.repeat(100_000));
      expect(tree.problems.length).toBeGreaterThan(0);
      pathAt(tree.root, 50_000);
    },
  );

  test("is opaque below the depth that anyone writes", () => {
    const text = `${"[".repeat(MAX_DEPTH + 1)}1${"]".repeat(MAX_DEPTH + 1)}`;
    const path = pathAt(parseJson(text).root, MAX_DEPTH + 1);
    expect(path).toHaveLength(MAX_DEPTH + 1);
    expect(path.at(-1)).toMatchObject({ kind: "opaque" });
  });

  test.each([
    ['{ "a": 1, }', "trailingComma"],
    ["[1, ]", "trailingComma"],
    ['{ "a": 1 "b": 2 }', "missingComma"],
    ["[1 2]", "missingComma"],
    ['{ "a" 1 }', "missingColon"],
    ['{ "a" }', "missingColon"],
    ['{ "a": }', "missingValue"],
    ['{ "a": , "b": 1 }', "missingValue"],
    ['{ "a": "b": 1 }', "missingValue missingComma"],
    ["{ a: 1 }", "unquotedKey"],
    ["{ 'a': 1 }", "singleQuotes"],
    ["{ \"a\": 'b' }", "singleQuotes"],
    ['{ "a": yes }', "invalidLiteral"],
    ['{ "a": 01 }', "invalidLiteral"],
    ['{ "a": "b', "unclosedObject unterminatedString"],
    ['{ "a": "b\n}', "unterminatedString"],
    ['{ "a": "b\\\n}', "invalidEscape unterminatedString"],
    ['{ "a": "\t" }', "controlCharacter"],
    ['{ "a": [1 }', "unclosedArray"],
    ['{ "a": 1 ] }', "unexpectedToken"],
    ['[{ "a": 1 ]', "unclosedObject"],
    ["{} x", "trailingContent"],
    ["{} // done", "comment"],
    ["{} /* not", "unterminatedComment"],
    ['{ "a": "2\\d" }', "invalidEscape"],
    [",", "unexpectedToken"],
  ])("%s: %s", (text, codes) => {
    expect(
      parseJson(text)
        .problems.map(({ code }) => code)
        .sort(),
    ).toEqual(codes.split(" ").sort());
  });

  test("keeps what can be kept", () => {
    expect(
      plainValue(parseJson('{ "a": 1 "b": { "c": "d", } "e": [1,, 2], "f": tru, "g" "h", "i').root),
    ).toEqual({
      a: 1,
      b: { c: "d" },
      e: [1, 2],
      f: undefined,
      g: "h",
      i: undefined,
    });
  });
});

test("a byte order mark is no part of the JSON", () => {
  expect(parseJson('\uFEFF{"a": 1}').problems).toEqual([]);
});

describe("edits", () => {
  const objectJson = fc
    .tuple(
      fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 2 }), {
        maxKeys: 4,
        noNullPrototype: true,
      }),
      fc.constantFrom(undefined, 2, "\t"),
    )
    .map(([value, indent]) => JSON.stringify(value, null, indent));

  test("insert a member and leave the others alone", () => {
    fc.assert(
      fc.property(objectJson, fc.string(), fc.jsonValue({ maxDepth: 2 }), (text, name, value) => {
        const key = `new ${name}`;
        const tree = parseJson(text);
        const object = tree.root;
        if (object?.kind !== "object") {
          throw new Error("The text is an object.");
        }
        const edited = JSON.parse(applyEdits(text, [JSON_FORMAT.insertProperty(tree, object, key, value)]));
        expect(JSON.stringify(edited)).toBe(JSON.stringify({ ...JSON.parse(text), [key]: value }));
      }),
    );
  });

  test("remove a member and leave the others alone", () => {
    fc.assert(
      fc.property(objectJson, fc.nat(), (text, which) => {
        const tree = parseJson(text);
        const object = tree.root;
        const property =
          object?.kind === "object"
            ? object.properties[which % Math.max(1, object.properties.length)]
            : undefined;
        if (object?.kind !== "object" || property === undefined) {
          return;
        }
        const left = JSON.parse(text);
        delete left[property.key.text.value];
        expect(JSON.parse(applyEdits(text, [JSON_FORMAT.removeProperty(tree, object, property)]))).toEqual(
          left,
        );
      }),
    );
  });

  test("keep the author's indentation and line ends", () => {
    const text = '{\r\n\t"a": 1\r\n}';
    const tree = parseJson(text);
    if (tree.root?.kind !== "object") {
      throw new Error("The text is an object.");
    }
    expect(applyEdits(text, [JSON_FORMAT.insertProperty(tree, tree.root, "b", { c: 1 })])).toBe(
      '{\r\n\t"a": 1,\r\n\t"b": {\r\n\t\t"c": 1\r\n\t}\r\n}',
    );
  });
});

function checkNesting(node: Node, from: number, to: number): void {
  expect(node.start).toBeGreaterThanOrEqual(from);
  expect(node.end).toBeLessThanOrEqual(to);
  expect(node.end).toBeGreaterThanOrEqual(node.start);
  const children =
    node.kind === "array"
      ? node.items
      : node.kind === "object"
        ? node.properties.flatMap(({ key, value }) => [key, ...(value ? [value] : [])])
        : [];
  let at = node.start;
  for (const child of children) {
    checkNesting(child, at, node.end);
    at = child.end;
  }
}

function parses(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ""));
    return true;
  } catch {
    return false;
  }
}

/** A text that counts how many of its characters are looked at. */
function counting(text: string) {
  const looks = { count: 0 };
  const slice = (from: number, to: number) => {
    looks.count += Math.max(0, to - from);
    return text.slice(from, to);
  };
  const look = (at: number) => text.charCodeAt(slice(at, at + 1) === "" ? text.length : at);
  const source = { slice, charCodeAt: look, charAt: (at: number) => slice(at, at + 1) };
  return { source: source as unknown as string, looks };
}

test.each(["\\\\d", "\\d", "\\n", "\\u00e9", "plain"])(
  "decoding many %s looks no further than it must",
  (part) => {
    const looksAt = (times: number) => {
      const content = part.repeat(times);
      // What follows the string is another's to decode, however much it is.
      const { source, looks } = counting(`${content}"${"x".repeat(100_000)}\\`);
      const { value } = decodeJson(source, { start: 0, end: content.length });
      expect(value.length).toBeGreaterThanOrEqual(times);
      return looks.count / content.length;
    };
    expect(looksAt(10)).toBeLessThan(8);
    expect(looksAt(10_000)).toBeLessThan(8);
  },
);

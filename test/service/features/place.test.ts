import { describe, expect, test } from "vitest";
import { type Analysis, type Place, placeAt } from "../../../server/src/service";
import { foreignDocument, ownDocument } from "../../support/documents";
import { readCursor } from "../../support/marks";

/** What the place is, in a line. */
function checkPlace(marked: string, expected: string, open: (text: string) => Analysis = ownDocument) {
  const { text, offset } = readCursor(marked);
  expect(describePlace(placeAt(open(text), offset)), marked).toBe(expected);
}

function describePlace(place: Place): string {
  switch (place.kind) {
    case "nowhere":
    case "standaloneTemplate":
    case "elsewhere":
      return place.kind;
    case "blank":
      return place.typed === undefined ? "blank" : `blank over ${place.typed.kind}`;
    case "gap": {
      const { previous, next, before, after } = place.commas;
      const side = (property: typeof previous) => property?.key.text.value ?? "";
      return `gap in ${place.container}: ${side(previous)}${before ? "," : ""} | ${after ? "," : ""}${side(next)}`;
    }
    case "memberKey":
    case "mappingKey":
    case "templateKey":
      return `${place.kind} ${place.property.key.text.value}`;
    case "memberValue":
    case "mappingValue":
    case "templateValue":
      return `${place.kind} of ${place.property.key.text.value}: ${place.value?.kind ?? "nothing"}`;
  }
}

describe("nowhere and elsewhere", () => {
  test("outside of what is ours", () => {
    checkPlace(" ‸ {}", "nowhere");
    checkPlace('{ "selec‸tion": 1 }', "nowhere", foreignDocument);
    checkPlace("‸", "nowhere", foreignDocument);
    checkPlace("{}‸", "elsewhere");
    checkPlace("‸{}", "elsewhere");
  });
  test("in comments", () => {
    checkPlace("{ /*‸*/ }", "elsewhere");
    checkPlace("{ // ‸", "elsewhere");
    checkPlace("{ /* ‸", "elsewhere");
    checkPlace("{ /**/‸ }", "gap in members:  | ");
  });
  test("in arrays, deeper objects and documents of no object", () => {
    checkPlace('{ "a": [‸] }', "memberValue of a: array");
    checkPlace('{ "a": {‸} }', "elsewhere");
    checkPlace("[‸]", "elsewhere");
    checkPlace('{ "method.response.header.X": tr‸ue }', "elsewhere");
  });
});

describe("blank", () => {
  test("in a document of our own", () => {
    checkPlace("‸", "blank");
    checkPlace(" \n‸\n ", "blank");
    checkPlace("\uFEFF‸", "blank");
    checkPlace("abc‸", "blank over opaque");
    checkPlace('"abc‸', "blank over string");
    checkPlace("// note ‸", "elsewhere");
  });
});

describe("between members", () => {
  test("with the commas around", () => {
    checkPlace("{‸}", "gap in members:  | ");
    checkPlace('{ "a": 1 ‸ }', "gap in members: a | ");
    checkPlace('{ "a": 1, ‸ "b": 2 }', "gap in members: a, | b");
    checkPlace('{ "a": 1 ‸ , "b": 2 }', "gap in members: a | ,b");
    checkPlace('{ "a": 1 /* , */ ‸ }', "gap in members: a | ");
    checkPlace('{ "a": 1, ‸', "gap in members: a, | ");
  });
  test("in the maps", () => {
    checkPlace('{ "responseParameters": { ‸ } }', "gap in mappings:  | ");
    checkPlace('{ "responseTemplates": {‸', "gap in templates:  | ");
    checkPlace('{ "method.response.header.X": "", ‸ }', "gap in mappings: method.response.header.X, | ");
  });
  test("after a key without a colon, on a line of its own", () => {
    checkPlace('{ "a"\n‸ }', "gap in members: a | ");
    checkPlace('{ "a" ‸ }', "memberKey a");
  });
});

describe("keys", () => {
  test("with quotes, without, and half of them", () => {
    checkPlace('{ ‸"a": 1 }', "memberKey a");
    checkPlace('{ "a"‸: 1 }', "memberKey a");
    checkPlace("{ ab‸", "memberKey ab");
    checkPlace('{ "ab‸\n}', "memberKey ab");
    checkPlace('{ "responseParameters": { "x‸" } }', "mappingKey x");
    checkPlace('{ "responseTemplates": { "x‸": 1 } }', "templateKey x");
  });
});

describe("values", () => {
  test("there, being typed, and missing", () => {
    checkPlace('{ "a": "‸" }', "memberValue of a: string");
    checkPlace('{ "a":‸ }', "memberValue of a: nothing");
    checkPlace('{ "a": \n‸\n "b": 1 }', "memberValue of a: nothing");
    checkPlace('{ "a": , ‸ }', "gap in members: a, | ");
    checkPlace('{ "a": tr‸ }', "memberValue of a: opaque");
    checkPlace('{ "a": ‸  1 }', "memberValue of a: literal");
    checkPlace('{ "responseParameters": { "x": "‸" } }', "mappingValue of x: string");
    checkPlace('{ "responseTemplates": { "x": ‸ } }', "templateValue of x: nothing");
  });
  test("of a member that is written twice", () => {
    checkPlace(
      '{ "responseParameters": {}, "responseParameters": { "x": "‸" } }',
      "mappingValue of x: string",
    );
  });
});

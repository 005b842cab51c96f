// The names one can write in `\p{…}` and what they stand for: Java's categories, scripts, blocks, POSIX classes,
// binary properties and `java…` methods. Undefined is a name that Java refuses.
import {
  blockTest,
  type CodePointTest,
  categoryTest,
  isUnassigned,
  propertyTest,
  scriptTest,
} from "./unicode/codePoints";

/** How a property is looked up: the flags that change what it means. */
export interface PropertyMode {
  readonly caseInsensitive: boolean;
  readonly unicodeClasses: boolean;
}

export type FoundProperty =
  | { readonly kind: "known"; readonly test: CodePointTest }
  | { readonly kind: "unknown"; readonly description: string };

/** What stands between the braces of `\p{…}`. */
export function findProperty(written: string, mode: PropertyMode): FoundProperty {
  const equals = written.indexOf("=");
  if (equals !== -1) {
    const name = written.slice(0, equals).toLowerCase();
    const value = written.slice(equals + 1);
    const test = findByKey(name, value, mode);
    return test === undefined
      ? { kind: "unknown", description: `Unknown Unicode property {name=<${name}>, value=<${value}>}` }
      : { kind: "known", test };
  }
  const test = findByName(written, mode);
  return test === undefined
    ? { kind: "unknown", description: `Unknown character property name {${written}}` }
    : { kind: "known", test };
}

function findByKey(name: string, value: string, mode: PropertyMode): CodePointTest | undefined {
  switch (name) {
    case "sc":
    case "script":
      return scriptTest(value);
    case "blk":
    case "block":
      return blockTest(value);
    case "gc":
    case "general_category":
      return plainProperty(value, mode);
    default:
      return undefined;
  }
}

function findByName(name: string, mode: PropertyMode): CodePointTest | undefined {
  if (name.startsWith("In")) {
    return blockTest(name.slice(2));
  }
  if (name.startsWith("Is")) {
    const bare = name.slice(2);
    return binaryProperty(bare.toUpperCase(), mode) ?? plainProperty(bare, mode) ?? scriptTest(bare);
  }
  return (
    (mode.unicodeClasses ? unicodePosixClass(name.toUpperCase(), mode) : undefined) ??
    plainProperty(name, mode)
  );
}

/** A category, an ASCII POSIX class or a `java…` method: names in which case matters. */
function plainProperty(name: string, { caseInsensitive }: PropertyMode): CodePointTest | undefined {
  if (caseInsensitive && CASED_CATEGORIES.includes(name)) {
    return categoryTest(CASED_CATEGORIES);
  }
  const categories = CATEGORY_GROUPS.get(name);
  if (categories !== undefined) {
    return categoryTest(categories);
  }
  if (caseInsensitive && (name === "Lower" || name === "Upper")) {
    return asciiClass("Alpha");
  }
  if (caseInsensitive && CASED_METHODS.has(name)) {
    return anyCased();
  }
  return asciiClass(name) ?? javaMethod(name);
}

const CASED_CATEGORIES = ["Lu", "Ll", "Lt"];
const CASED_METHODS: ReadonlySet<string> = new Set(["javaLowerCase", "javaUpperCase", "javaTitleCase"]);

/** The categories, one by one and by their first letter, and two groups that only Java names. */
const CATEGORY_GROUPS: ReadonlyMap<string, readonly string[]> = categoryGroups();

function categoryGroups(): ReadonlyMap<string, readonly string[]> {
  const categories =
    "Cn Lu Ll Lt Lm Lo Mn Me Mc Nd Nl No Zs Zl Zp Cc Cf Co Cs Pd Ps Pe Pc Po Sm Sc Sk So Pi Pf".split(" ");
  const groups = new Map<string, readonly string[]>(categories.map((category) => [category, [category]]));
  for (const letter of "LMNZCPS") {
    groups.set(
      letter,
      categories.filter((category) => category.startsWith(letter)),
    );
  }
  groups.set("LC", CASED_CATEGORIES);
  groups.set("LD", [...(groups.get("L") ?? []), "Nd"]);
  return groups;
}

/** The predefined classes `\d \s \w`, by the POSIX names they go by here. */
export function asciiClass(name: string): CodePointTest | undefined {
  switch (name) {
    case "L1":
      return (code) => code <= 0xff;
    case "all":
      return () => true;
    case "ASCII":
      return (code) => code <= 0x7f;
    case "Alnum":
      return (code) => isAsciiLetter(code) || isAsciiDigit(code);
    case "Alpha":
      return isAsciiLetter;
    case "Blank":
      return (code) => code === 0x20 || code === 9;
    case "Cntrl":
      return (code) => code < 0x20 || code === 0x7f;
    case "Digit":
      return isAsciiDigit;
    case "Graph":
      return (code) => code > 0x20 && code < 0x7f;
    case "Lower":
      return (code) => code >= 0x61 && code <= 0x7a;
    case "Print":
      return (code) => code >= 0x20 && code < 0x7f;
    case "Punct":
      return (code) => code > 0x20 && code < 0x7f && !isAsciiLetter(code) && !isAsciiDigit(code);
    case "Space":
      return (code) => code === 0x20 || (code >= 9 && code <= 13);
    case "Upper":
      return (code) => code >= 0x41 && code <= 0x5a;
    case "XDigit":
      return (code) => isAsciiDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
    default:
      return undefined;
  }
}

function isAsciiLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

function isAsciiDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** The POSIX names under UNICODE_CHARACTER_CLASS, and after `Is`; given in capitals. */
export function unicodePosixClass(name: string, mode: PropertyMode): CodePointTest | undefined {
  switch (name) {
    case "ALPHA":
      return propertyTest("Alphabetic");
    case "LOWER":
      return mode.caseInsensitive ? anyCased() : propertyTest("Lowercase");
    case "UPPER":
      return mode.caseInsensitive ? anyCased() : propertyTest("Uppercase");
    case "SPACE":
      return whiteSpace();
    case "PUNCT":
      return categoryTest(CATEGORY_GROUPS.get("P") ?? []);
    case "XDIGIT":
      return hexDigit();
    case "ALNUM":
      return either(propertyTest("Alphabetic"), categoryTest(["Nd"]));
    case "CNTRL":
      return categoryTest(["Cc"]);
    case "DIGIT":
      return categoryTest(["Nd"]);
    case "BLANK":
      return blank();
    case "GRAPH":
      return graph();
    case "PRINT": {
      const isShown = either(graph(), blank());
      const isControl = categoryTest(["Cc"]);
      return (code) => isShown(code) && !isControl(code);
    }
    default:
      return undefined;
  }
}

/** What `\p{Is…}` names besides categories and scripts; given in capitals. */
function binaryProperty(name: string, mode: PropertyMode): CodePointTest | undefined {
  switch (name) {
    case "ALPHABETIC":
      return propertyTest("Alphabetic");
    case "ASSIGNED":
      return (code) => !isUnassigned(code);
    case "CONTROL":
      return categoryTest(["Cc"]);
    case "HEXDIGIT":
    case "HEX_DIGIT":
      return hexDigit();
    case "IDEOGRAPHIC":
      return propertyTest("Ideographic");
    case "JOINCONTROL":
    case "JOIN_CONTROL":
      return isJoinControl;
    case "LETTER":
      return categoryTest(CATEGORY_GROUPS.get("L") ?? []);
    case "LOWERCASE":
      return mode.caseInsensitive ? anyCased() : propertyTest("Lowercase");
    case "UPPERCASE":
      return mode.caseInsensitive ? anyCased() : propertyTest("Uppercase");
    case "TITLECASE":
      return mode.caseInsensitive ? anyCased() : categoryTest(["Lt"]);
    case "NONCHARACTERCODEPOINT":
    case "NONCHARACTER_CODE_POINT":
      return (code) => (code & 0xfffe) === 0xfffe || (code >= 0xfdd0 && code <= 0xfdef);
    case "PUNCTUATION":
      return categoryTest(CATEGORY_GROUPS.get("P") ?? []);
    case "WHITESPACE":
    case "WHITE_SPACE":
      return whiteSpace();
    case "WORD":
      return unicodeWord();
    default:
      return unicodePosixClass(name, mode);
  }
}

/** `\w` under UNICODE_CHARACTER_CLASS. */
export function unicodeWord(): CodePointTest {
  return either(propertyTest("Alphabetic"), categoryTest(["Mn", "Me", "Mc", "Nd", "Pc"]), isJoinControl);
}

/** `\s` under UNICODE_CHARACTER_CLASS. */
export function whiteSpace(): CodePointTest {
  return either(categoryTest(["Zs", "Zl", "Zp"]), (code) => (code >= 9 && code <= 13) || code === 0x85);
}

function blank(): CodePointTest {
  return either(categoryTest(["Zs"]), (code) => code === 9);
}

function graph(): CodePointTest {
  const isHidden = categoryTest(["Zs", "Zl", "Zp", "Cc", "Cs", "Cn"]);
  return (code) => !isHidden(code);
}

function hexDigit(): CodePointTest {
  const isHexLetter = (code: number) => (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
  return either(
    categoryTest(["Nd"]),
    isHexLetter,
    (code) => code >= 0xff21 && code <= 0xff46 && isHexLetter(code - 0xfee0),
  );
}

function isJoinControl(code: number): boolean {
  return code === 0x200c || code === 0x200d;
}

function anyCased(): CodePointTest {
  return either(propertyTest("Lowercase"), propertyTest("Uppercase"), categoryTest(["Lt"]));
}

/** The methods of `java.lang.Character`. */
function javaMethod(name: string): CodePointTest | undefined {
  const letters = CATEGORY_GROUPS.get("L") ?? [];
  switch (name) {
    case "javaLowerCase":
      return propertyTest("Lowercase");
    case "javaUpperCase":
      return propertyTest("Uppercase");
    case "javaTitleCase":
      return categoryTest(["Lt"]);
    case "javaAlphabetic":
      return propertyTest("Alphabetic");
    case "javaIdeographic":
      return propertyTest("Ideographic");
    case "javaDigit":
      return categoryTest(["Nd"]);
    case "javaDefined":
      return (code) => !isUnassigned(code);
    case "javaLetter":
      return categoryTest(letters);
    case "javaLetterOrDigit":
      return categoryTest([...letters, "Nd"]);
    case "javaJavaIdentifierStart":
      return categoryTest([...letters, "Nl", "Sc", "Pc"]);
    case "javaJavaIdentifierPart":
      return either(categoryTest([...letters, "Nl", "Sc", "Pc", "Nd", "Mc", "Mn", "Cf"]), isIgnorableControl);
    case "javaUnicodeIdentifierStart":
      return propertyTest("IdentifierStart");
    case "javaUnicodeIdentifierPart":
      return either(propertyTest("IdentifierPart"), isIgnorableControl);
    case "javaIdentifierIgnorable":
      return either(categoryTest(["Cf"]), isIgnorableControl);
    case "javaSpaceChar":
      return categoryTest(["Zs", "Zl", "Zp"]);
    case "javaWhitespace": {
      const isSpace = categoryTest(["Zs", "Zl", "Zp"]);
      return (code) =>
        (code >= 9 && code <= 13) ||
        (code >= 0x1c && code <= 0x1f) ||
        (code !== 0xa0 && code !== 0x2007 && code !== 0x202f && isSpace(code));
    }
    case "javaISOControl":
      return (code) => code <= 0x1f || (code >= 0x7f && code <= 0x9f);
    case "javaMirrored":
      return propertyTest("Mirrored");
    default:
      return undefined;
  }
}

function isIgnorableControl(code: number): boolean {
  return code <= 8 || (code >= 0xe && code <= 0x1b) || (code >= 0x7f && code <= 0x9f);
}

function either(...tests: readonly CodePointTest[]): CodePointTest {
  return (code) => tests.some((test) => test(code));
}

// Patterns and inputs from a seed, over every construct of java.util.regex, well written and not.

/** A small generator of numbers: the same seed gives the same probes everywhere. */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const LETTERS = [
  "a",
  "b",
  "c",
  "A",
  "B",
  "k",
  "s",
  "x",
  "1",
  "2",
  "5",
  " ",
  "_",
  "-",
  ":",
  "é",
  "ß",
  "ſ",
  "😀",
  "\n",
];
const ESCAPES = [
  "\\d",
  "\\D",
  "\\w",
  "\\W",
  "\\s",
  "\\S",
  "\\h",
  "\\H",
  "\\v",
  "\\V",
  "\\R",
  "\\X",
  "\\b",
  "\\B",
  "\\A",
  "\\z",
  "\\Z",
  "\\G",
  "\\b{g}",
  "\\t",
  "\\n",
  "\\r",
  "\\f",
  "\\a",
  "\\e",
  "\\.",
  "\\\\",
  "\\*",
  "\\(",
  "\\[",
  "\\{",
  "\\]",
  "\\-",
  "\\ ",
  "\\x41",
  "\\x{62}",
  "\\x{1F600}",
  "\\u0061",
  "\\uD83D\\uDE00",
  "\\0141",
  "\\07",
  "\\cA",
  "\\1",
  "\\2",
  "\\11",
  "\\k<n>",
  "\\#",
  "\\u00e9",
  "\\x{",
  "\\u12",
  "\\y",
  "\\x4",
  "\\08",
  "\\c",
  "\\k<m>",
  "\\k",
  "\\N",
  "\\N{",
  "\\p",
  "\\E",
  "\\0",
  "\\_",
  "\\/",
  "\\é",
];
const PROPERTIES = [
  "Alpha",
  "Digit",
  "Lower",
  "Upper",
  "Punct",
  "Space",
  "Alnum",
  "XDigit",
  "Graph",
  "Print",
  "Blank",
  "Cntrl",
  "ASCII",
  "L",
  "Lu",
  "Ll",
  "Lt",
  "N",
  "Nd",
  "P",
  "S",
  "Z",
  "Zs",
  "C",
  "Cn",
  "LC",
  "LD",
  "L1",
  "all",
  "M",
  "Mn",
  "Sc",
  "IsLatin",
  "IsGreek",
  "IsL",
  "IsLu",
  "IsAlphabetic",
  "IsUppercase",
  "IsLowercase",
  "IsWhite_Space",
  "IsWhiteSpace",
  "IsDigit",
  "IsPunctuation",
  "IsAssigned",
  "IsControl",
  "IsHex_Digit",
  "IsIdeographic",
  "IsLetter",
  "IsTitlecase",
  "IsAlnum",
  "IsAlpha",
  "IsLower",
  "Isalpha",
  "isLatin",
  "IsLatn",
  "Iscommon",
  "IsNoncharacter_Code_Point",
  "IsJoin_Control",
  "IsWord",
  "IsBlank",
  "IsGraph",
  "IsPrint",
  "InGreek",
  "InBasicLatin",
  "InBASIC_LATIN",
  "InBasic Latin",
  "InLatin-1Supplement",
  "InCyrillic",
  "InNope",
  "IsNope",
  "Nope",
  "alpha",
  "javaLowerCase",
  "javaUpperCase",
  "javaWhitespace",
  "javaMirrored",
  "javaLetter",
  "javaDigit",
  "javaLetterOrDigit",
  "javaSpaceChar",
  "javaISOControl",
  "javaIdentifierIgnorable",
  "javaJavaIdentifierStart",
  "javaUnicodeIdentifierPart",
  "javaDefined",
  "javaTitleCase",
  "javaNope",
  "sc=Latin",
  "script=Greek",
  "blk=Cyrillic",
  "gc=Lu",
  "general_category=Nd",
  "SC=Latn",
  "block=BasicLatin",
  "x=y",
  "gc=Nope",
  "sc=",
  "=",
  "",
  " L",
  "IsEmoji",
  "Is",
  "In",
  "block=Greek and Coptic",
  "IsHan",
  "IsUnknown",
  "IsCommon",
  "IsInherited",
  "IsLETTER",
  "IsPUNCT",
  "javaAlphabetic",
  "javaIdeographic",
];
const FLAGS = [
  "i",
  "m",
  "s",
  "d",
  "u",
  "x",
  "U",
  "is",
  "iu",
  "ms",
  "-i",
  "i-s",
  "iU",
  "x-i",
  "md",
  "sd",
  "-",
  "",
  "ix",
  "-U",
  "xi",
  "c",
  "ic",
  "t",
  "i-",
  "--",
  "i:",
];
const QUANTIFIERS = [
  "*",
  "+",
  "?",
  "*?",
  "+?",
  "??",
  "*+",
  "++",
  "?+",
  "{2}",
  "{0}",
  "{1,2}",
  "{0,1}",
  "{1,}",
  "{0,2}?",
  "{1,2}+",
  "{2,}?",
  "{,2}",
  "{2,1}",
  "{x}",
  "{",
  "{1",
  "{1,",
  "**",
  "+*",
  "{1}{2}",
  "{0,}",
  "{0,1}?",
  "{3,5}",
  "{99999999999}",
  "{0,}+",
  "{2}?",
  "{1 }",
];
const GROUPS = [
  "(",
  "(",
  "(",
  "(?:",
  "(?:",
  "(?=",
  "(?!",
  "(?<=",
  "(?<!",
  "(?>",
  "(?<n>",
  "(?<m>",
  "(?i:",
  "(?s:",
  "(?x:",
  "(?-i:",
  "(?U:",
  "(?iu:",
  "(?<1>",
  "(?#",
  "(?P<n>",
  "(?",
  "(?$",
  "(?<n",
  "(?'n'",
  "(?|",
];
const BITS = [
  "a",
  "b",
  "c",
  "A",
  "1",
  "2",
  "-",
  "&",
  "^",
  "]",
  "[",
  "\\",
  "x",
  " ",
  "#",
  "\n",
  "😀",
  "é",
  "k",
  ".",
  "*",
  "(",
  "K",
  "&&",
  "Q",
  "E",
];

export function generatePattern(random) {
  const kind = random();
  if (kind < 0.08) {
    return soup(random);
  }
  const pattern = alternation(random, 2 + Math.floor(random() * 3), kind < 0.55);
  const prefix = random() < 0.18 ? `(?${pick(random, FLAGS)})` : "";
  return kind > 0.9 ? spoil(random, prefix + pattern) : prefix + pattern;
}

function pick(random, list) {
  return list[Math.floor(random() * list.length)];
}

function times(random, most, make) {
  return Array.from({ length: Math.floor(random() * (most + 1)) }, make);
}

/** Well-written parts for the most part where `plain` is set. */
function alternation(random, depth, plain) {
  const branches = random() < 0.25 ? 2 + Math.floor(random() * 2) : 1;
  return Array.from({ length: branches }, () => sequence(random, depth, plain)).join("|");
}

function sequence(random, depth, plain) {
  return times(random, depth > 0 ? 4 : 2, () => atom(random, depth, plain) + quantifier(random, plain)).join(
    "",
  );
}

function quantifier(random, plain) {
  return random() < 0.4 ? pick(random, plain ? QUANTIFIERS.slice(0, 17) : QUANTIFIERS) : "";
}

function atom(random, depth, plain) {
  const kind = random();
  if (kind < 0.3) {
    return (
      pick(random, plain ? LETTERS.slice(0, 6) : LETTERS) + (random() < 0.3 ? pick(random, LETTERS) : "")
    );
  }
  if (kind < 0.42) {
    return pick(random, plain ? ESCAPES.slice(0, 42) : ESCAPES);
  }
  if (kind < 0.48) {
    const complement = random() < 0.2 ? "P" : "p";
    return random() < 0.15
      ? `\\${complement}${pick(random, ["L", "N", "Z", "S", "Q"])}`
      : `\\${complement}{${pick(random, PROPERTIES)}}`;
  }
  if (kind < 0.6) {
    return pick(random, [".", ".", "^", "$", "^", "$", "."]);
  }
  if (kind < 0.75) {
    return characterClass(random, 2, plain);
  }
  if (kind < 0.78) {
    return pick(random, [
      "\\Qa.b\\E",
      "\\Q1\\E",
      "\\Q",
      "\\Q\\E",
      "\\Q[\\E",
      "\\E",
      "\\Q *\\E",
      "\\Qa\\",
      "#c\n",
      "(?i)",
      "(?x)",
      "(?s)",
      "(?-i)",
      "(?u)",
    ]);
  }
  if (depth <= 0) {
    return pick(random, LETTERS);
  }
  const open = pick(random, plain ? GROUPS.slice(0, 17) : GROUPS);
  const close = plain || random() < 0.97 ? ")" : "";
  return open + alternation(random, depth - 1, plain) + close;
}

function characterClass(random, depth, plain) {
  const parts = times(random, 4, () => {
    const kind = random();
    if (kind < 0.35) {
      return pick(random, plain ? ["a", "b", "c", "1", "_", "é", "K"] : BITS);
    }
    if (kind < 0.55) {
      return pick(random, [
        "a-c",
        "a-z",
        "A-Z",
        "0-9",
        "+--",
        "a-",
        "-c",
        "é-ü",
        "\\x41-\\x43",
        "\\d-z",
        "c-a",
        "\\n-\\r",
        "a-[b]",
        "!-~",
        "k-t",
        "😀-😂",
        "a-\\v",
        "\\v-z",
      ]);
    }
    if (kind < 0.7) {
      return pick(random, [
        "\\d",
        "\\w",
        "\\s",
        "\\W",
        "\\h",
        "\\v",
        "\\p{L}",
        "\\P{Lu}",
        "\\p{Punct}",
        "\\n",
        "\\]",
        "\\-",
        "\\Q]\\E",
        "\\b",
        "\\x{61}",
        "\\R",
        "[:alpha:]",
      ]);
    }
    if (kind < 0.85) {
      return (
        pick(random, ["&&", "&&", "&", "&&&", "&&[", "^", " "]) +
        (random() < 0.5 && depth > 0
          ? characterClass(random, depth - 1, plain)
          : pick(random, ["a", "b-d", "", "\\d"]))
      );
    }
    return depth > 0 ? characterClass(random, depth - 1, plain) : "b";
  });
  const close = plain || random() < 0.95 ? "]" : "";
  return `[${random() < 0.25 ? "^" : ""}${parts.join("")}${parts.length === 0 && plain ? "a" : ""}${close}`;
}

/** Anything after anything. */
function soup(random) {
  const words = [
    ...BITS,
    ...ESCAPES,
    ...QUANTIFIERS,
    ...GROUPS,
    ")",
    ")",
    "]",
    "|",
    "(?x)",
    "\\Q",
    "\\E",
    "\0",
    "\u2028",
  ];
  return times(random, 9, () => pick(random, words)).join("");
}

/** One place left out, doubled or cut off. */
function spoil(random, pattern) {
  const at = Math.floor(random() * (pattern.length + 1));
  const kind = random();
  if (kind < 0.4) {
    return pattern.slice(0, at) + pattern.slice(at + 1);
  }
  return kind < 0.7 ? pattern.slice(0, at) : pattern.slice(0, at) + pick(random, BITS) + pattern.slice(at);
}

const INPUTS = [
  "",
  "a",
  "b",
  "A",
  "ab",
  "abc",
  "ABC",
  "200",
  "404",
  "500",
  "5xx",
  "Error",
  "error: x",
  "a\nb",
  "\n",
  " ",
];
const INPUT_BITS = [
  "a",
  "b",
  "c",
  "A",
  "B",
  "k",
  "K",
  "s",
  "1",
  "2",
  "5",
  " ",
  "_",
  "-",
  "x",
  "aa",
  "ab",
  "\n",
  "\r\n",
  "\r",
  "\u0085",
  "\u2028",
  "é",
  "É",
  "ß",
  "ẞ",
  "ſ",
  "\u212a",
  "😀",
  "\ud83d",
  "\ude00",
  "e\u0301",
  "\u0301",
  "\u00b5",
  "ü",
  "\u0130",
  "ı",
  "\t",
  "\u00a0",
  "ǅ",
  "٣",
  "[",
  "]",
  "&",
  "\u1100\u1161",
  "🇩🇪",
  "👨‍👩",
  "\ufeff",
];

/** The inputs every probe has, and some made of what the pattern holds. */
export function generateInputs(random, pattern) {
  const own = [...pattern].filter((character) => !"\\^$()?*+{}".includes(character));
  const extra = Array.from({ length: 8 }, () =>
    times(random, 5, () =>
      own.length > 0 && random() < 0.6 ? pick(random, own) : pick(random, INPUT_BITS),
    ).join(""),
  );
  return [...new Set([...INPUTS, ...extra])];
}

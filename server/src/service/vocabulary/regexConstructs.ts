// What a selection pattern is made of besides text: escapes, groups and flags, each with its meaning in Java.
import type { Entry } from "./entry";
import { defineVocabulary } from "./entry";

const REFERENCE = "https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/regex/Pattern.html";

function construct<const N extends string>(name: N, summary: string, detail = "") {
  return { name, summary, detail, evidence: "documented", source: REFERENCE } as const satisfies Entry;
}

const CONSTRUCTS = [
  construct("\\d", "A digit.", "0 to 9 only, unless `(?U)` is set."),
  construct("\\D", "Any character but a digit."),
  construct("\\s", "White space: space, tab, line feed, vertical tab, form feed, carriage return."),
  construct("\\S", "Any character but white space."),
  construct("\\w", "A letter of the English alphabet, a digit or an underscore."),
  construct("\\W", "Any character but a letter, digit or underscore."),
  construct("\\h", "A space or tab, of any script."),
  construct("\\R", "A line break of any kind; a carriage return with its line feed is one."),
  construct("\\n", "A line feed."),
  construct("\\r", "A carriage return."),
  construct("\\t", "A tab."),
  construct("\\b", "The edge of a word."),
  construct("\\B", "Anywhere but at the edge of a word."),
  construct("\\.", "A dot."),
  construct("\\[", "An opening bracket.", "Without the backslash it begins a class."),
  construct("\\]", "A closing bracket."),
  construct("\\(", "An opening parenthesis.", "Without the backslash it begins a group."),
  construct("\\)", "A closing parenthesis."),
  construct("\\{", "An opening brace.", "Without the backslash it begins a count."),
  construct("\\*", "A star."),
  construct("\\+", "A plus sign."),
  construct("\\?", "A question mark."),
  construct("\\\\", "A backslash."),
  construct("\\Q", "Begins a quotation: up to `\\E` every character is text."),
  construct("\\E", "Ends a quotation."),
  construct("\\p{Alpha}", "A letter of the English alphabet.", "Of any script with `(?U)` set."),
  construct("\\p{Alnum}", "A letter of the English alphabet or a digit."),
  construct("\\p{Lower}", "A small letter of the English alphabet."),
  construct("\\p{Upper}", "A capital letter of the English alphabet."),
  construct("\\p{Punct}", "A punctuation mark of ASCII."),
  construct("\\p{L}", "A letter of any script."),
  construct("\\p{N}", "A number of any script."),
  construct("(?s)", "From here on `.` matches line ends too.", "Messages of several lines need it."),
  construct(
    "(?i)",
    "From here on letters match in either case.",
    "Those of ASCII only, unless `(?u)` is set.",
  ),
  construct("(?m)", "From here on `^` and `$` match at every line."),
  construct("(?u)", "From here on `(?i)` regards the letters of all scripts."),
  construct("(?x)", "From here on white space and `#` comments do not count."),
  construct("(?U)", "From here on `\\d`, `\\w` and the like are those of Unicode."),
  construct("(?:", "A group that captures nothing."),
  construct("(?=", "A place that is followed by what the group matches."),
  construct("(?!", "A place that is not followed by what the group matches."),
  construct("(?<=", "A place that is preceded by what the group matches.", "Of bounded length in Java."),
  construct("(?<!", "A place that is not preceded by what the group matches.", "Of bounded length in Java."),
  construct("(?>", "A group that gives nothing back once it has matched."),
] as const;

export const REGEX_CONSTRUCTS = defineVocabulary<Entry>(CONSTRUCTS);

// Every rule, by name. Adding one touches its file and one line here.
import contentHandling from "./content-handling";
import duplicateKey from "./duplicate-key";
import httpMethod from "./http-method";
import invalidEscape from "./invalid-escape";
import jsonSyntax from "./json-syntax";
import mappingKey from "./mapping-key";
import mappingSource from "./mapping-source";
import notAnObject from "./not-an-object";
import parameterName from "./parameter-name";
import patternAnchors from "./pattern-anchors";
import patternClassAsText from "./pattern-class-as-text";
import patternDotNewline from "./pattern-dot-newline";
import patternGlob from "./pattern-glob";
import patternMatchesEmpty from "./pattern-matches-empty";
import patternNeverMatches from "./pattern-never-matches";
import patternSlashes from "./pattern-slashes";
import patternStackOverflow from "./pattern-stack-overflow";
import patternSyntax from "./pattern-syntax";
import patternTooSlow from "./pattern-too-slow";
import quotedExpression from "./quoted-expression";
import type { Rule } from "./rule";
import staticQuotes from "./static-quotes";
import statusCode from "./status-code";
import unknownProperty from "./unknown-property";
import valueType from "./value-type";

export const RULES: readonly Rule[] = [
  contentHandling,
  duplicateKey,
  httpMethod,
  invalidEscape,
  jsonSyntax,
  mappingKey,
  mappingSource,
  notAnObject,
  parameterName,
  patternAnchors,
  patternClassAsText,
  patternDotNewline,
  patternGlob,
  patternMatchesEmpty,
  patternNeverMatches,
  patternSlashes,
  patternStackOverflow,
  patternSyntax,
  patternTooSlow,
  quotedExpression,
  staticQuotes,
  statusCode,
  unknownProperty,
  valueType,
];

export const RULES_BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

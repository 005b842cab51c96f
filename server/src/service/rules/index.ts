// Every rule, by name. Adding one touches its file and one line here.
import binaryTemplate from "./binary-template";
import contentHandling from "./content-handling";
import contextVariable from "./context-variable";
import conversionTemplate from "./conversion-template";
import corsCredentials from "./cors-credentials";
import duplicateKey from "./duplicate-key";
import headerCase from "./header-case";
import headerCharacters from "./header-characters";
import headerRenamed from "./header-renamed";
import headerValue from "./header-value";
import hiddenTemplate from "./hidden-template";
import httpMethod from "./http-method";
import innerQuotes from "./inner-quotes";
import invalidEscape from "./invalid-escape";
import jsonPath from "./json-path";
import jsonSyntax from "./json-syntax";
import mappingKey from "./mapping-key";
import mappingSource from "./mapping-source";
import mediaTypeKey from "./media-type-key";
import missingMethodResponse from "./missing-method-response";
import noDefault from "./no-default";
import notAnObject from "./not-an-object";
import parameterName from "./parameter-name";
import partialCors from "./partial-cors";
import patternAnchors from "./pattern-anchors";
import patternClassAsText from "./pattern-class-as-text";
import patternDotNewline from "./pattern-dot-newline";
import patternGlob from "./pattern-glob";
import patternMatchesEmpty from "./pattern-matches-empty";
import patternNeverMatches from "./pattern-never-matches";
import patternNoStatus from "./pattern-no-status";
import patternOverlap from "./pattern-overlap";
import patternSlashes from "./pattern-slashes";
import patternStackOverflow from "./pattern-stack-overflow";
import patternSyntax from "./pattern-syntax";
import patternTooSlow from "./pattern-too-slow";
import proxyMapping from "./proxy-mapping";
import quotedExpression from "./quoted-expression";
import type { Rule } from "./rule";
import samePattern from "./same-pattern";
import skeletonPlaceholder from "./skeleton-placeholder";
import staticQuotes from "./static-quotes";
import statusCode from "./status-code";
import statusPatternOnLambda from "./status-pattern-on-lambda";
import templateContextVariable from "./template-context-variable";
import templateDirective from "./template-directive";
import templateEscapeQuote from "./template-escape-quote";
import templateForeachList from "./template-foreach-list";
import templateJsonInQuotes from "./template-json-in-quotes";
import templateJsonOutput from "./template-json-output";
import templateJsonPath from "./template-json-path";
import templateMapAsText from "./template-map-as-text";
import templateMember from "./template-member";
import templateOverride from "./template-override";
import templateParams from "./template-params";
import templateSize from "./template-size";
import templateSyntax from "./template-syntax";
import templateUnescaped from "./template-unescaped";
import templateUnsupported from "./template-unsupported";
import templateVariable from "./template-variable";
import templateVelocityVersion from "./template-velocity-version";
import twoDefaults from "./two-defaults";
import undeclaredHeader from "./undeclared-header";
import unknownProperty from "./unknown-property";
import unmappedHeader from "./unmapped-header";
import valueType from "./value-type";

export const RULES: readonly Rule[] = [
  binaryTemplate,
  contentHandling,
  contextVariable,
  conversionTemplate,
  corsCredentials,
  duplicateKey,
  headerCase,
  headerCharacters,
  headerRenamed,
  headerValue,
  hiddenTemplate,
  httpMethod,
  innerQuotes,
  invalidEscape,
  jsonPath,
  jsonSyntax,
  mappingKey,
  mappingSource,
  mediaTypeKey,
  missingMethodResponse,
  noDefault,
  notAnObject,
  parameterName,
  partialCors,
  patternAnchors,
  patternClassAsText,
  patternDotNewline,
  patternGlob,
  patternMatchesEmpty,
  patternNeverMatches,
  patternNoStatus,
  patternOverlap,
  patternSlashes,
  patternStackOverflow,
  patternSyntax,
  patternTooSlow,
  proxyMapping,
  quotedExpression,
  samePattern,
  skeletonPlaceholder,
  staticQuotes,
  statusCode,
  statusPatternOnLambda,
  templateContextVariable,
  templateDirective,
  templateEscapeQuote,
  templateForeachList,
  templateJsonInQuotes,
  templateJsonOutput,
  templateJsonPath,
  templateMapAsText,
  templateMember,
  templateOverride,
  templateParams,
  templateSize,
  templateSyntax,
  templateUnescaped,
  templateUnsupported,
  templateVariable,
  templateVelocityVersion,
  twoDefaults,
  undeclaredHeader,
  unknownProperty,
  unmappedHeader,
  valueType,
];

export const RULES_BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

// The Velocity island: templates into trees and problems, and trees into what they print.

export {
  type GatewayRendering,
  gatewayVariables,
  type Overrides,
  renderForGateway,
  type Surroundings,
} from "./gateway";
export { readJson } from "./java/json";
export { JavaNumber } from "./java/number";
export { JavaList, JavaMap, type Value } from "./java/value";
export {
  DEFAULT_LIMITS,
  type Failed,
  type Rendered,
  type RenderLimits,
  type RenderOutcome,
  type Stopped,
} from "./outcome";
export { type ParsedTemplate, parseVtl, parseVtlText } from "./parse";
export { refusedFor, type VelocityError, type VtlProblem, type VtlProblemKind } from "./problem";
export { type RenderOptions, renderVtl } from "./render";
export { type Occurrence, type SymbolOrigin, scopesOf, type VtlScopes, type VtlSymbol } from "./scopes";
export { constantText, type ReferenceUse, type TemplateStudy } from "./study";
export type { AbstractValue } from "./symbolic/abstractValue";
export type { JsonFault } from "./symbolic/jsonState";
export type { BrokenOutput, Choice, PossibleOutputs, PrintedValue } from "./symbolic/possibleOutputs";
export type * from "./tree";
export { BLOCK_DIRECTIVES, CONTROL_DIRECTIVES, DIRECTIVES } from "./tree";
export { valueByItself, valueWhereRun } from "./valueOf";
export { childrenOf, conditionParts, isBareVariable, type VtlNode, walkNode, walkTemplate } from "./walk";

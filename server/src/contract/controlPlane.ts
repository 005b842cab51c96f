// What the service says of APIs, methods and stages, as plain data. Invariant: data only.
import type { WantedResponse } from "./deploy";

/** One page of a list. `position` asks for the next one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly position?: string;
}

export interface RestApiSummary {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly binaryMediaTypes: readonly string[];
}

/** A resource with its methods, as `GetResources` embeds them. */
export interface ResourceDescription {
  readonly id: string;
  readonly path: string;
  readonly methods: readonly MethodDescription[];
}

/** What is deployed of a method, in the words of `GetMethod`. */
export interface MethodDescription {
  readonly httpMethod: string;
  /** By status code. */
  readonly methodResponses: Readonly<Record<string, MethodResponseDescription>>;
  readonly integration?: IntegrationDescription;
}

export interface MethodResponseDescription {
  /** `method.response.header.{name}` → whether it is called required. */
  readonly responseParameters: Readonly<Record<string, boolean>>;
}

export interface IntegrationDescription {
  readonly type: string;
  readonly uri?: string;
  readonly contentHandling?: string;
  /** By status code. */
  readonly integrationResponses: Readonly<Record<string, WantedResponse>>;
}

export interface StageSummary {
  readonly stageName: string;
  readonly deploymentId: string;
  /** ISO 8601, UTC. */
  readonly lastUpdated?: string;
}

export interface TestInvocation {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly pathWithQueryString?: string;
  readonly body?: string;
  readonly headers?: readonly HeaderLine[];
  readonly stageVariables?: Readonly<Record<string, string>>;
}

/** In the order they are sent; a name may come again, each time with a value of its own. */
export type HeaderLine = readonly [name: string, value: string];

export interface TestInvocationResult {
  readonly status: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly log: string;
  /** Milliseconds. */
  readonly latency: number;
}

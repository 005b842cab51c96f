// What the local endpoint holds: the definition of REST APIs, as the service's own resources nest.
// Invariant: plain JSON, so that a state file is this and nothing else. Only the operations change it.

export interface State {
  readonly format: 1;
  readonly apis: RestApi[];
}

export interface RestApi {
  readonly id: string;
  name: string;
  description?: string;
  binaryMediaTypes?: string[];
  /** Seconds since 1970. */
  readonly createdDate: number;
  readonly rootResourceId: string;
  readonly resources: Resource[];
  readonly deployments: Deployment[];
  readonly stages: Stage[];
}

export interface Resource {
  readonly id: string;
  /** Absent of the root. */
  readonly parentId?: string;
  readonly pathPart?: string;
  readonly path: string;
  readonly methods: Method[];
}

export interface Method {
  readonly httpMethod: string;
  authorizationType: string;
  apiKeyRequired: boolean;
  requestParameters?: Record<string, boolean>;
  readonly responses: MethodResponse[];
  integration?: Integration;
}

export interface MethodResponse {
  readonly statusCode: string;
  responseParameters?: Record<string, boolean>;
  responseModels?: Record<string, string>;
}

export interface Integration {
  readonly type: IntegrationType;
  readonly httpMethod?: string;
  readonly uri?: string;
  readonly requestParameters?: Record<string, string>;
  readonly requestTemplates?: Record<string, string | null>;
  readonly passthroughBehavior: string;
  readonly contentHandling?: string;
  readonly credentials?: string;
  readonly timeoutInMillis: number;
  readonly cacheNamespace: string;
  readonly responses: IntegrationResponse[];
  /** What its backend is said to answer, for TestInvokeMethod: there is no backend here. */
  backend?: StatedBackend;
}

export const INTEGRATION_TYPES = ["HTTP", "MOCK", "AWS_PROXY", "HTTP_PROXY", "AWS"] as const;

export type IntegrationType = (typeof INTEGRATION_TYPES)[number];

/** As the service echoes it: what was left out stays out, and an empty template is null. */
export interface IntegrationResponse {
  readonly statusCode: string;
  selectionPattern?: string;
  responseParameters?: Record<string, string>;
  responseTemplates?: Record<string, string | null>;
  contentHandling?: string;
}

export interface StatedBackend {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Deployment {
  readonly id: string;
  readonly createdDate: number;
  readonly description?: string;
}

export interface Stage {
  readonly stageName: string;
  deploymentId: string;
  readonly createdDate: number;
  lastUpdatedDate: number;
  variables?: Record<string, string>;
  description?: string;
}

export function emptyState(): State {
  return { format: 1, apis: [] };
}

/** Whether a value has the shape that every operation counts on: what somebody else wrote may have any. */
export function isState(value: unknown): value is State {
  return has(value, { format: (format) => format === 1, apis: listOf(isApi) });
}

type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === "string";
const isIntegration: Test = (value) =>
  has(value, {
    type: (type) => INTEGRATION_TYPES.some((known) => known === type),
    responses: listOf(isCoded),
  });
const isCoded: Test = (value) => has(value, { statusCode: isText });
const isMethod: Test = (value) =>
  has(value, {
    httpMethod: isText,
    responses: listOf(isCoded),
    integration: (integration) => integration === undefined || isIntegration(integration),
  });
const isResource: Test = (value) => has(value, { id: isText, path: isText, methods: listOf(isMethod) });
const isApi: Test = (value) =>
  has(value, {
    ...{ id: isText, name: isText, rootResourceId: isText, resources: listOf(isResource) },
    deployments: listOf((deployment) => has(deployment, { id: isText })),
    stages: listOf((stage) => has(stage, { stageName: isText, deploymentId: isText })),
  });

function listOf(isItem: Test): Test {
  return (value) => Array.isArray(value) && value.every(isItem);
}

function has(value: unknown, members: Readonly<Record<string, Test>>): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.entries(members).every(([name, isFit]) => isFit((value as Record<string, unknown>)[name]))
  );
}

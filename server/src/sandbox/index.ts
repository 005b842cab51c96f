// API Gateway Local: an endpoint on loopback that the SDK, the CLI and the extension talk to unchanged.
// It keeps definitions and answers as the service was seen to answer; it serves no traffic and verifies no signature.

export type { Answer } from "./answer";
export { createEndpoint, type Endpoint, type EndpointOptions, type Request } from "./endpoint";
export { exampleApi } from "./example";
export type { Fault, Faults } from "./faults";
export { seededApi } from "./seed";
export {
  BACKEND_HEADER,
  type Listening,
  type ListenOptions,
  listen,
  UNPROVEN_HEADER,
  WHAT_IT_IS,
} from "./server";
export { emptyState, type RestApi, type State } from "./state";
export { type Opened, openStateFile, type StateFile } from "./stateFile";

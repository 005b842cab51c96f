// The public surface of the deploy layer. A deploy is `choices`, `plan`, and `deploy` with the digest of that plan.
// Invariant: an expected failure is a `DeployFailure` with a message for the user; a rejected promise is a bug.

export type { DeployPlan, DeployTarget, FieldDifference, PlanOutcome, WantedResponse } from "../contract";
export type { Clock } from "./clock";
export { isAbsentResponse } from "./cures";
export type { AwsChoices, Deploy, DeployPorts, DeployRequest, DeployStep, Report } from "./deploy";
export { createDeploy } from "./deploy";
export { digestOfResponse } from "./digest";
export type { EndpointVerdict } from "./endpoint";
export { judgeEndpoint } from "./endpoint";
export type {
  AwsAccess,
  AwsSettings,
  CallAnswer,
  Connection,
  ControlPlane,
  DeployAccess,
  Gateway,
  GatewayFailure,
  MethodTarget,
} from "./gateway";
export type { HistoryEntry, HistoryRecord } from "./history";
export { listHistory } from "./history";
export type { LocalEndpoint, LocalStart } from "./localEndpoint";
export type { Refusal } from "./outcome";
export { refusal, targetWords } from "./outcome";
export type { Remote, RemoteAnswer, RemotePorts, RemoteSubject } from "./remote";
export { createRemote } from "./remote";
export { responseText } from "./response";
export type { Store, StoreAnswer } from "./store";
export type { LabelProblem } from "./target";
export { HTTP_METHODS, isCompleteTarget, labelProblems, targetOf } from "./target";

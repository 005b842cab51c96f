// The public surface of the deploy layer. A deploy is `choices`, `plan`, and `deploy` with the digest of that plan.
// Invariant: an expected failure is a `DeployFailure` with a message for the user; a rejected promise is a bug.

export type {
  Declaration,
  DeployOutcome,
  DeployPlan,
  DeployTarget,
  FieldDifference,
  PlanOutcome,
  PreflightFinding,
  SettledDoubt,
  WantedResponse,
} from "../contract";
export { allDoubts, type Doubt, type Doubtful, settleAll } from "./allDoubts";
export type { Clock } from "./clock";
export { isAbsentResponse } from "./cures";
export type { DeployPorts } from "./deploy";
export { createDeploy, remembered } from "./deploy";
export { digestOfResponse } from "./digest";
export type { EndpointVerdict } from "./endpoint";
export { judgeEndpoint } from "./endpoint";
export type {
  AskMfaCode,
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
export type { HistoryEntry, HistoryQuery, HistoryRecord } from "./history";
export { isUndecided, listHistory } from "./history";
export type { LocalEndpoint, LocalLook, LocalStart, LocalWish, LookLocal } from "./localEndpoint";
export { couldBeLocal } from "./localEndpoint";
export type { Refusal } from "./outcome";
export { refusal, targetWords } from "./outcome";
export { pacedAccess } from "./pacedPlane";
export type {
  AwsChoices,
  ConfirmedRequest,
  Deploy,
  DeployRequest,
  DeployStep,
  FileOutcome,
  Report,
  RestoreRequest,
  SettleRequest,
} from "./port";
export type { OwnProtection, ProtectedNames } from "./protection";
export { protectsAccounts, typedBefore } from "./protection";
export type { PublishOutcome, PublishRequest } from "./publish";
export type { PublishDoubt, PublishRecord } from "./publishNotes";
export { stageWords } from "./publishWords";
export { refusedWords, type ToldRefusal } from "./refusedWords";
export type { Remote, RemoteAnswer, RemotePorts } from "./remote";
export { createRemote } from "./remote";
export type { RemoteSubject } from "./remoteWords";
export { responseText } from "./response";
export type { LockAnswer, Store, StoreAnswer } from "./store";
export type { LabelProblem } from "./target";
export { HTTP_METHODS, isCompleteTarget, labelProblems, targetOf } from "./target";

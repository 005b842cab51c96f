// A control plane whose every call waits for its turn, and an access that opens only such.
import type { Clock } from "./clock";
import type { AwsAccess, ControlPlane, GatewayFailure } from "./gateway";
import { createPace, type OnWait, type Pace, type PacedCall } from "./pace";

/** One pace for each endpoint, region and profile, whoever opens it: the limits are the account's. */
export function pacedAccess(access: AwsAccess, clock: Clock): AwsAccess {
  const paces = new Map<string, Pace>();
  return {
    ...access,
    openGateway: (connection) => {
      const { endpointUrl = null, region, profile = null } = connection;
      const key = JSON.stringify([endpointUrl, region, profile]);
      const pace = paces.get(key) ?? createPace(clock);
      paces.set(key, pace);
      return pacedPlane(access.openGateway(connection), pace, connection.onWait);
    },
  };
}

export function pacedPlane(plane: ControlPlane, pace: Pace, onWait?: OnWait): ControlPlane {
  const paced =
    <Args extends readonly unknown[], Answer>(
      call: PacedCall,
      ask: (...args: [...Args, AbortSignal]) => Promise<Answer>,
    ) =>
    async (...args: [...Args, AbortSignal]): Promise<Answer | GatewayFailure> =>
      (await pace.turn(call, args.at(-1) as AbortSignal, onWait)) ? ask(...args) : CANCELLED;
  return {
    getIntegrationResponse: paced("other", plane.getIntegrationResponse),
    putIntegrationResponse: paced("other", plane.putIntegrationResponse),
    deleteIntegrationResponse: paced("other", plane.deleteIntegrationResponse),
    // It is another service's, with limits of its own.
    getCallerIdentity: plane.getCallerIdentity,
    getRestApis: paced("other", plane.getRestApis),
    getResources: paced("getResources", plane.getResources),
    getMethod: paced("other", plane.getMethod),
    putMethodResponse: paced("other", plane.putMethodResponse),
    declareHeaders: paced("other", plane.declareHeaders),
    getStages: paced("other", plane.getStages),
    createDeployment: paced("createDeployment", plane.createDeployment),
    testInvokeMethod: paced("other", plane.testInvokeMethod),
  };
}

const CANCELLED: GatewayFailure = { kind: "failed", reason: "cancelled", reached: "no" };

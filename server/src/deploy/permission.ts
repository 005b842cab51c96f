// What has to be allowed for a call: the action and the resource as an IAM policy names them.
// Invariant: the service's own words count more than what we would ask for; where a policy denies, nothing is asked for.
import type { DeployTarget, Grant } from "../contract";

export interface PermittedCall {
  readonly operation: Operation;
  readonly target: DeployTarget;
  readonly region: string;
}

export function accessAdvice(serviceMessage: string | undefined, call: PermittedCall): string {
  const { action, resource } = deniedIn(serviceMessage) ?? permissionFor(call);
  return isDeniedExplicitly(serviceMessage)
    ? `A policy denies \`${action}\` on \`${resource}\`, so that allowing it elsewhere does not help. Have that taken out, or choose another profile.`
    : `Ask for the permission \`${action}\` on \`${resource}\`, or choose another profile.`;
}

/** What would have to be allowed; `undefined` where that is not known, or would not help. */
export function grantFor(
  serviceMessage: string | undefined,
  { operation, region, target }: Omit<PermittedCall, "target"> & { readonly target?: DeployTarget },
): Grant | undefined {
  if (isDeniedExplicitly(serviceMessage)) {
    return undefined;
  }
  const known = target === undefined ? undefined : permissionFor({ operation, region, target });
  return deniedIn(serviceMessage) ?? known;
}

function permissionFor({ operation, region, target }: PermittedCall): Grant {
  const { action, of } = OPERATIONS[operation];
  return { action: `apigateway:${action}`, resource: resourceArn(target, region, of) };
}

export type Operation = "read" | "write" | "remove" | "readMethod" | "putMethodResponse" | "declareHeaders";

/** What the service says was not allowed: more exact than what we would ask for. */
function deniedIn(serviceMessage: string | undefined): Grant | undefined {
  const [, action, resource] = DENIED.exec(serviceMessage ?? "") ?? [];
  return action === undefined || resource === undefined ? undefined : { action, resource };
}

/** Allowing it elsewhere does not help then. */
function isDeniedExplicitly(serviceMessage: string | undefined): boolean {
  return /with an explicit deny/i.test(serviceMessage ?? "");
}

const DENIED = /not authorized to perform: (apigateway:[A-Z]+) on resource: (arn:[\w:/.*$-]*[\w*])/;

/** The resource as an IAM policy names it. Its account field is empty. */
export function resourceArn(
  { restApiId, resourceId, httpMethod, statusCode }: DeployTarget,
  region: string,
  of: ResourceKind = "integrationResponse",
): string {
  const method = `/restapis/${restApiId}/resources/${resourceId}/methods/${httpMethod}`;
  const path =
    of === "method"
      ? method
      : `${method}${of === "integrationResponse" ? "/integration" : ""}/responses/${statusCode}`;
  return `arn:${partitionOf(region)}:apigateway:${region}::${path}`;
}

type ResourceKind = "integrationResponse" | "methodResponse" | "method";

interface Permission {
  /** As it follows “may not”. */
  readonly does: string;
  readonly action: string;
  readonly of: ResourceKind;
}

export const OPERATIONS: Readonly<Record<Operation, Permission>> = {
  read: { does: "read this integration response", action: "GET", of: "integrationResponse" },
  write: { does: "write this integration response", action: "PUT", of: "integrationResponse" },
  remove: { does: "delete this integration response", action: "DELETE", of: "integrationResponse" },
  readMethod: { does: "read this method", action: "GET", of: "method" },
  putMethodResponse: { does: "write this method response", action: "PUT", of: "methodResponse" },
  declareHeaders: { does: "change this method response", action: "PATCH", of: "methodResponse" },
};

const PARTITIONS: readonly (readonly [prefix: string, partition: string])[] = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["us-iso-", "aws-iso"],
  ["us-isob-", "aws-iso-b"],
  ["eu-isoe-", "aws-iso-e"],
  ["us-isof-", "aws-iso-f"],
  ["eusc-", "aws-eusc"],
];

export function partitionOf(region: string): string {
  return PARTITIONS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";
}

// The parts of a target, as far as they are known.
import { type DeployTarget, TARGET_KEYS } from "../../../server/src/contract";

export function isWhole(target: Partial<DeployTarget>): target is DeployTarget {
  return TARGET_KEYS.every((key) => target[key] !== undefined);
}

// The target that a document names in its own keys: CLI input has them, a PUT body has none.
import type { Analysis } from "../analysis";
import { stringMember } from "../model/integrationResponse";

export interface TargetKeys {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly statusCode: string;
}

const KEYS = [
  "restApiId",
  "resourceId",
  "httpMethod",
  "statusCode",
] as const satisfies readonly (keyof TargetKeys)[];

/** Those of the four that are there and filled in: a CLI skeleton leaves them empty. */
export function targetKeysOf(analysis: Analysis): Partial<TargetKeys> {
  const response = analysis.blocks[0]?.content.response;
  const found = KEYS.flatMap((key) => {
    const value = response === undefined ? undefined : stringMember(response, key)?.value;
    return value === undefined || value === "" ? [] : [[key, value]];
  });
  return Object.fromEntries(found) as Partial<TargetKeys>;
}

// The target that a document names: CLI input has keys for it, service output what stands around, a PUT body none.
import type { Analysis, Block } from "../analysis";
import { stringMember } from "../model/integrationResponse";
import { findProperty, type Node, type ObjectNode, type Property, pathAt, stringValue } from "../syntax/node";

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

/**
 * Those of the four that are there and filled in: a CLI skeleton leaves them empty. In service output what stands
 * around a response says more: its method, its resource and the links that the service prints.
 */
export function targetKeysOf(
  analysis: Analysis,
  block: Block | undefined = onlyBlock(analysis),
): Partial<TargetKeys> {
  const response = block?.content.response;
  const found = KEYS.flatMap((key) => {
    const value = response === undefined ? undefined : stringMember(response, key)?.value;
    return value === undefined || value === "" ? [] : [[key, value]];
  });
  const around = block === undefined ? {} : targetAround(analysis, block);
  return { ...around, ...(Object.fromEntries(found) as Partial<TargetKeys>) };
}

/** The block of a document that has one. Of several none is meant more than another. */
export function onlyBlock({ blocks }: Analysis): Block | undefined {
  return blocks.length === 1 ? blocks[0] : undefined;
}

function targetAround({ frame, methods = [] }: Analysis, { start }: Block): Partial<TargetKeys> {
  if (frame === undefined) {
    return {};
  }
  const method = methods.find((part) => part.start <= start && start < part.start + part.content.text.length);
  const objects = pathAt(frame.content.tree.root, start - frame.start).filter((item) => isObject(item));
  const status = method?.content.method.members.find(
    ({ response }) => response.object.start === start - method.start,
  )?.status;
  const resource = objects.find((object) => findProperty(object, "resourceMethods") !== undefined);
  const resourceId = resource && stringValue(findProperty(resource, "id")?.value);
  const httpMethod = method?.content.method.httpMethod;
  return {
    ...(resourceId === undefined ? {} : { resourceId }),
    ...(httpMethod === undefined ? {} : { httpMethod }),
    ...(status === undefined ? {} : { statusCode: status }),
    ...Object.assign({}, ...objects.map(targetInLinks)),
  };
}

function isObject(item: Node | Property): item is ObjectNode {
  return "kind" in item && item.kind === "object";
}

/** `/restapis/a/resources/b/methods/GET/…`, as the service links an object to itself. */
const SELF_LINK = /\/restapis\/([A-Za-z0-9]+)\/resources\/([A-Za-z0-9]+)\/methods\/([A-Z]+)(?:\/|$)/;

function targetInLinks(object: ObjectNode): Partial<TargetKeys> {
  const links = findProperty(object, "_links")?.value;
  const self = links?.kind === "object" ? findProperty(links, "self")?.value : undefined;
  const href = self?.kind === "object" ? stringValue(findProperty(self, "href")?.value) : undefined;
  const [, restApiId, resourceId, httpMethod] = SELF_LINK.exec(href ?? "") ?? [];
  return restApiId === undefined || resourceId === undefined || httpMethod === undefined
    ? {}
    : { restApiId, resourceId, httpMethod };
}

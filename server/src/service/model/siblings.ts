// Which method a standalone document is one response of, and that response together with its siblings.
// Invariant: only what names its method in full, or lies in the folder of one, is taken for a part of it.
import type { Analysis } from "../analysis";
import { contentSpan } from "../syntax/node";
import { spanOf } from "../text/span";
import { type IntegrationResponse, stringMember } from "./integrationResponse";
import type { Method, MethodMember } from "./method";

const IN_PATH = /^(.*\/integration\/responses)\/([1-5]\d\d)\.json$/i;

const BY_KEYS = "target ";

/** The words that documents of one method have in common: its folder, and the target that its keys name. */
export function methodKeysOf({ uri, blocks, frame }: Analysis): readonly string[] {
  const response = frame === undefined ? blocks[0]?.content.response : undefined;
  if (response === undefined || response.dialect === "parameterMap") {
    return [];
  }
  const folder = IN_PATH.exec(pathOf(uri))?.[1];
  const target = ["restApiId", "resourceId", "httpMethod"].map((key) => stringMember(response, key)?.value);
  return [
    ...(folder === undefined ? [] : [`folder ${folder}`]),
    ...(target.every((label) => label !== undefined && label !== "") ? [BY_KEYS + target.join("/")] : []),
  ];
}

/** Whether its keys name the method, so that it may lie anywhere. */
export function namesItsMethod(analysis: Analysis): boolean {
  return methodKeysOf(analysis).some((key) => key.startsWith(BY_KEYS));
}

/** The document as one response of its method. */
export function memberOfMethod({ uri, text, blocks, frame }: Analysis): MethodMember | undefined {
  const block = frame === undefined ? blocks[0] : undefined;
  const response = block?.content.response;
  return block === undefined || response === undefined || response.dialect === "parameterMap"
    ? undefined
    : { ...asMember(uri, response), document: { text, start: block.start } };
}

/** The method that a response and its siblings make. A sibling of the same status is the same response elsewhere. */
export function joinMethod(
  uri: string,
  response: IntegrationResponse | undefined,
  siblings: readonly MethodMember[],
): Method | undefined {
  if (response === undefined || response.dialect === "parameterMap") {
    return undefined;
  }
  const self = asMember(uri, response);
  const others = siblings.filter(
    (sibling, index) =>
      sibling.uri !== uri &&
      sibling.status !== self.status &&
      siblings.findIndex(({ status }) => status === sibling.status) === index,
  );
  return others.length === 0
    ? undefined
    : {
        httpMethod: undefined,
        integration: undefined,
        members: [self, ...others],
        declarations: undefined,
        isWhole: false,
        listSpan: undefined,
      };
}

function asMember(uri: string, response: IntegrationResponse): MethodMember {
  const inKeys = stringMember(response, "statusCode");
  const inPath = IN_PATH.exec(pathOf(uri))?.[2];
  const { start, end } = response.object;
  const isInKeys = inKeys !== undefined && inKeys.value !== "";
  return {
    uri,
    status: isInKeys ? inKeys.value : inPath,
    nameSpan: isInKeys ? contentSpan(inKeys.node) : spanOf(start, Math.min(start + 1, end)),
    response,
  };
}

/** The path of a URI without what a client may write with or without an escape. */
function pathOf(uri: string): string {
  const path = uri.replace(/[?#].*$/s, "");
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

// How a header is declared in a method response: the edits that write it, for the rules that miss one.
import type { IntegrationResponse } from "../model/integrationResponse";
import type { Declaration, Declarations } from "../model/method";
import { JSON_FORMAT } from "../syntax/json/format";
import type { TextEdit } from "../text/textEdit";

/** `false`: the header is optional. */
export function declareHeader({ tree }: Declarations, declaration: Declaration, key: string): TextEdit {
  const { parameters, object } = declaration;
  return parameters === undefined
    ? JSON_FORMAT.insertProperty(tree, object, "responseParameters", { [key]: false })
    : JSON_FORMAT.insertProperty(tree, parameters, key, false);
}

/** The method response that a response needs, with every header that it maps. */
export function declareStatus(
  { tree, map }: Declarations,
  status: string,
  { mappings }: IntegrationResponse,
): TextEdit | undefined {
  const headers = mappings.flatMap(({ key, property }) =>
    key.kind === "header" ? [[property.key.text.value, false] as const] : [],
  );
  const responseParameters = headers.length === 0 ? {} : { responseParameters: Object.fromEntries(headers) };
  return map && JSON_FORMAT.insertProperty(tree, map, status, { statusCode: status, ...responseParameters });
}

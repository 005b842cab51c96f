// Opens the sample request of the service's own reference, as it is pasted: with one backslash too few.
import { window, workspace } from "vscode";
import { OWN_LANGUAGE_ID } from "../../../server/src/contract";

const SAMPLE = `{
  "selectionPattern" : "2\\d{2}",
  "responseParameters" : {
    "method.response.header.Content-Type" : "'application/json'"
  }
}
`;

export async function openSample(): Promise<void> {
  const document = await workspace.openTextDocument({ language: OWN_LANGUAGE_ID, content: SAMPLE });
  await window.showTextDocument(document);
}

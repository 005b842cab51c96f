// Opens the walkthrough of the manifest.
import { commands } from "vscode";

export async function openWalkthrough(extensionId: string): Promise<void> {
  await commands.executeCommand(
    "workbench.action.openWalkthrough",
    `${extensionId}#apigatewayResponse.start`,
  );
}

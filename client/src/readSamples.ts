// Reads a file of samples for the server: what is open, saved or not, before what is stored.
// Invariant: no other file is read so, and what cannot be read is `null`.
import { Uri, workspace } from "vscode";
import { SAMPLE_FILES } from "../../server/src/contract";

/** Far longer than somebody's samples. */
const MAX_BYTES = 1024 * 1024;

export async function readSamples(address: string): Promise<string | null> {
  const uri = Uri.parse(address);
  if (!SAMPLE_FILES.test(uri.path)) {
    return null;
  }
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) {
    return open.getText();
  }
  try {
    const { size } = await workspace.fs.stat(uri);
    return size > MAX_BYTES ? null : new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}

// Answers the server's questions about files through VS Code, so that virtual workspaces have siblings too.
// Invariant: an open document beats the file, and what cannot be read is not there.
import { FileType, RelativePattern, Uri, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  LIST_FILES_REQUEST,
  type ListFilesParams,
  MAX_FILE_BYTES,
  READ_FILE_REQUEST,
  type ReadFileParams,
} from "../../server/src/contract";

export function answerFiles(client: BaseLanguageClient): void {
  client.onRequest(LIST_FILES_REQUEST, (params: ListFilesParams) =>
    (params.kind === "beside" ? beside(params.uri) : below(params)).catch(() => []),
  );
  client.onRequest(READ_FILE_REQUEST, ({ uri }: ReadFileParams) => read(uri).catch(() => null));
}

async function beside(uri: string): Promise<readonly string[]> {
  const folder = Uri.joinPath(Uri.parse(uri), "..");
  const entries = await workspace.fs.readDirectory(folder);
  return entries
    .filter(([name, type]) => (type & FileType.File) !== 0 && /\.json$/i.test(name))
    .map(([name]) => Uri.joinPath(folder, name).toString())
    .sort();
}

async function below({
  uri,
  limit,
}: Extract<ListFilesParams, { readonly kind: "below" }>): Promise<readonly string[]> {
  const pattern = "{**/*.integration-response.json,**/integration/responses/*.json}";
  const found = await workspace.findFiles(
    new RelativePattern(Uri.parse(uri), pattern),
    "**/node_modules/**",
    limit + 1,
  );
  return found.map((file) => file.toString()).sort();
}

async function read(uri: string): Promise<string | null> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri);
  if (open !== undefined) {
    return open.getText();
  }
  const file = Uri.parse(uri);
  const { size } = await workspace.fs.stat(file);
  return size > MAX_FILE_BYTES
    ? null
    : new TextDecoder("utf-8", { fatal: true }).decode(await workspace.fs.readFile(file));
}

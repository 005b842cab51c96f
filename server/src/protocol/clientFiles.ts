// The files as the client sees them: also those of a virtual workspace, and its open buffers before the disk.
// Invariant: an answer that is none of the expected kind, and no answer at all, are no files.
import type { Connection } from "vscode-languageserver";
import {
  LIST_FILES_REQUEST,
  type ListFilesParams,
  READ_FILE_REQUEST,
  type ReadFileParams,
} from "../contract";
import type { Files } from "./siblingFiles";

export function createClientFiles(connection: Pick<Connection, "sendRequest">): Files {
  const list = async (params: ListFilesParams): Promise<readonly string[]> => {
    const found = await connection.sendRequest<unknown>(LIST_FILES_REQUEST, params).catch(() => undefined);
    return Array.isArray(found) ? found.filter((uri) => typeof uri === "string") : [];
  };
  return {
    beside: (uri) => list({ kind: "beside", uri }),
    below: (folder, limit) => list({ kind: "below", uri: folder, limit }),
    async read(uri) {
      const params: ReadFileParams = { uri };
      const text = await connection.sendRequest<unknown>(READ_FILE_REQUEST, params).catch(() => undefined);
      return typeof text === "string" ? text : undefined;
    },
  };
}

// A short name for what an integration response means.
import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex } from "@noble/hashes/utils";
import type { WantedResponse } from "../contract";
import { responseText } from "./response";

export function digestOfResponse(response: WantedResponse): string {
  return bytesToHex(sha256(new TextEncoder().encode(responseText(response))));
}

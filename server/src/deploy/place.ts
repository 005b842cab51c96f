// A region and an endpoint as a part of a file's name.
import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex } from "@noble/hashes/utils";

export interface Place {
  readonly region: string;
  /** `AWS`, or the endpoint in use instead. */
  readonly endpoint: string;
}

export function placePart({ region, endpoint }: Place): string {
  return endpoint === "AWS" ? region : `${region}.${digest(endpoint).slice(0, 12)}`;
}

function digest(text: string): string {
  return bytesToHex(sha256(new TextEncoder().encode(text)));
}

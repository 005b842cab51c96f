// SigV4 checked by signing again what came over the wire, with an implementation that is not the SDK's.
// Invariant: a body, path or signed header that was changed on the way is told apart from a wrong key.

import { createHash, timingSafeEqual } from "node:crypto";
import aws4 from "aws4";

/**
 * @typedef {object} Credentials
 * @property {string} accessKeyId
 * @property {string} secretAccessKey
 * @property {string} [sessionToken]
 */

/** @typedef {NonNullable<ReturnType<typeof parseAuthorization>>} Scope */

/** @param {string} authorization */
export function parseAuthorization(authorization) {
  const [, accessKeyId, date, region, service, headers, signature] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      authorization,
    ) ?? [];
  return accessKeyId && date && region && service && headers && signature
    ? { accessKeyId, date, region, service, signedHeaders: headers.split(";"), signature }
    : undefined;
}

const MUST_BE_SIGNED = ["host", "x-amz-date"];
const LONGEST_SKEW = 5 * 60_000;

/**
 * Signs again what came over the wire, with an implementation of its own.
 * @param {Scope | undefined} scope
 * @param {string} method
 * @param {string} path
 * @param {Record<string, string>} headers
 * @param {Buffer} body
 * @param {readonly Credentials[]} known
 * @returns {"valid" | "missing" | "unknownKey" | "wrong" | "skewed"}
 */
export function verify(scope, method, path, headers, body, known) {
  if (scope === undefined) {
    return "missing";
  }
  const credentials = known.find(({ accessKeyId }) => accessKeyId === scope.accessKeyId);
  const token = headers["x-amz-security-token"];
  if (credentials === undefined || credentials.sessionToken !== token) {
    return "unknownKey";
  }
  const must = token === undefined ? MUST_BE_SIGNED : [...MUST_BE_SIGNED, "x-amz-security-token"];
  const stated = headers["x-amz-content-sha256"];
  if (
    (scope.service !== "apigateway" && scope.service !== "sts") ||
    must.some((name) => !scope.signedHeaders.includes(name)) ||
    (stated !== undefined && stated !== createHash("sha256").update(body).digest("hex"))
  ) {
    return "wrong";
  }
  const sent = Date.parse(
    (headers["x-amz-date"] ?? "").replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"),
  );
  if (Number.isNaN(sent) || Math.abs(Date.now() - sent) > LONGEST_SKEW) {
    return "skewed";
  }
  const signed = Object.fromEntries(scope.signedHeaders.map((name) => [name, headers[name] ?? ""]));
  const again = new aws4.RequestSigner(
    /** @type {import("aws4").Request} */ ({
      method,
      path,
      headers: signed,
      body: body.toString("utf8"),
      service: scope.service,
      region: scope.region,
      doNotModifyHeaders: true,
      extraHeadersToInclude: Object.fromEntries(scope.signedHeaders.map((name) => [name, true])),
    }),
    credentials,
  );
  // With headers left alone it would take the time from the clock.
  again.datetime = headers["x-amz-date"] ?? "";
  const expected = Buffer.from(again.signature());
  const given = Buffer.from(scope.signature);
  return expected.length === given.length && timingSafeEqual(expected, given) ? "valid" : "wrong";
}

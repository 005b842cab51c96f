// The version in package.json, put in by the build.

declare const APIGW_RESPONSE_VERSION: string | undefined;

export const VERSION = typeof APIGW_RESPONSE_VERSION === "string" ? APIGW_RESPONSE_VERSION : "0.0.0-source";

// The one call of another service that is answered: who the caller is, for those who ask before they write.
import { ACCOUNT_ID } from "./find";

export const CALLER_ARN = `arn:aws:iam::${ACCOUNT_ID}:user/local`;

/** The answer to STS's GetCallerIdentity, or nothing where the request is none. */
export function identityAnswer(verb: string, path: string, body: string): string | undefined {
  const asks =
    verb === "POST" && path === "/" && new URLSearchParams(body).get("Action") === "GetCallerIdentity";
  return asks
    ? `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${CALLER_ARN}</Arn><UserId>LOCAL</UserId><Account>${ACCOUNT_ID}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`
    : undefined;
}

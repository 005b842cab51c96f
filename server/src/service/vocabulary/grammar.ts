// The characters and prefixes AWS documents for names, status codes and mapping expressions.
// The patterns are anchored and carry no `g` or `y` flag, so they keep no state between uses.

/** Names of headers and other parameters: API Gateway's own class, narrower than HTTP's token. */
export const PARAMETER_NAME = /^[a-zA-Z0-9._$-]+$/;
/** The same as the service prints it in its message. */
export const PARAMETER_NAME_TEXT = "^[a-zA-Z0-9._$-]+$";

/** What HTTP itself allows as a field name: an RFC 9110 token. */
export const HTTP_TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

export const STATUS_CODE = /^[1-5]\d\d$/;
/** The same as the service prints it in its message. */
export const STATUS_CODE_TEXT = "[1-5]\\d\\d";

/** `type/subtype`, with parameters or without. */
export const MEDIA_TYPE =
  /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+\/[!#$%&'*+\-.^_`|~0-9A-Za-z]+(?:[ \t]*;[ \t]*[^\s;=]+=(?:"[^"]*"|[^\s;"]+))*$/;

/** The only target there is: a header of the method response. */
export const HEADER_TARGET_PREFIX = "method.response.header.";

/** What each form of a source begins with; a static value begins and ends with `STATIC_QUOTE`. */
export const SOURCE_PREFIX = {
  integrationHeader: "integration.response.header.",
  integrationMultivalueHeader: "integration.response.multivalueheader.",
  integrationBody: "integration.response.body",
  integrationBodyPath: "integration.response.body.",
  stageVariable: "stageVariables.",
  context: "context.",
} as const;
export const STATIC_QUOTE = "'";

/** Renamed response headers begin with this. */
export const REMAPPED_PREFIX = "X-Amzn-Remapped-";

/** What the AWS CLI's `--generate-cli-skeleton` puts where the key of a map goes. */
export const SKELETON_KEY = "KeyName";

// What to do about the refusals API Gateway is known to write: its text in, one or two sentences out.
// Invariant: a text that is not known gets no cure, for a wrong one costs more than none.

import type { DeployTarget } from "../contract";

export interface RefusedCall {
  readonly target: DeployTarget;
  readonly region: string;
}

export function cureFor(serviceMessage: string, call: RefusedCall): string | undefined {
  for (const { text, cure } of CURES) {
    const found = text.exec(serviceMessage);
    if (found !== null) {
      return cure(call, found[1] ?? "");
    }
  }
  return undefined;
}

/** The same for what is said of an API as a whole, whichever call it answers. */
export function cureOfApi(serviceMessage: string): string | undefined {
  return API_CURES.find(({ text }) => text.test(serviceMessage))?.cure;
}

/** Two writes to one API at a time: the only conflict that passes by itself. Older services call it a bad request. */
export function isConcurrentModification(serviceMessage: string | undefined): boolean {
  return serviceMessage !== undefined && CONCURRENT.test(serviceMessage);
}

/** The method and its integration are there, the response is not. */
export function isAbsentResponse(serviceMessage: string | undefined): boolean {
  return serviceMessage !== undefined && ABSENT.test(serviceMessage);
}

const CONCURRENT = /concurrent modification/i;
const ABSENT = /Invalid Response status code specified/i;

interface Cure {
  readonly text: RegExp;
  readonly cure: (call: RefusedCall, named: string) => string;
}

const CURES: readonly Cure[] = [
  {
    text: /Invalid mapping expression parameter specified: method\.response\.header\.([^\]\s]+)/,
    cure: ({ target }, name) =>
      `Declare \`method.response.header.${name}\` in the method response for ${target.statusCode} first, or correct the header's name here.`,
  },
  {
    text: /Invalid mapping expression parameter specified: ([^\]\s]+)/,
    cure: ({ target }, name) =>
      `A mapping key is \`method.response.header.{name}\` with a header that the method response for ${target.statusCode} declares; \`${name}\` is not.`,
  },
  {
    text: /errors : \[Invalid mapping expression specified: (.*?)\]?\]?$/s,
    cure: () =>
      "Put a static value between single quotes inside the string, as in \"'no-store'\", or write a source such as `integration.response.header.{name}` or `integration.response.body.{path}`.",
  },
  {
    text: /No method response exists for method/,
    cure: ({ target }) =>
      `Create the method response for ${target.statusCode} first (\`aws apigateway put-method-response\`), with the headers that are mapped here.`,
  },
  {
    text: /Parameter name should match the following regular expression/,
    cure: () => "Use only letters, digits, `.`, `_`, `$` and `-` in the names of headers and sources.",
  },
  {
    text: /Invalid mapping identifier specified/,
    cure: () => "One of the mapping sources has a name in it that API Gateway cannot read; correct it.",
  },
  {
    text: /Invalid content type specified: ([^\]\s]+)/,
    cure: (_call, name) =>
      `Use a media type such as \`application/json\` as the template's key, not \`${name}\`.`,
  },
  {
    text: /Integration response with selection pattern default already exists/,
    cure: ({ target }) =>
      `Another integration response of ${target.httpMethod} already has no \`selectionPattern\` and is the default. Give one of the two a pattern.`,
  },
  {
    text: CONCURRENT,
    cure: () => "Wait until the other change to this API is done, then deploy again.",
  },
  {
    text: /Invalid Integration identifier specified/,
    cure: ({ target }) =>
      `The method ${target.httpMethod} has no integration yet. Create it first (\`aws apigateway put-integration\`).`,
  },
  {
    text: /Invalid Method identifier specified/,
    cure: ({ target }) =>
      `The resource ${target.resourceId} has no method ${target.httpMethod}. \`httpMethod\` is the method's own verb (or ANY), not the verb its integration calls.`,
  },
  {
    text: /Invalid Resource identifier specified/,
    cure: ({ target, region }) =>
      `Check that the API ${target.restApiId} and its resource ${target.resourceId} exist in ${region} for this account (\`aws apigateway get-resources\` lists them).`,
  },
  {
    text: /Invalid API identifier specified/,
    cure: ({ target, region }) =>
      `Check that the API ${target.restApiId} exists in ${region} for this account (\`aws apigateway get-rest-apis\` lists them).`,
  },
  {
    text: ABSENT,
    cure: ({ target }) => `Check that ${target.httpMethod} has a method response for ${target.statusCode}.`,
  },
  {
    text: /at 'statusCode' failed to satisfy constraint/,
    cure: () => "A status code is three digits from 100 to 599.",
  },
  {
    text: /contentHandling' failed to satisfy constraint/,
    cure: () =>
      "`contentHandling` is `CONVERT_TO_BINARY` or `CONVERT_TO_TEXT`; leave it out to pass the body through.",
  },
  {
    text: /can ?not be converted to an? String/i,
    cure: () => "Every value of `responseParameters` and `responseTemplates` is a string.",
  },
];

const API_CURES: readonly { readonly text: RegExp; readonly cure: string }[] = [
  {
    text: CONCURRENT,
    cure: "Wait until the other change to this API is done, then try again.",
  },
  {
    text: /No integration defined for method/,
    cure: "API Gateway deploys an API only when each of its methods has an integration. Give the one that lacks it an integration (`aws apigateway put-integration`), or delete the method.",
  },
  {
    text: /The REST API doesn't contain any methods/,
    cure: "API Gateway deploys an API only when it has a method. Create one with its integration first (`aws apigateway put-method`, `put-integration`).",
  },
];

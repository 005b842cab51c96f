// Every `$context` variable of a REST API, by its dotted name without `$context.`, and where each may be used.
// Names are case-sensitive. An open name ends in a `{…}` that stands for any tail.
import type { Entry, Evidence } from "./entry";
import { defineVocabulary } from "./entry";

const DATA_PAGE =
  "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html";
const LOG_PAGE =
  "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html";
const OVERRIDE_PAGE =
  "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html";

/**
 * `usable`: in response parameters and in templates. `overrides`: set by templates, of no use elsewhere.
 * `accessLogOnly`: filled in for access logs. `gatewayResponseOnly`: filled in for gateway responses and access logs.
 */
export type ContextGroup = "usable" | "overrides" | "accessLogOnly" | "gatewayResponseOnly";

export interface ContextVariableEntry extends Entry {
  readonly group: ContextGroup;
  /** The name ends in `{…}`, and any tail is one. */
  readonly open: boolean;
  /** What is typed literally: the name up to its `{`, or the whole of it. */
  readonly prefix: string;
}

function variable<const N extends string>(
  group: ContextGroup,
  name: N,
  summary: string,
  detail = "",
  evidence: Evidence = "documented",
): ContextVariableEntry & { readonly name: N } {
  const open = name.endsWith("}");
  const prefix = open ? name.slice(0, name.lastIndexOf("{")) : name;
  const source = group === "overrides" ? OVERRIDE_PAGE : group === "accessLogOnly" ? LOG_PAGE : DATA_PAGE;
  return { name, group, open, prefix, summary, detail, evidence, source };
}

const usable = <const N extends string>(name: N, summary: string, detail?: string, evidence?: Evidence) =>
  variable("usable", name, summary, detail, evidence);
const override = <const N extends string>(name: N, summary: string, detail?: string) =>
  variable("overrides", name, summary, detail);
const logged = <const N extends string>(name: N, summary: string, evidence?: Evidence) =>
  variable("accessLogOnly", name, summary, LOG_ONLY, evidence);
const refused = <const N extends string>(name: N, summary: string, detail: string) =>
  variable("gatewayResponseOnly", name, summary, `${detail} ${GATEWAY_ONLY}`.trimStart());

const LOG_ONLY = "AWS's documentation lists it for access logs only, not for mappings and templates.";
const GATEWAY_ONLY =
  "It belongs to gateway responses, where it is replaced as plain text and not by Velocity, and to access logs; " +
  "an integration response has no such error to report.";
const COGNITO_SIGNED = "Set only when the request was signed with Amazon Cognito credentials.";
const IAM_SIGNED = "Set for methods that use IAM authorization.";
const CLIENT_CERTIFICATE =
  "Present when the API is called through a custom domain name with mutual TLS. " +
  "Seen in LocalStack's table and in public log formats.";

const VARIABLES = [
  usable("requestId", "The identifier of the request; a client can override it."),
  usable("extendedRequestId", "The identifier that API Gateway itself gives the request, always unique."),
  usable("stage", "The stage of the request, such as `beta` or `prod`."),
  usable("httpMethod", "The verb of the request."),
  usable(
    "path",
    "The path of the request, with the stage in front.",
    "Without the stage it is `resourcePath`.",
  ),
  usable("resourcePath", "The path of the resource, without the stage.", "With the stage it is `path`."),
  usable("resourceId", "The identifier of the resource."),
  usable("protocol", "The protocol of the request, such as `HTTP/1.1`."),
  usable("requestTime", "The time of the request in Common Log Format (`dd/MMM/yyyy:HH:mm:ss +-hhmm`)."),
  usable("requestTimeEpoch", "The time of the request in milliseconds since the epoch."),
  usable("apiId", "The identifier of the API."),
  usable("accountId", "The AWS account of the API's owner."),
  usable("domainName", "The full domain name that the API was called by, as in the `Host` header."),
  usable("domainPrefix", "The first label of `domainName`."),
  usable("awsEndpointRequestId", "The request identifier of the AWS endpoint that was called."),
  usable(
    "deploymentId",
    "The identifier of the API's deployment.",
    "Seen in LocalStack's table.",
    "observed",
  ),
  usable(
    "isCanaryRequest",
    "Whether the request went to the stage's canary.",
    "Seen in LocalStack's table.",
    "observed",
  ),
  usable(
    "wafResponseCode",
    "What AWS WAF decided: `WAF_ALLOW` or `WAF_BLOCK`.",
    "Set when a web ACL is associated.",
  ),
  usable(
    "webaclArn",
    "The ARN of the web ACL that decides about requests.",
    "Set when a web ACL is associated.",
  ),
  usable("xrayTraceId", "The identifier of the X-Ray trace."),
  usable(
    "authorizer.principalId",
    "The principal that a Lambda authorizer returned for the caller's token.",
    "Set when the method has a Lambda authorizer.",
  ),
  usable(
    "authorizer.{property}",
    "A value of the `context` map that a Lambda authorizer returned, always as a string.",
    "The number 1 arrives as `1`, the boolean true as `true`.",
  ),
  usable(
    "authorizer.claims.{property}",
    "A claim from the Amazon Cognito user pool that authorised the caller.",
    "`authorizer.claims` by itself is null: a claim has to be named.",
  ),
  usable("identity.sourceIp", "The address of the TCP connection that the request came from."),
  usable("identity.userAgent", "The `User-Agent` header of the caller."),
  usable("identity.apiKey", "The API key of the request.", "Null where the method needs no key."),
  usable(
    "identity.apiKeyId",
    "The identifier of the request's API key.",
    "Null where the method needs no key.",
  ),
  usable("identity.accountId", "The AWS account of the caller.", IAM_SIGNED),
  usable("identity.caller", "The principal that signed the request.", IAM_SIGNED),
  usable("identity.user", "The principal that is authorised for the resource.", IAM_SIGNED),
  usable("identity.userArn", "The ARN of the user that the caller was authenticated as.", IAM_SIGNED),
  usable("identity.principalOrgId", "The AWS organization of the caller."),
  usable("identity.cognitoIdentityId", "The Amazon Cognito identity of the caller.", COGNITO_SIGNED),
  usable("identity.cognitoIdentityPoolId", "The Amazon Cognito identity pool of the caller.", COGNITO_SIGNED),
  usable(
    "identity.cognitoAuthenticationType",
    "How Amazon Cognito knows the caller: `authenticated` or `unauthenticated`.",
    COGNITO_SIGNED,
  ),
  usable(
    "identity.cognitoAuthenticationProvider",
    "The authentication providers that the caller used, separated by commas.",
    COGNITO_SIGNED,
  ),
  usable(
    "identity.vpcId",
    "The VPC that the call to the endpoint came from.",
    "Seen in LocalStack's table.",
    "observed",
  ),
  usable(
    "identity.vpceId",
    "The VPC endpoint that called the API.",
    "Seen in LocalStack's table.",
    "observed",
  ),
  usable(
    "identity.clientCert.clientCertPem",
    "The caller's certificate in PEM form.",
    CLIENT_CERTIFICATE,
    "observed",
  ),
  usable(
    "identity.clientCert.subjectDN",
    "The distinguished name of the certificate's subject.",
    CLIENT_CERTIFICATE,
    "observed",
  ),
  usable(
    "identity.clientCert.issuerDN",
    "The distinguished name of the certificate's issuer.",
    CLIENT_CERTIFICATE,
    "observed",
  ),
  usable(
    "identity.clientCert.serialNumber",
    "The certificate's serial number.",
    CLIENT_CERTIFICATE,
    "observed",
  ),
  usable(
    "identity.clientCert.validity.notBefore",
    "The time from which the certificate is valid.",
    CLIENT_CERTIFICATE,
    "observed",
  ),
  usable(
    "identity.clientCert.validity.notAfter",
    "The time until which the certificate is valid.",
    CLIENT_CERTIFICATE,
    "observed",
  ),

  override(
    "responseOverride.status",
    "Set in a template, the status code that the client receives instead.",
    "`#set($context.responseOverride.status = 400)`. It may be set once: twice is a 5xx at run time. " +
      "It takes effect after the whole template has been evaluated. " +
      "As seen in LocalStack, only an integer from 100 to 599 counts.",
  ),
  override(
    "responseOverride.header.{name}",
    "Set in a template, a header that the client receives, instead of a mapped one of that name.",
    '`#set($context.responseOverride.header.X = "value")`. Each may be set once: twice is a 5xx at run time. ' +
      "It takes effect after the whole template has been evaluated.",
  ),
  override(
    "requestOverride.header.{name}",
    "Set in a request template, a header of the request to the backend.",
    "In a response template it comes too late: the backend has already answered.",
  ),
  override(
    "requestOverride.path.{name}",
    "Set in a request template, a path parameter of the request to the backend.",
    "In a response template it comes too late: the backend has already answered.",
  ),
  override(
    "requestOverride.querystring.{name}",
    "Set in a request template, a query string parameter of the request to the backend.",
    "In a response template it comes too late: the backend has already answered.",
  ),

  refused("error.message", "API Gateway's own error message.", ""),
  refused("error.messageString", "API Gateway's own error message.", "It comes with its quotes."),
  refused("error.responseType", "The type of the gateway response, such as `UNAUTHORIZED`.", ""),
  refused("error.validationErrorString", "What request validation found wrong, in detail.", ""),

  logged("status", "The status code of the method response."),
  logged("responseLength", "The length of the response's payload in bytes."),
  logged("responseLatency", "The time until the response was sent, in milliseconds."),
  logged("integrationStatus", "The status code that the integration returned."),
  logged("integrationLatency", "The time that the integration took, in milliseconds."),
  logged("integrationErrorMessage", "The error message of the integration."),
  logged("integration.error", "The error message of the integration."),
  logged(
    "integration.integrationStatus",
    "The status code that the backend behind the integration returned.",
  ),
  logged("integration.latency", "The time that the integration took, in milliseconds."),
  logged("integration.requestId", "The request identifier that the AWS endpoint of the integration gave."),
  logged("integration.status", "The status code that the integration returned."),
  logged("authorize.error", "The error message of authorization."),
  logged("authorize.latency", "The time that authorization took, in milliseconds."),
  logged("authorize.status", "The status code of authorization."),
  logged("authenticate.error", "The error message of authentication."),
  logged("authenticate.latency", "The time that authentication took, in milliseconds."),
  logged("authenticate.status", "The status code of authentication."),
  logged("authorizer.error", "The error message of the authorizer."),
  logged("authorizer.integrationLatency", "The time that the authorizer's backend took, in milliseconds."),
  logged("authorizer.integrationStatus", "The status code that a Lambda authorizer returned."),
  logged("authorizer.latency", "The time that the authorizer took, in milliseconds."),
  logged("authorizer.requestId", "The request identifier that the authorizer's endpoint gave."),
  logged("authorizer.status", "The status code of the authorizer."),
  logged("customDomain.basePathMatched", "The base path mapping that the request matched.", "observed"),
  logged("endpointType", "The endpoint type of the API.", "observed"),
  logged("waf.error", "The error message of AWS WAF.", "observed"),
  logged("waf.latency", "The time that AWS WAF took, in milliseconds.", "observed"),
  logged("waf.status", "The status code of AWS WAF.", "observed"),
];

export const CONTEXT_VARIABLES = defineVocabulary<ContextVariableEntry>(VARIABLES);

/**
 * The entry of a dotted name without `context.`: its own, or that of the longest open name it continues.
 * A name that an authorizer could also return (`authorizer.status`) answers with its own entry.
 */
export function findContextVariable(name: string): ContextVariableEntry | undefined {
  const own = CONTEXT_VARIABLES.get(name);
  if (own !== undefined) return own;
  let longest: ContextVariableEntry | undefined;
  for (const entry of CONTEXT_VARIABLES.values()) {
    const continues = entry.open && name.length > entry.prefix.length && name.startsWith(entry.prefix);
    if (continues && entry.prefix.length > (longest?.prefix.length ?? 0)) longest = entry;
  }
  return longest;
}

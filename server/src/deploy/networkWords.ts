// The words for what lies between here and the service: names, connections, certificates, proxies.
// Invariant: nothing of a request was acted upon unless the words say that the connection was lost.

import type { GatewayFailure } from "./gateway";
import type { Caller } from "./outcome";

export function networkWords(
  { cause, httpStatus, proxy = "of the environment" }: GatewayFailure,
  host: string,
): string {
  switch (cause) {
    case "nameNotFound":
      return `The address of ${host} could not be found.`;
    case "connectionRefused":
      return `Nothing accepts connections at ${host}.`;
    case "notTrusted":
      return `The certificate of ${host} is signed by nobody who is trusted here.`;
    case "certificateExpired":
      return `The certificate of ${host} has expired.`;
    case "certificateNotYetValid":
      return `The certificate of ${host} is not valid yet.`;
    case "certificateName":
      return `The certificate of ${host} is made out to another name.`;
    case "authoritiesUnreadable":
      return "The file of certificates that AWS_CA_BUNDLE, or the profile's `ca_bundle`, names holds none or cannot be read.";
    case "notTls":
      return `What answers at ${host} speaks no TLS, which https needs.`;
    case "notConnected":
      return `No connection to ${host} could be made.`;
    case "proxyUnusable":
      return "The proxy of the environment is neither an http nor an https URL.";
    case "proxyUnreachable":
      return `No connection to the proxy ${proxy} could be made.`;
    case "proxyRefused":
      return `The proxy ${proxy} makes no connection to ${host}${httpStatus === undefined ? "" : ` (HTTP ${httpStatus})`}.`;
    case "proxyAuthentication":
      return `The proxy ${proxy} asks for a user and a password, or for others than it was given.`;
    default:
      return `The connection to ${host} was lost before the answer was complete.`;
  }
}

export function networkAdvice(
  { cause, proxy }: GatewayFailure,
  call: Pick<Caller, "endpoint" | "region">,
  again: "deploy again" | "try again" = "deploy again",
): string {
  const through = proxy === undefined ? "" : ` The way goes through the proxy ${proxy}.`;
  switch (cause) {
    case "nameNotFound":
      return `Check the network and that ${call.endpoint === "AWS" ? `${call.region} is a region of API Gateway` : "the endpoint is written correctly"}. Where the way out is a proxy, name it in HTTPS_PROXY.`;
    case "connectionRefused":
      return "Check that the endpoint is running.";
    case "notTrusted":
      return `Behind a proxy that opens TLS, or with a certificate of your own, name the file with the certificate of whoever signed it in AWS_CA_BUNDLE or in the profile's \`ca_bundle\`, then ${again}.${through}`;
    case "certificateExpired":
      return `Have it renewed, or check that this computer's clock is right.${through}`;
    case "certificateNotYetValid":
      return `Check that this computer's clock is right.${through}`;
    case "certificateName":
      return `Check that the endpoint is written as its certificate names it.${through}`;
    case "authoritiesUnreadable":
      return "Name a file of certificates in PEM, or none.";
    case "notTls":
      return `Check the port. An endpoint on this machine that has no TLS is written with http.${through}`;
    case "proxyUnusable":
      return "Write it in HTTPS_PROXY as http://host:port, and what needs none in NO_PROXY.";
    case "proxyUnreachable":
      return "Check HTTPS_PROXY, or the setting http.proxy of VS Code; NO_PROXY lists what needs none.";
    case "proxyRefused":
      return "Ask who runs it to let API Gateway through, or list the host in NO_PROXY if it needs no proxy.";
    case "proxyAuthentication":
      return `Write them into HTTPS_PROXY as http://user:password@host:port, then ${again}.`;
    default:
      return `Check the network, then ${again}.${through}`;
  }
}

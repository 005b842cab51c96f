import { describe, expect, it } from "vitest";
import { judgeEndpoint } from "../../server/src/deploy";
import { chooseEndpoint, stsEndpoint } from "../../server/src/deploy/endpoint";

describe("the endpoint law", () => {
  it.each([
    ["https://apigateway.us-east-1.amazonaws.com", "https://apigateway.us-east-1.amazonaws.com"],
    [
      "https://vpce-1.apigateway.us-east-1.vpce.amazonaws.com/",
      "https://vpce-1.apigateway.us-east-1.vpce.amazonaws.com",
    ],
    ["HTTPS://Example.COM:8443/base/path/", "https://example.com:8443/base/path"],
    ["https://10.0.0.1", "https://10.0.0.1"],
    ["https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"],
    ["http://localhost", "http://localhost"],
    ["http://LOCALHOST:4566", "http://localhost:4566"],
    ["http://127.0.0.1:5000/", "http://127.0.0.1:5000"],
    ["http://127.255.255.254:1", "http://127.255.255.254:1"],
    ["http://[::1]:4566", "http://[::1]:4566"],
  ])("allows %s", (text, url) => {
    expect(judgeEndpoint(text)).toEqual({ lawful: true, url });
  });

  it.each([
    ["http://example.com", "httpBeyondLoopback"],
    ["http://localhost.evil.com", "httpBeyondLoopback"],
    ["http://localhost.", "notAUrl"],
    ["http://evil-localhost", "httpBeyondLoopback"],
    ["http://127.0.0.1.evil.com", "httpBeyondLoopback"],
    ["http://127.0.0.1.nip.io", "httpBeyondLoopback"],
    ["http://127.1", "httpBeyondLoopback"],
    ["http://127.0.0.1.", "notAUrl"],
    ["http://127.0.0.256", "notAUrl"],
    ["http://127.0.0.01", "httpBeyondLoopback"],
    ["http://0127.0.0.1", "httpBeyondLoopback"],
    ["http://0x7f.0.0.1", "httpBeyondLoopback"],
    ["http://0x7f000001", "httpBeyondLoopback"],
    ["http://2130706433", "httpBeyondLoopback"],
    ["http://0.0.0.0", "httpBeyondLoopback"],
    ["http://0", "httpBeyondLoopback"],
    ["http://128.0.0.1", "httpBeyondLoopback"],
    ["http://169.254.169.254", "httpBeyondLoopback"],
    ["http://[::ffff:127.0.0.1]", "httpBeyondLoopback"],
    ["http://[::ffff:7f00:1]", "httpBeyondLoopback"],
    ["http://[0:0:0:0:0:0:0:1]", "httpBeyondLoopback"],
    ["http://[::]", "httpBeyondLoopback"],
    ["http://[::1%25eth0]", "notAUrl"],
    ["http://127.0.0.1@evil.com", "userInfo"],
    ["http://127.0.0.1:80@evil.com", "userInfo"],
    ["https://user:secret@example.com", "userInfo"],
    ["https://@example.com", "userInfo"],
    ["http://127.0.0.1\\@evil.com", "notAUrl"],
    ["http://127.0.0.1\\.evil.com", "notAUrl"],
    ["http:\\\\127.0.0.1", "notAUrl"],
    ["http:/127.0.0.1", "notAUrl"],
    ["http:127.0.0.1", "notAUrl"],
    ["https:///example.com", "notAUrl"],
    ["//127.0.0.1", "notAUrl"],
    ["127.0.0.1:4566", "notAUrl"],
    ["localhost:4566", "notAUrl"],
    [" http://127.0.0.1", "notAUrl"],
    ["http://127.0.0.1 ", "notAUrl"],
    ["http://127.0.0.1\n", "notAUrl"],
    ["http://127.0.0.1\t.evil.com", "notAUrl"],
    ["http://localhost/\nhost", "notAUrl"],
    ["http://lоcalhost", "notAUrl"],
    ["http://①27.0.0.1", "notAUrl"],
    ["https://exämple.com", "notAUrl"],
    ["https://example.com%2eevil", "notAUrl"],
    ["https://-example.com", "notAUrl"],
    ["https://example..com", "notAUrl"],
    ["https://", "notAUrl"],
    ["https://[example]", "notAUrl"],
    ["https://example.com/../x", "notAUrl"],
    ["https://example.com/a/./b", "notAUrl"],
    ["https://example.com/%2e%2e", "notAUrl"],
    ["https://example.com/a b", "notAUrl"],
    ["https://example.com?x=1", "queryOrFragment"],
    ["https://example.com/?x=1", "queryOrFragment"],
    ["https://example.com/#x", "queryOrFragment"],
    ["http://evil.com#@127.0.0.1", "queryOrFragment"],
    ["http://127.0.0.1:0", "badPort"],
    ["http://127.0.0.1:65536", "notAUrl"],
    ["http://127.0.0.1:", "badPort"],
    ["http://127.0.0.1:080", "badPort"],
    ["http://127.0.0.1:80:80", "notAUrl"],
    ["ftp://127.0.0.1", "notHttp"],
    ["file:///etc/passwd", "notHttp"],
    ["unix:///tmp/socket", "notHttp"],
    ["httpx://127.0.0.1", "notHttp"],
    ["javascript://%0aalert(1)", "notHttp"],
    ["", "notAUrl"],
  ])("refuses %j", (text, problem) => {
    const verdict = judgeEndpoint(text);
    expect(verdict.lawful ? verdict.url : "refused").toBe("refused");
    expect(verdict).toEqual({ lawful: false, problem });
  });
});

describe("the endpoint in use", () => {
  const service = "https://service.example";
  const every = "https://every.example";
  const profile = {
    section: "mine",
    sectionFound: true,
    service: "https://section.example",
    every: "https://profile.example",
  };
  const both = { endpoint: { service, every } };
  const none = { endpoint: {} };

  it.each([
    ["nothing set", undefined, none, undefined, "AWS"],
    ["an empty setting", "", none, undefined, "AWS"],
    [
      "the setting first",
      "https://setting.example",
      both,
      profile,
      "https://setting.example apigatewayResponse.endpointUrl",
    ],
    ["the service's variable", undefined, both, profile, `${service} AWS_ENDPOINT_URL_API_GATEWAY`],
    [
      "the variable for every service",
      undefined,
      { endpoint: { every } },
      profile,
      `${every} AWS_ENDPOINT_URL`,
    ],
    ["the profile's services section", undefined, none, profile, "https://section.example profileServices"],
    [
      "the profile",
      undefined,
      none,
      { sectionFound: false, every: "https://p.example" },
      "https://p.example profile",
    ],
    [
      "the profile, whose section has nothing for this service",
      undefined,
      none,
      { section: "mine", sectionFound: true, every: "https://p.example" },
      "https://p.example profile",
    ],
    [
      "all ignored by the variable",
      undefined,
      { endpoint: { ...both.endpoint, ignore: "TRUE" } },
      profile,
      "AWS",
    ],
    ["all ignored by the profile", undefined, both, { ...profile, ignore: "true" }, "AWS"],
    [
      "not ignored, the variable overruling the profile",
      undefined,
      { endpoint: { service, ignore: "false" } },
      { ...profile, ignore: "true" },
      `${service} AWS_ENDPOINT_URL_API_GATEWAY`,
    ],
    [
      "the setting, which is never ignored",
      "https://setting.example",
      { endpoint: { ignore: "true" } },
      profile,
      "https://setting.example apigatewayResponse.endpointUrl",
    ],
  ])("%s", (_name, setting, settings, ofProfile, expected) => {
    const choice = chooseEndpoint(setting, settings, ofProfile);
    expect(choice.kind === "custom" ? `${choice.url} ${choice.source}` : "AWS").toBe(expected);
    expect(choice.kind).not.toBe("refused");
  });

  it.each([
    [
      "the setting",
      "http://a.example",
      none,
      undefined,
      "apigatewayResponse.endpointUrl",
      "httpBeyondLoopback",
    ],
    [
      "a variable, not passed over for the next",
      undefined,
      { endpoint: { service: "ftp://x", every } },
      undefined,
      "AWS_ENDPOINT_URL_API_GATEWAY",
      "notHttp",
    ],
    [
      "the variable for every service",
      undefined,
      { endpoint: { every: "http://x.example" } },
      undefined,
      "AWS_ENDPOINT_URL",
      "httpBeyondLoopback",
    ],
    [
      "the profile",
      undefined,
      none,
      { sectionFound: false, every: "http://x.example" },
      "profile",
      "httpBeyondLoopback",
    ],
    [
      "a section that is not there",
      undefined,
      none,
      { section: "gone", sectionFound: false },
      "profileServices",
      "missingSection",
    ],
  ])("refuses %s", (_name, setting, settings, ofProfile, source, problem) => {
    expect(chooseEndpoint(setting, settings, ofProfile)).toEqual({ kind: "refused", source, problem });
  });
});

describe("where STS is asked who signs", () => {
  const sts = "https://sts.example";
  const every = "https://every.example";
  const service = "https://service.example";
  const ofSection = "https://sts-section.example";
  const section = { section: "mine", sectionFound: true, sts: ofSection };
  const none = { sectionFound: false };
  const setting = "https://setting.example";
  it.each([
    ["nothing written", undefined, {}, none, undefined],
    ["the variable for STS", undefined, { sts }, section, sts],
    ["the variable for STS beside the setting", setting, { sts, every }, none, sts],
    ["the section", undefined, {}, section, ofSection],
    ["the section beside the setting", setting, { every }, section, ofSection],
    ["the setting, which stands for all of AWS", setting, { every }, none, undefined],
    ["the variable for every service, which is in use", undefined, { every }, section, undefined],
    ["the variable for every service beside one for this", undefined, { service, every }, section, every],
    ["the profile beside a variable for this service", undefined, { service }, { ...none, every }, every],
    ["the profile, which is in use", undefined, {}, { ...none, every }, undefined],
    ["the section before the profile", undefined, { service }, { ...section, every }, ofSection],
    ["all ignored", undefined, { sts, every, ignore: "true" }, section, undefined],
    ["all ignored by the profile", undefined, { sts }, { ...section, ignore: "true" }, undefined],
  ])("%s", (_name, ofUser, endpoint, profile, expected) => {
    const settings = { endpoint };
    expect(stsEndpoint(chooseEndpoint(ofUser, settings, profile), settings, profile)).toBe(expected);
  });
});

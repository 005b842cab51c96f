// The manifest says what the code does: commands, strings, trust and scopes.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CLIENT_COMMANDS, OWN_FILES, OWN_LANGUAGE_ID, SERVER_COMMANDS } from "../../server/src/contract";

const ROOT = join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const manifest = JSON.parse(read("package.json"));
const strings: Record<string, string> = JSON.parse(read("package.nls.json"));
const { contributes } = manifest;

const client = readdirSync(join(ROOT, "client/src"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => read(join("client/src", name)))
  .join("\n");

test("every string of the manifest is there, and none is left over", () => {
  const { name: _, ...rest } = manifest;
  const used = new Set(Array.from(JSON.stringify(rest).matchAll(/%([\w.]+)%/g), ([, key]) => key));
  expect([...used].sort()).toEqual(Object.keys(strings).sort());
});

describe("commands", () => {
  const offered: readonly string[] = contributes.commands.map(({ command }: { command: string }) => command);

  test("every command that code lenses and actions name is offered", () => {
    expect(Object.values(CLIENT_COMMANDS).filter((command) => !offered.includes(command))).toEqual([]);
  });

  test("each offered command is registered by the client", () => {
    const known: readonly string[] = Object.values(CLIENT_COMMANDS);
    const unknown = offered.filter((command) => !known.includes(command) && !client.includes(`"${command}"`));
    expect(unknown).toEqual([]);
  });

  test("none has the id of a server's command, which the language client registers itself", () => {
    const server: readonly string[] = Object.values(SERVER_COMMANDS);
    expect(offered.filter((command) => server.includes(command))).toEqual([]);
  });

  test("all have the category of the product", () => {
    expect(new Set(contributes.commands.map(({ category }: { category: string }) => category))).toEqual(
      new Set(["%category%"]),
    );
  });
});

describe("our own files", () => {
  const [language] = contributes.languages;

  test("have our language", () => {
    expect(language.id).toBe(OWN_LANGUAGE_ID);
  });

  test("are those that the contract names", () => {
    for (const extension of language.extensions) {
      expect(`/x/pets${extension}`).toMatch(OWN_FILES);
    }
    for (const pattern of language.filenamePatterns) {
      expect(pattern.replace("**", "/x").replace("[1-5][0-9][0-9]", "404")).toMatch(OWN_FILES);
    }
  });
});

describe("trust", () => {
  test("no workspace chooses where signed requests go", () => {
    const { scope } = contributes.configuration.properties["apigatewayResponse.endpointUrl"];
    expect(scope).toBe("machine");
    expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toContain(
      "apigatewayResponse.endpointUrl",
    );
  });

  test("the client reads it where a workspace cannot write", () => {
    expect(client.match(/\bown\(ENDPOINT_SETTING\)/g)).toHaveLength(1);
    expect(client.match(/function own\([^}]*inspect<unknown>\(setting\)\?\.globalValue;\n\}/g)).toHaveLength(
      1,
    );
    expect(client).not.toMatch(/\.get(?:<[^>]*>)?\((?:ENDPOINT_SETTING|"endpointUrl")/);
  });

  test("editing works without trust", () => {
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe("limited");
    expect(manifest.extensionKind).toEqual(["workspace"]);
  });

  test("no setting of the language client's own could write documents into the log", () => {
    expect(Object.keys(contributes.configuration.properties).filter((key) => key.includes("trace"))).toEqual(
      [],
    );
    expect(client).toContain(`CLIENT_ID = "apigateway-integration-response"`);
  });
});

test("what the manifest points at is there", () => {
  const steps: readonly { media: { markdown: string } }[] = contributes.walkthroughs[0].steps;
  const grammars: readonly { path: string }[] = contributes.grammars;
  const files = [
    manifest.icon,
    ...contributes.viewsContainers.activitybar.map(({ icon }: { icon: string }) => icon),
    contributes.languages[0].configuration,
    ...grammars.map(({ path }) => path),
    ...steps.map(({ media }) => media.markdown),
  ];
  expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});

test("wakes up for nothing but our languages, templates in editors of their own, and JSON", () => {
  expect(manifest.activationEvents).toEqual([
    "onLanguage:apigateway-integration-response",
    "onLanguage:apigateway-vtl",
    "onFileSystem:apigateway-template",
    "onFileSystem:apigateway-preview",
    "onLanguage:json",
    "onLanguage:jsonc",
  ]);
});

test("has at most five keywords", () => {
  expect(manifest.keywords.length).toBeLessThanOrEqual(5);
});

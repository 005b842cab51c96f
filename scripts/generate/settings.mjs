// The settings: each rule's in package.json, and all of them as docs/settings.md.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const RULES_SETTING = "apigatewayResponse.rules";

/** package.json with an entry for each rule, so that the settings editor completes and describes them. */
export function ruleSettings(root, { RULES, ruleUrl }) {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const setting = manifest.contributes?.configuration?.properties?.[RULES_SETTING];
  if (setting !== undefined) {
    const { enum: severities, enumDescriptions } = setting.additionalProperties;
    setting.properties = Object.fromEntries(
      RULES.map(({ id, title, severity }) => [
        id,
        {
          type: "string",
          enum: severities,
          enumDescriptions,
          default: severity,
          markdownDescription: `[${title}](${ruleUrl(id)})`,
        },
      ]),
    );
  }
  return { path: "package.json", text: `${JSON.stringify(manifest, undefined, 2)}\n` };
}

export function settingsPage(root, manifestText) {
  const manifest = JSON.parse(manifestText);
  const strings = JSON.parse(readFileSync(join(root, "package.nls.json"), "utf8"));
  const resolved = (text = "") => text.replaceAll(/%([^%\s]+)%/g, (whole, key) => strings[key] ?? whole);
  const properties = Object.entries(manifest.contributes?.configuration?.properties ?? {}).sort(
    ([, a], [, b]) => (a.order ?? 0) - (b.order ?? 0),
  );
  const sections = properties.flatMap(([name, setting]) => [
    `## \`${name}\``,
    resolved(setting.markdownDescription ?? setting.description),
    [
      `type: ${setting.type}`,
      `default: \`${JSON.stringify(setting.default)}\``,
      `scope: ${setting.scope ?? "window"}${SCOPES[setting.scope] ?? ""}`,
    ].join(" · "),
  ]);
  const text = `${["# Settings", ABOUT, ...sections].join("\n\n")}\n`;
  return { path: "docs/settings.md", text };
}

const ABOUT =
  "The settings of the extension. What the rules are called is listed in [rules](rules/README.md).";
const SCOPES = {
  machine: ", so that no workspace can change it",
  application: ", so that no workspace can change it",
};

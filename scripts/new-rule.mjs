// `npm run new-rule -- <id>`: the scaffold of a rule, and its line in rules/index.ts.
// The scaffold compiles, but its examples fail until they say something.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const RULES = fileURLToPath(new URL("../server/src/service/rules", import.meta.url));
const [id, ...others] = process.argv.slice(2);

if (id === undefined || others.length > 0 || !/^[a-z]+(?:-[a-z]+)*$/.test(id)) {
  fail("Usage: npm run new-rule -- <id>, the id in small letters with hyphens, such as duplicate-key.");
}
const file = join(RULES, `${id}.ts`);
if (existsSync(file)) {
  fail(`There is a rule ${id} already: ${file}`);
}
writeFileSync(file, scaffold(id));
const index = join(RULES, "index.ts");
writeFileSync(index, withRule(readFileSync(index, "utf8"), id));
console.log(
  `Wrote ${file} and its line in rules/index.ts. Fill in its examples, then npm run generate && npm test.`,
);

function scaffold(name) {
  return `// What is wrong, and why people write it, in one line.
import { defineRule } from "./rule";

export default defineRule({
  id: "${name}",
  title: "",
  subject: "response",
  severity: "hint",
  evidence: "uncertain",
  explanation: "",
  source: "",
  examples: {
    faulty: [{ code: "{}", message: "what to write instead" }],
    fine: [],
  },
  *check(response) {
    if (response.members.length < 0) {
      yield { span: { start: response.object.start, end: response.object.end }, message: "" };
    }
  },
});
`;
}

/** The index with the rule's import and its place in the list, both in the order of the ids. */
function withRule(text, name) {
  const rules = [...text.matchAll(/^import (\w+) from "\.\/([a-z-]+)";$/gm)].map(([, binding, rule]) => ({
    binding,
    rule,
  }));
  const all = [...rules, { binding: camelCase(name), rule: name }].sort((a, b) => (a.rule < b.rule ? -1 : 1));
  const typeImport = 'import type { Rule } from "./rule";';
  // Biome sorts imports by their paths, the type's among the others.
  const imports = [
    ...all.map(({ binding, rule }) => [rule, `import ${binding} from "./${rule}";`]),
    ["rule", typeImport],
  ]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, line]) => line);
  const head = text.slice(0, text.indexOf("import "));
  const tail = text.slice(text.indexOf("];") + 2);
  const list = all.map(({ binding }) => `  ${binding},`).join("\n");
  return `${head}${imports.join("\n")}\n\nexport const RULES: readonly Rule[] = [\n${list}\n];${tail}`;
}

function camelCase(name) {
  return name.replaceAll(/-([a-z])/g, (_, letter) => letter.toUpperCase());
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

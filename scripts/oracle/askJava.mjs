// Asks the JDK on the PATH what it makes of patterns and inputs.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The answers to probes `{pattern, inputs}`: `{error}`, `{matches, groups}` or `{crash}`, in order. */
export function askJava(probes) {
  const folder = mkdtempSync(join(tmpdir(), "regex-probe-"));
  try {
    execFileSync("javac", ["-d", folder, "scripts/java/RegexProbe.java"]);
    const input = probes.map(({ pattern, inputs }) => [pattern, ...inputs].map(hex).join("\t")).join("\n");
    const output = execFileSync("java", ["-Xss4m", "-XX:TieredStopAtLevel=1", "-cp", folder, "RegexProbe"], {
      input,
      encoding: "latin1",
      maxBuffer: 1 << 29,
    });
    return output.trimEnd().split("\n").map(readAnswer);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** "17.0.15" or the like; nothing without a JDK. */
export function javaVersion() {
  try {
    return execFileSync("javac", ["-version"], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] })
      .replace(/^javac\s+/, "")
      .trim();
  } catch {
    return undefined;
  }
}

function readAnswer(line) {
  const [kind, ...fields] = line.split("\t");
  if (kind === "E") {
    return { error: { description: text(fields[1]), index: Number(fields[0]) } };
  }
  if (kind === "X") {
    return { crash: fields[0] };
  }
  const strange = fields.find((field) => !/^[01]/.test(field));
  if (strange !== undefined) {
    return { crash: strange };
  }
  return {
    matches: fields.map((field) => field.startsWith("1")),
    groups: fields.map((field) => field.split(" ").slice(1).map(Number)),
  };
}

function hex(string) {
  return Array.from({ length: string.length }, (_, at) =>
    string.charCodeAt(at).toString(16).padStart(4, "0"),
  ).join("");
}

function text(digits) {
  return digits.replace(/.{4}/g, (unit) => String.fromCharCode(Number.parseInt(unit, 16)));
}

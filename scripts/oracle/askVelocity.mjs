// Asks Apache Velocity 1.7 itself what it makes of templates, with the JDK on the PATH and the jars of Debian's
// packages `velocity` and `libjsonpath-java`, or of a Maven repository.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const MAVEN = join(homedir(), ".m2/repository");

/** Each jar by where it may be; the newer of two JSONPaths first. */
const JARS = [
  ["org/apache/velocity/velocity/1.7/velocity-1.7.jar", "velocity.jar"],
  ["commons-lang/commons-lang/2.6/commons-lang-2.6.jar", "commons-lang.jar"],
  ["commons-collections/commons-collections/3.2.1/commons-collections-3.2.1.jar", "commons-collections3.jar"],
  ["com/jayway/jsonpath/json-path/2.4.0/json-path-2.4.0.jar", "json-path.jar"],
  ["net/minidev/json-smart/2.3/json-smart-2.3.jar", "json-smart.jar"],
  ["net/minidev/accessors-smart/1.2/accessors-smart-1.2.jar", "accessors-smart.jar"],
  ["org/ow2/asm/asm/5.0.4/asm-5.0.4.jar", "asm.jar"],
  ["org/slf4j/slf4j-api/1.7.25/slf4j-api-1.7.25.jar", "slf4j-api.jar"],
];

/** The class path, or the jars that are not on this machine. */
export function velocityJars() {
  const found = JARS.map(([maven, debian]) =>
    [join(MAVEN, maven), join("/usr/share/java", debian)].find((path) => existsSync(path)),
  );
  const missing = JARS.filter((_, at) => found[at] === undefined).map(([, debian]) => debian);
  return { classPath: found.join(delimiter), missing, hasNewJsonPath: found[3]?.startsWith(MAVEN) ?? false };
}

/**
 * The rows `{template, vars, mode?, body?}` with what Velocity answered: `accepted` in the mode `syntax`, otherwise
 * `output`; or `error`.
 */
export function askVelocity(rows) {
  const { classPath, missing } = velocityJars();
  if (missing.length > 0) throw new Error(`not on this machine: ${missing.join(", ")}`);
  const folder = mkdtempSync(join(tmpdir(), "velocity-harness-"));
  try {
    execFileSync("javac", ["-nowarn", "-cp", classPath, "-d", folder, "scripts/oracle/VelocityHarness.java"]);
    const output = execFileSync(
      "java",
      ["-Xss1m", "-XX:TieredStopAtLevel=1", "-cp", folder + delimiter + classPath, "VelocityHarness"],
      {
        input: rows.map((row) => JSON.stringify(row)).join("\n"),
        encoding: "utf8",
        maxBuffer: 1 << 30,
        stdio: ["pipe", "pipe", "ignore"],
      },
    );
    return output
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

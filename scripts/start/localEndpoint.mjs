// API Gateway Local beside the editor, a process of its own: what was stored is there again at the next start.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { seedOfExamples } from "./seedOfExamples.mjs";

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/**
 * @param state The file that it is kept in.
 * @param keeps Whether the state outlives it. Where another start holds the state, nothing is kept.
 */
export async function startLocalEndpoint({ examples, state, keeps }) {
  const folder = path.dirname(state);
  mkdirSync(folder, { recursive: true });
  const { restApiId, items } = seedOfExamples(examples);
  const seed = path.join(folder, "seed.json");
  writeFileSync(seed, JSON.stringify({ items }));
  const seeding = ["--seed", seed, "--api-id", restApiId, "--api-name", "Pet store"];
  const kept = ["--state", state, ...(existsSync(state) ? [] : seeding)];
  const forgotten = ["--in-memory", ...seeding];
  try {
    return await launch(keeps ? kept : forgotten);
  } catch (error) {
    if (!keeps || !/^another API Gateway Local/.test(error.message)) throw error;
    console.warn("Another npm start holds what is stored, so this one begins anew and keeps nothing.");
    return launch(forgotten);
  }
}

function launch(options) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, "sandbox", "--port", "0", "--quiet", ...options], {
      stdio: ["pipe", "pipe", "pipe"],
      // It ends with this process, however that ends: its standard input closes then.
      env: { ...process.env, APIGW_RESPONSE_PARENT_PIPE: "1" },
    });
    const ended = new Promise((done) => child.once("exit", done));
    let complaint = "";
    child.stderr.setEncoding("utf8").on("data", (text) => {
      complaint += text;
    });
    child.once("error", reject);
    void ended.then(() =>
      reject(new Error(complaint.replace(/^apigw-response: /, "").trim() || "It ended.")),
    );
    child.stdout.setEncoding("utf8").once("data", (text) =>
      resolve({
        url: text.trim(),
        stop: async () => {
          child.kill();
          await ended;
        },
      }),
    );
  });
}

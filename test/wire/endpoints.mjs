// What the script is carried out against: API Gateway Local, and moto's server, which nobody here wrote.
import { spawn } from "node:child_process";
import net from "node:net";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

export async function startLocal() {
  const child = spawn(process.execPath, [cli, "sandbox", "--port", "0", "--in-memory", "--quiet"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise((resolve, reject) => {
    child.stdout.setEncoding("utf8").once("data", (text) => resolve(text.trim()));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`API Gateway Local ended with ${code}.`)));
  });
  return { url, stop: () => stop(child) };
}

export async function startMoto() {
  const port = await freePort();
  const child = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  const failed = new Promise((_, reject) => {
    child.once("error", () => reject(new Error("There is no moto_server (PyPI: moto[server]).")));
    child.once("exit", (code) => reject(new Error(`moto_server ended with ${code}.`)));
  });
  failed.catch(() => {});
  await Promise.race([failed, listening(port)]);
  return { url: `http://127.0.0.1:${port}`, stop: () => stop(child) };
}

async function listening(port) {
  for (let tried = 0; tried < 240; tried++) {
    const answers = await new Promise((resolve) => {
      const socket = net.connect(port, "127.0.0.1", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.end());
    });
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error("moto_server does not listen.");
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function stop(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill();
  });
}

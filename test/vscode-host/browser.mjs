// The window half: a headless Chromium of this machine, and the address at which it finds the workbench.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const chromiumArguments = [
  ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
];

// Webviews are served from origins of their own, and a service worker there counts as third-party storage.
const preferences = { profile: { cookie_controls_mode: 0, block_third_party_cookies: false } };

/** A browser with a fresh profile on disk: in an incognito context webviews do not load. */
export async function startBrowser({ viewport = { width: 1280, height: 800 } } = {}) {
  const profile = mkdtempSync(path.join(os.tmpdir(), "chromium-"));
  mkdirSync(path.join(profile, "Default"));
  writeFileSync(path.join(profile, "Default", "Preferences"), JSON.stringify(preferences));
  const removeProfile = () =>
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  process.once("exit", removeProfile);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    headless: true,
    viewport,
    args: chromiumArguments,
    // Whoever started the browser stops it, on a signal too.
    ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
  });
  return {
    context,
    page: context.pages()[0] ?? (await context.newPage()),
    async stop() {
      await context.close();
      process.off("exit", removeProfile);
      removeProfile();
    },
  };
}

/** The payload is VS Code's way to pass options: pairs such as `["openFile", server.remote(file)]`. */
export function workbenchUrl(server, folder, payload = []) {
  const url = new URL(server.url);
  url.searchParams.set("folder", path.resolve(folder));
  if (payload.length > 0) url.searchParams.set("payload", JSON.stringify(payload));
  return url.href.replaceAll("%2F", "/");
}

export async function openWorkbench(page, url) {
  await page.goto(url);
  await page.waitForSelector(".monaco-workbench .part.statusbar", { timeout: 60_000 });
}

function findChromium() {
  const found = process.env.CHROMIUM ?? usualPlaces.find((place) => existsSync(place));
  if (found) return found;
  throw new Error(
    "No Chromium found. Install one (Debian: apt-get install chromium) or name it in CHROMIUM.",
  );
}

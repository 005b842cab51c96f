// A VS Code window as its user has it: the packaged extension installed, and words for what a user does.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { openWorkbench, startBrowser, workbenchUrl } from "../vscode-host/browser.mjs";
import { installVsix, startServer } from "../vscode-host/vscodeServer.mjs";

const EXAMPLES = fileURLToPath(new URL("../../examples", import.meta.url));
export const SCREENSHOTS = fileURLToPath(new URL("../../out/screenshots", import.meta.url));

/**
 * Opens a window on a copy of `examples/`.
 * `trust`: whether Workspace Trust asks, as it does for a user. `machineSettings`: as in `Machine/settings.json`.
 * `served`: the address and the folder of an editor that runs already.
 */
export async function openWindow({ vsix, trust = false, machineSettings = {}, env = {}, served }) {
  if (served !== undefined) {
    const browser = await startBrowser();
    await openWorkbench(browser.page, served.url);
    return new Workbench(browser.page, served.folder, browser.stop);
  }
  const scratch = mkdtempSync(path.join(os.tmpdir(), "journey-"));
  const folder = path.join(scratch, "examples");
  const extensionsDir = path.join(scratch, "extensions");
  cpSync(EXAMPLES, folder, { recursive: true });
  await installVsix(vsix, extensionsDir);
  const server = await startServer({
    smokeTestDriver: false,
    extensionsDir,
    trust,
    machineSettings,
    env: { APIGW_RESPONSE_STATE_DIR: path.join(scratch, "state"), ...env },
  });
  const browser = await startBrowser();
  await openWorkbench(browser.page, workbenchUrl(server, folder));
  return new Workbench(browser.page, folder, async () => {
    await browser.stop();
    await server.stop();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });
}

export class Workbench {
  constructor(page, folder, close) {
    this.page = page;
    this.folder = folder;
    this.close = close;
  }

  get editor() {
    return this.page.locator(".editor-instance .monaco-editor[role='code']").first();
  }

  /** The squiggles of a severity in the editor. */
  squiggles(severity) {
    return this.editor.locator(`.squiggly-${severity}`);
  }

  /** The rows of the widget that asks: palette, quick pick or input box. */
  row(text) {
    return this.page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first();
  }

  toast(text) {
    return this.page.locator(".notification-toast", { hasText: text }).first();
  }

  dialog(text) {
    return this.page.locator(".monaco-dialog-box", { hasText: text }).first();
  }

  /** A row of the view of APIs by what it shows, and by how it begins where several show it. */
  node(text, beginning = /^/) {
    return this.page
      .locator(".pane-body .monaco-list-row")
      .filter({ has: this.page.locator(".monaco-icon-label", { hasText: beginning }) })
      .filter({ hasText: text })
      .first();
  }

  line(text) {
    return this.editor.locator(".view-line", { hasText: text }).first();
  }

  async openView() {
    await this.page.locator(".activitybar .action-item a[aria-label^='API Gateway']").first().click();
  }

  async openFile(name) {
    await this.page.keyboard.press("Control+P");
    await this.page.locator(".quick-input-widget input").first().waitFor();
    await this.page.keyboard.type(name, { delay: 10 });
    // Not with Enter: a file that was just written moves into a list whose first row was another.
    await this.row(path.basename(name)).click();
    await this.page
      .locator(".tab.active", { hasText: path.basename(name) })
      .first()
      .waitFor();
    await this.editor.waitFor();
  }

  async runCommand(title) {
    await this.page.keyboard.press("F1");
    await this.page.locator(".quick-input-widget input").first().waitFor();
    await this.page.keyboard.type(title, { delay: 10 });
    await this.row(title).waitFor();
    await this.page.keyboard.press("Enter");
  }

  /** As the user does it: what is open comes back, whether it was saved or not. */
  async reload() {
    const loaded = this.page.waitForEvent("load");
    await this.runCommand("Developer: Reload Window");
    await loaded;
    await this.page.waitForSelector(".monaco-workbench .part.statusbar", { timeout: 60_000 });
  }

  /** Finds and replaces in the open document, as a user does, and saves. */
  async replace(before, after) {
    const { keyboard } = this.page;
    await keyboard.press("Control+H");
    await this.page.locator(".find-widget.visible").waitFor();
    await keyboard.type(before);
    await keyboard.press("Tab");
    await keyboard.type(after);
    await keyboard.press("Control+Alt+Enter");
    await this.line(after).waitFor();
    await keyboard.press("Escape");
    await keyboard.press("Control+S");
  }

  /** Chooses a row of a quick pick, until it asks something else: a list that still grows swallows the click. */
  async pick(text) {
    const row = this.row(text);
    await row.waitFor({ timeout: 20_000 });
    const asked = await this.page.evaluate(questionAsked);
    for (let attempt = 1; attempt <= 3 && (await row.isVisible()); attempt++) {
      await row.click({ timeout: 10_000 });
      const isAnswered = await this.page
        .waitForFunction(`(${questionAsked})() !== ${JSON.stringify(asked)}`, undefined, { timeout: 3_000 })
        .catch(() => undefined);
      if (isAnswered !== undefined) {
        return;
      }
    }
    if (await row.isVisible()) {
      throw new Error(`The list does not take “${text}”.`);
    }
  }

  /** Answers an input box. */
  async answer(question, text) {
    await this.page
      .locator(".quick-input-widget", { hasText: question })
      .first()
      .waitFor({ timeout: 20_000 });
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.type(text);
    await this.page.keyboard.press("Enter");
  }

  /**
   * Presses a button that a row shows under the mouse, until what it is for is there: a row that is painted anew
   * at that moment swallows the click, as it does for a user.
   */
  async pressOn(row, button, outcome) {
    for (let attempt = 1; ; attempt++) {
      try {
        await row.hover({ timeout: 10_000 });
        await row.locator(`.actions a[aria-label^="${button}"]`).first().click({ timeout: 10_000 });
        return await outcome.waitFor({ timeout: 10_000 });
      } catch (error) {
        if (await outcome.isVisible()) {
          return;
        }
        if (attempt === 3) {
          throw error;
        }
      }
    }
  }

  async pressInDialog(dialogText, button) {
    const dialog = this.dialog(dialogText);
    await dialog.waitFor({ timeout: 20_000 });
    await dialog.locator(".monaco-button", { hasText: button }).first().click();
  }

  /** What stands in the editor, line by line as VS Code draws it. */
  async text() {
    const lines = await this.editor.locator(".view-line").allInnerTexts();
    return lines.map((line) => line.replaceAll("\u00A0", " ")).join("\n");
  }

  /**
   * Rests the mouse where something is drawn, whatever lies above it, until the hover with the text is there. What
   * is drawn may still move or be drawn anew, as when a code lens arrives, so its place is looked up each time.
   */
  async hover(locator, text) {
    const hover = this.page.locator(".monaco-hover:visible", { hasText: text }).first();
    for (let attempt = 1; ; attempt++) {
      try {
        const box = await locator.boundingBox();
        if (box === null) {
          throw new Error("There is nothing to hover.");
        }
        await this.page.mouse.move(box.x + box.width / 2 - 20, box.y + box.height / 2);
        await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
        await hover.waitFor({ timeout: 3_000 });
        return hover;
      } catch (error) {
        if (attempt === 6) {
          throw error;
        }
      }
    }
  }

  /** The place of a text in a line of the editor, as the mouse finds it. */
  place(lineText, text) {
    return {
      boundingBox: () =>
        this.line(lineText).evaluate((line, wanted) => {
          const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
          let before = "";
          const nodes = [];
          while (walker.nextNode()) {
            nodes.push([walker.currentNode, before.length]);
            before += walker.currentNode.textContent.replaceAll("\u00A0", " ");
          }
          const at = before.indexOf(wanted) + Math.floor(wanted.length / 2);
          const [node, from] = nodes.findLast(([, start]) => start <= at) ?? [];
          if (node === undefined || before.indexOf(wanted) < 0) {
            return null;
          }
          const range = document.createRange();
          range.setStart(node, at - from);
          range.setEnd(node, at - from + 1);
          const { x, y, width, height } = range.getBoundingClientRect();
          return { x, y, width, height };
        }, text),
    };
  }

  /** A screenshot that CI keeps. */
  async shot(name) {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await this.page.waitForTimeout(300);
    await this.page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
  }
}

/** In the page: what the widget of quick picks and input boxes asks, and which of how many questions it is. */
function questionAsked() {
  const widget = document.querySelector(".quick-input-widget");
  const isShown = widget !== null && widget.checkVisibility();
  return isShown
    ? `${widget.querySelector(".quick-input-title")?.textContent} ${widget.querySelector("input")?.placeholder}`
    : "";
}

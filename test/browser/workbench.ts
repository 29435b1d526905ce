import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The first look at the workbench waits for all of it to load; later ones for a reaction. */
const LOAD_LIMIT_MS = 90_000;
const LIMIT_MS = 40_000;

/** VS Code's page in the words of a user: what is on it, and what one can do. */
export class Workbench {
  readonly page: Page;
  readonly #pictures: string;

  constructor(page: Page, pictures: string) {
    this.page = page;
    this.#pictures = pictures;
    page.setDefaultTimeout(LIMIT_MS);
  }

  async editorIsShown(): Promise<void> {
    await this.page.locator('.monaco-editor .view-line').first().waitFor({ timeout: LOAD_LIMIT_MS });
  }

  lens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration', { hasText: text }).first();
  }

  line(text: string | RegExp): Locator {
    return this.page.locator('.view-line', { hasText: text }).first();
  }

  squiggle(severity: 'error' | 'warning' | 'info'): Locator {
    return this.page.locator(`.squiggly-${severity}`).first();
  }

  get hover(): Locator {
    return this.page.locator('.monaco-hover:visible', { hasText: 'Downtime' }).first();
  }

  get quickPick(): Locator {
    return this.page.locator('.quick-input-widget .quick-input-list');
  }

  /** The inside of the one webview that is open. */
  get webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
  }

  async runCommand(title: string): Promise<void> {
    await this.#pick('F1', `>${title}`, title);
  }

  async openFile(name: string): Promise<void> {
    await this.#pick('Control+P', name, name);
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
  }

  async goTo(line: number, column: number): Promise<void> {
    await this.page.keyboard.press('Control+G');
    await this.page.locator('.quick-input-widget input.input').fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
  }

  /** The bulb's menu at the cursor, with one of its entries chosen. */
  async quickFix(title: RegExp): Promise<void> {
    await this.page.keyboard.press('Control+.');
    const entry = this.page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
    await entry.waitFor();
    await this.page.keyboard.press('Escape');
    await this.page.keyboard.press('Control+.');
    await entry.click();
  }

  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: path.join(this.#pictures, `${name}.png`) });
  }

  async #pick(key: string, typed: string, row: string): Promise<void> {
    await this.page.keyboard.press(key);
    const input = this.page.locator('.quick-input-widget input.input');
    await input.waitFor();
    await input.fill(typed);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first().waitFor();
    await this.page.keyboard.press('Enter');
  }
}

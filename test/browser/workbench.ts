import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The first look at the workbench waits for all of it to load; later ones for a reaction. */
const LOAD_LIMIT_MS = 90_000;
const LIMIT_MS = 40_000;
const ATTEMPTS = 3;
const EFFECT_LIMIT_MS = 8_000;

/** Longer than the workbench takes to fade a widget in or out. */
const FADE_MS = 400;

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
    const tab = this.page.locator('.tab.active', { hasText: name });
    await this.#repeatUntil(tab, async () => {
      await this.page.keyboard.press('Escape');
      await this.#pick('Control+P', name, name);
    });
  }

  async goTo(line: number, column: number): Promise<void> {
    await this.page.keyboard.press('Control+G');
    await this.page.locator('.quick-input-widget input.input').fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.statusbar-item', { hasText: `Ln ${line}, Col ${column}` }).waitFor();
  }

  /** The bulb's menu at the cursor, with one of its entries chosen. */
  async quickFix(title: RegExp): Promise<void> {
    const entry = this.page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
    await this.#repeatUntil(entry, () => this.page.keyboard.press('Control+.'));
    await entry.click();
  }

  async clickLens(text: RegExp, word: string, effect: Locator): Promise<void> {
    await this.#repeatUntil(effect, () => this.lens(text).getByText(word).click());
  }

  /** The editor drops a key or a click that meets it while it draws itself anew; a user repeats it. */
  async #repeatUntil(effect: Locator, act: () => Promise<void>): Promise<void> {
    for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
      await act();
      const seen = effect.first().waitFor({ timeout: EFFECT_LIMIT_MS });
      if (
        await seen.then(
          () => true,
          () => false,
        )
      )
        return;
    }
    await act();
    await effect.first().waitFor();
  }

  async picture(name: string): Promise<void> {
    await this.page.waitForTimeout(FADE_MS);
    await this.page.screenshot({ path: path.join(this.#pictures, `${name}.png`) });
  }

  async #pick(key: string, typed: string, row: string): Promise<void> {
    await this.page.keyboard.press(key);
    const input = this.page.locator('.quick-input-widget input.input');
    await input.waitFor();
    await input.fill(typed);
    // Not Enter: the row in focus may still be that of an earlier text.
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first().click();
  }
}

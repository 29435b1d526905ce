import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { takePicture } from './picture.ts';

/** The first look at the workbench waits for all of it to load; later ones for a reaction. */
export const LOAD_LIMIT_MS = 90_000;
const LIMIT_MS = 40_000;
const ATTEMPTS = 3;
const EFFECT_LIMIT_MS = 8_000;

/** Longer than the workbench takes to fade a widget in or out. */
const FADE_MS = 400;

/** VS Code's page in the words of a user: what is on it, and what one can do. */
export class Workbench {
  readonly page: Page;
  /** What it has open: a folder on the disk, or `null` where there is none. */
  readonly folder: string | null;
  /** Names of the pictures so far. */
  readonly taken = new Set<string>();
  readonly #pictures: string;

  constructor(page: Page, pictures: string, folder: string | null = null) {
    this.page = page;
    this.folder = folder;
    this.#pictures = pictures;
    page.setDefaultTimeout(LIMIT_MS);
  }

  /** The workbench has loaded, with a folder's files beside the editor. */
  async filesAreShown(): Promise<void> {
    await this.page
      .locator('.explorer-folders-view .monaco-list-row')
      .first()
      .waitFor({ timeout: LOAD_LIMIT_MS });
  }

  /** The lines of the open file, from the top of the window to the last. */
  get text(): readonly Locator[] {
    return [this.page.locator('.tabs-and-actions-container').first(), this.page.locator('.view-line').last()];
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
    return this.page.locator('.quick-input-widget');
  }

  get completions(): Locator {
    return this.page.locator('.suggest-widget.visible');
  }

  get completionDetails(): Locator {
    return this.page.locator('.suggest-details-container:visible');
  }

  get signature(): Locator {
    return this.page.locator('.parameter-hints-widget.visible');
  }

  get problems(): Locator {
    return this.page.locator('.markers-panel');
  }

  get windowsView(): Locator {
    return this.page.locator('.pane', { hasText: 'Migration Windows' }).last();
  }

  windowsRow(text: string | RegExp): Locator {
    return this.windowsView.locator('.monaco-list-row', { hasText: text }).first();
  }

  /** The inside of the one webview that is open. */
  get webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
  }

  get webviewBox(): Locator {
    return this.page.locator('iframe.webview');
  }

  async runCommand(title: string): Promise<void> {
    await this.#pick('F1', `>${title}`, title.slice(title.indexOf(':') + 1).trim());
  }

  /** By its name, or by its path when there are several. */
  async openFile(file: string): Promise<void> {
    const name = path.basename(file);
    const tab = this.page.locator('.tab.active', { hasText: name });
    await this.#repeatUntil(tab, async () => {
      await this.page.keyboard.press('Escape');
      await this.#pick('Control+P', file, name);
    });
  }

  async goTo(line: number, column: number): Promise<void> {
    const there = this.page.locator('.statusbar-item', { hasText: `Ln ${line}, Col ${column}` });
    // The input may not have understood the line yet when Enter is pressed: it closes without having gone there.
    await this.#repeatUntil(there, async () => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+G');
      await this.page.locator('.quick-input-widget input.input').fill(`:${line}:${column}`);
      await this.page.keyboard.press('Enter');
    });
  }

  /** Back from the panel beside it, which may take the focus once more while it loads. */
  async focusSource(): Promise<void> {
    const focused = this.page.locator('.editor-group-container.active .monaco-editor.focused');
    await this.#repeatUntil(focused, () => this.runCommand('View: Focus First Editor Group'));
  }

  async closeTab(name: string): Promise<void> {
    // The preview's tab names the file too.
    const tab = this.page.locator(`.tab[data-resource-name="${name}"]`);
    await tab.click({ button: 'middle' });
    await tab.waitFor({ state: 'detached' });
  }

  /** Takes back all edits since the file was saved. */
  async revert(): Promise<void> {
    await this.runCommand('File: Revert File');
  }

  /** An entry of the bulb's menu at the cursor. */
  async quickFix(title: RegExp): Promise<Locator> {
    const entry = this.page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
    await this.#repeatUntil(entry, () => this.page.keyboard.press('Control+.'));
    return entry;
  }

  async clickLens(text: RegExp, word: string, effect: Locator): Promise<void> {
    await this.#repeatUntil(effect, () => this.lens(text).getByText(word).click());
  }

  /** Opens the list of what is shown, from the first lens. */
  async openSwitches(): Promise<void> {
    const gear = this.page.locator('.codelens-decoration .codicon-gear').first();
    await this.#repeatUntil(this.quickPick.getByText('Inlay hints'), () => gear.click());
  }

  /** Flips switches in the list of what is shown, which is open. */
  async flip(names: readonly string[]): Promise<void> {
    const filter = this.quickPick.locator('input.input');
    for (const name of names) {
      await filter.fill(name);
      const row = this.quickPick.locator('.monaco-list-row', { hasText: name });
      await row.first().locator('.monaco-checkbox, input[type=checkbox]').first().click();
    }
    await filter.fill('');
    await this.quickPick.getByRole('button', { name: 'OK' }).click();
    await this.quickPick.waitFor({ state: 'hidden' });
  }

  async toggleSideBar(): Promise<void> {
    await this.page.keyboard.press('Control+B');
  }

  /** Leaves the side bar to the view of migration windows. */
  async collapseOtherViews(): Promise<void> {
    const others = this.page
      .locator('.part.sidebar .pane-header.expanded')
      .filter({ hasNotText: 'Migration Windows' });
    while ((await others.count()) > 0) await others.first().click();
  }

  /** Loads the window anew; its editors come back as they were. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load', { timeout: LOAD_LIMIT_MS });
    await this.runCommand('Developer: Reload Window');
    await loaded;
  }

  async setTheme(name: string): Promise<void> {
    await this.page.keyboard.press('Control+K');
    await this.page.keyboard.press('Control+T');
    await this.quickPick.locator('input.input').fill(name);
    await this.quickPick.locator('.monaco-list-row', { hasText: name }).first().click();
    await this.quickPick.waitFor({ state: 'hidden' });
    await this.rest();
  }

  /** The whole window for the editor that has the focus, tall enough for a long page; `act` is done meanwhile. */
  async enlarged(act: () => Promise<void>): Promise<void> {
    const before = this.page.viewportSize();
    await this.runCommand('View: Toggle Maximize Editor Group');
    await this.page.setViewportSize({ width: 1280, height: 1500 });
    await this.rest();
    await act();
    await this.runCommand('View: Toggle Maximize Editor Group');
    if (before) await this.page.setViewportSize(before);
  }

  /** Moves the pointer to where nothing is explained. */
  async rest(): Promise<void> {
    await this.page.mouse.move(600, (this.page.viewportSize()?.height ?? 0) - 3);
    await this.hover.waitFor({ state: 'hidden' });
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

  /** Of these parts of the page; of all of it without any. */
  async picture(name: string, parts: readonly Locator[]): Promise<void> {
    await this.page.waitForTimeout(FADE_MS);
    await takePicture(this.page, path.join(this.#pictures, `${name}.png`), parts);
    this.taken.add(name);
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

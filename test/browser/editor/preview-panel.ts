import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LOAD_LIMIT_MS } from '../workbench.ts';
import type { EditorCheck } from './check.ts';

const THEMES = [
  ['light', 'Light Modern'],
  ['dark', 'Dark Modern'],
  ['high-contrast', 'Dark High Contrast'],
] as const;

/** The preview panel beside the source. */
export const panelChecks: readonly EditorCheck[] = [
  {
    name: 'the preview opens from the lens',
    run: async (workbench) => {
      await workbench.openFile('conjugate-gradient/main.mjs');
      const figure = workbench.webview.locator('#preview .card');
      await workbench.clickLens(/approve · downtime \d/, 'approve', figure);
      await workbench.webview.locator('#preview').evaluate(() => scrollTo(0, 0));
      await workbench.picture('preview', []);
    },
  },
  {
    name: 'the preview is marked as old while a file that its program imports is typed, until it is made again',
    run: async (workbench) => {
      const mark = workbench.webview.getByText('The sources have changed since');
      await workbench.focusSource();
      await workbench.openFile('conjugate-gradient/heat-operator.mjs');
      await workbench.goTo(1, 1);
      await workbench.page.keyboard.type('// ');
      await mark.waitFor();
      await mark.waitFor({ state: 'hidden' });
      // Waits before it reverts: the preview without the edit may come at once.
      const markedAgain = mark.waitFor();
      await workbench.revert();
      await markedAgain;
      await mark.waitFor({ state: 'hidden' });
      await workbench.openFile('conjugate-gradient/main.mjs');
    },
  },
  {
    name: 'a tag taken off in the picture shows its effect, and is written only when asked',
    run: async (workbench) => {
      const on = workbench.webview.getByRole('article', { name: 'Tags on' });
      const before = await on.textContent();
      const group = workbench.webview.getByRole('group', { name: 'Tag on solve' }).first();
      await group.getByLabel('no tag').check({ force: true });
      await workbench.webview.getByRole('button', { name: 'Remove from source' }).waitFor();
      assert.notEqual(await on.textContent(), before);
      await workbench.line('// @migrate approve begin checkpoint').waitFor();
      await group.getByLabel('withdraw').check({ force: true });
      await workbench.webview
        .getByRole('button', { name: 'Remove from source' })
        .waitFor({ state: 'detached' });
    },
  },
  ...THEMES.map(
    ([name, theme]): EditorCheck => ({
      name: `the preview can be read in the theme ${theme}`,
      run: async (workbench) => {
        await workbench.setTheme(theme);
        await workbench.webview.locator('#preview').click({ position: { x: 3, y: 3 } });
        await workbench.enlarged(async () => {
          await workbench.webview.locator('#preview').evaluate(() => scrollTo(0, 0));
          await workbench.webview.locator('td[aria-current]').waitFor();
          await workbench.picture(`preview-${name}`, [workbench.webviewBox]);
        });
      },
    }),
  ),
  {
    name: 'a reloaded window shows the panel again, with what was set in it',
    run: async (workbench) => {
      await workbench.setTheme('Dark Modern');
      await workbench.webview.getByLabel('A withdrawal will').selectOption('cancel');
      await workbench.reload();
      await workbench.webview.locator('#preview .card').first().waitFor({ timeout: LOAD_LIMIT_MS });
      assert.equal(await workbench.webview.getByLabel('A withdrawal will').inputValue(), 'cancel');
    },
  },
  {
    name: 'the preview says when its file is deleted outside of the editor, and comes back with it',
    run: async (workbench) => {
      const { folder, webview } = workbench;
      assert.ok(folder);
      const file = path.join(folder, 'untagged.js');
      const text = readFileSync(file, 'utf8');
      await workbench.focusSource();
      await workbench.openFile('untagged.js');
      await workbench.goTo(15, 1);
      await workbench.runCommand('Migration Tags: Preview Downtime');
      await webview.getByText('untagged.js').first().waitFor();
      await webview.locator('#preview .card').first().waitFor();
      await workbench.closeTab('untagged.js');
      rmSync(file);
      await webview.getByText('it may have been deleted or moved').waitFor();
      writeFileSync(file, text);
      await webview.locator('#preview .card').first().waitFor();
    },
  },
];

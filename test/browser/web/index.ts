import assert from 'node:assert/strict';
import type { Workbench } from '../workbench.ts';
import { lensesInNode } from './lenses-in-node.ts';
import type { WebSession } from './session.ts';
import { ENTRY, workload } from './workload.ts';

interface WebCheck {
  readonly name: string;
  readonly run: (session: WebSession) => Promise<void>;
}

const LOAD_LIMIT_MS = 90_000;
const EXPLORED = '.explorer-folders-view .monaco-list-row';

/** No quick open here: it would need a search of this file system, which an editor on the web brings itself. */
const open = async ({ page }: Workbench, name: string): Promise<void> => {
  await page.locator(EXPLORED, { hasText: name }).first().dblclick();
  await page.locator('.tab.active', { hasText: name }).waitFor();
};

/** In the entry, from 1. */
const lineOf = (words: string): number =>
  (workload[ENTRY] ?? '').split('\n').findIndex((line) => line.includes(words)) + 1;

/** The extension in a VS Code that is a page and nothing else, from opening a workload to its preview. */
export const webChecks: readonly WebCheck[] = [
  {
    name: 'the lens above a tag has the numbers of the server in Node',
    run: async ({ workbench, extension }) => {
      const expected = await lensesInNode(extension);
      assert.match(expected[0] ?? '', /^approve · downtime \d/);
      await workbench.page.locator(EXPLORED).first().waitFor({ timeout: LOAD_LIMIT_MS });
      await open(workbench, ENTRY);
      await workbench.line('@migrate approve begin checkpoint').click();
      for (const title of expected) await workbench.lens(title).waitFor();
    },
  },
  {
    name: 'hovering over a tag explains it',
    run: async ({ workbench }) => {
      await workbench.line('@migrate approve begin').getByText('approve').first().hover();
      await workbench.hover.waitFor();
      const text = (await workbench.hover.textContent()) ?? '';
      for (const part of ['checkpoint', 'Range', 'Frequency']) assert.ok(text.includes(part), part);
      await workbench.page.mouse.move(10, 400);
    },
  },
  {
    name: 'hot and quiet code is marked beside the text',
    run: async ({ workbench }) => {
      await workbench.page.waitForFunction(() => {
        const colours = [...document.querySelectorAll('.view-overlays .cdr')].flatMap((strip) => {
          const { borderLeftWidth, borderLeftColor } = getComputedStyle(strip);
          return borderLeftWidth === '2px' ? [borderLeftColor] : [];
        });
        return new Set(colours).size === 2;
      });
    },
  },
  {
    name: 'the view lists the windows of the workload',
    run: async ({ workbench }) => {
      await workbench.runCommand('Explorer: Focus on Migration Windows View');
      await workbench.windowsRow(/checkpoint/).waitFor();
    },
  },
  {
    name: 'a tag added after the server was restarted has its lens',
    run: async ({ workbench }) => {
      await workbench.runCommand('Migration Tags: Restart Server');
      await workbench.goTo(lineOf('function energy'), 1);
      await workbench.page.locator('#status\\.languageStatus').hover();
      await workbench.page.locator('.hover-language-status', { hasText: 'Choose What Is Shown' }).waitFor();
      await workbench.runCommand('Migration Tags: Add Tag');
      await workbench.quickPick.getByText('withdraw', { exact: true }).click();
      await workbench.line('// @migrate withdraw').waitFor();
      await workbench.lens(/^withdraw · /).waitFor();
      await workbench.revert();
      await workbench.goTo(lineOf('@migrate approve'), 1);
      await workbench.lens(/approve · downtime \d/).waitFor();
    },
  },
  {
    name: 'the preview opens from the lens',
    run: async ({ workbench }) => {
      const card = workbench.webview.locator('#preview .card');
      await workbench.clickLens(/approve · downtime \d/, 'approve', card);
      await workbench.webview.getByText('Tags on').first().waitFor();
      await workbench.webview.locator('#preview').evaluate(() => scrollTo(0, 0));
      await workbench.picture('web', []);
    },
  },
  {
    name: 'a misspelt directive is underlined, and its quick fix spells it right',
    run: async ({ workbench }) => {
      await open(workbench, 'misspelt.js');
      await workbench.squiggle('error').waitFor();
      await workbench.goTo(1, 15);
      await (await workbench.quickFix(/approve/)).click();
      await workbench.line('// @migrate approve').waitFor();
      await workbench.squiggle('error').waitFor({ state: 'detached' });
    },
  },
];

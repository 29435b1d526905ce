import assert from 'node:assert/strict';
import type { Workbench } from './workbench.ts';

interface EditorCheck {
  readonly name: string;
  readonly run: (workbench: Workbench) => Promise<void>;
}

/** What a user of the editor sees, in the order in which one session shows it. */
export const editorChecks: readonly EditorCheck[] = [
  {
    name: 'a lens above a tagged function tells its downtime',
    run: async (workbench) => {
      await workbench.editorIsShown();
      await workbench.lens(/approve · downtime \d/).waitFor();
      await workbench.picture('lens');
    },
  },
  {
    name: 'the tag in the comment has a colour of its own',
    run: async (workbench) => {
      const directive = workbench.line('// @migrate approve').locator('span span');
      const colors = await directive.evaluateAll((parts) =>
        parts.map((part) => getComputedStyle(part).color),
      );
      assert.ok(new Set(colors).size > 1, `only ${colors[0]}`);
    },
  },
  {
    name: 'hovering over a tag explains it',
    run: async (workbench) => {
      await workbench.line('// @migrate approve').getByText('approve').first().hover();
      await workbench.hover.waitFor();
      const text = (await workbench.hover.textContent()) ?? '';
      for (const part of ['checkpoint', 'Range', 'Frequency', 'Source']) assert.ok(text.includes(part), part);
      await workbench.picture('hover');
      await workbench.page.mouse.move(10, 400);
    },
  },
  {
    name: 'a misspelt directive is underlined, and its quick fix spells it right',
    run: async (workbench) => {
      await workbench.openFile('misspelt.js');
      await workbench.squiggle('error').waitFor();
      await workbench.goTo(1, 15);
      await workbench.picture('problem');
      await workbench.quickFix(/approve/);
      await workbench.line('// @migrate approve').waitFor();
      await workbench.squiggle('error').waitFor({ state: 'detached' });
      await workbench.page.keyboard.press('Control+Z');
      await workbench.line('// @migrate aprove').waitFor();
    },
  },
  {
    name: 'the preview opens from the lens',
    run: async (workbench) => {
      await workbench.openFile('checkpoints.js');
      const figure = workbench.webview.locator('#preview .card');
      await workbench.clickLens(/approve · downtime \d/, 'approve', figure);
      await workbench.page.keyboard.press('Control+B');
      await workbench.webview.locator('#preview').evaluate(() => scrollTo(0, 0));
      await workbench.picture('preview');
    },
  },
  {
    name: 'what is shown can be chosen from the lens',
    run: async (workbench) => {
      await workbench.page.locator('.codelens-decoration .codicon-gear').first().click();
      await workbench.quickPick.getByText('codeLens').first().waitFor();
      await workbench.picture('choose-what-is-shown');
      await workbench.page.keyboard.press('Escape');
    },
  },
];

import type { EditorCheck } from './check.ts';

/** What helps to write a tag, and to put a wrong one right. */
export const writingChecks: readonly EditorCheck[] = [
  {
    name: 'a misspelt directive is underlined, and its quick fix spells it right',
    run: async (workbench) => {
      await workbench.openFile('misspelt.js');
      await workbench.squiggle('error').waitFor();
      await workbench.goTo(1, 15);
      const fix = await workbench.quickFix(/approve/);
      await workbench.picture('quick-fix', [
        ...workbench.text,
        workbench.page.locator('.action-widget').first(),
      ]);
      await fix.click();
      await workbench.line('// @migrate approve').waitFor();
      await workbench.squiggle('error').waitFor({ state: 'detached' });
      await workbench.page.keyboard.press('Control+Z');
      await workbench.line('// @migrate aprove').waitFor();
    },
  },
  {
    name: 'problems are listed with their rule, which links to its page',
    run: async (workbench) => {
      await workbench.squiggle('error').waitFor();
      await workbench.runCommand('Problems: Focus on Problems View');
      await workbench.problems.getByText('unknown-directive').first().waitFor();
      await workbench.picture('problems', [workbench.page.locator('.part.panel')]);
      await workbench.page.keyboard.press('Control+J');
    },
  },
  {
    name: 'completion offers directives with their meaning',
    run: async (workbench) => {
      await workbench.openFile('writing.js');
      await workbench.goTo(2, 1);
      await workbench.page.keyboard.type('// @migrate ');
      await workbench.completions.getByText('approve').first().waitFor();
      await workbench.page.keyboard.press('Control+Space');
      await workbench.completionDetails.waitFor();
      await workbench.picture('completion', [
        workbench.completions,
        workbench.completionDetails,
        workbench.line('@migrate'),
      ]);
      await workbench.page.keyboard.press('Escape');
    },
  },
  {
    name: 'the options of a directive are shown while it is written',
    run: async (workbench) => {
      await workbench.page.keyboard.type('assume ');
      await workbench.completions.getByText('trips').first().waitFor();
      await workbench.page.keyboard.press('Escape');
      await workbench.completions.waitFor({ state: 'hidden' });
      await workbench.page.keyboard.press('Control+Shift+Space');
      await workbench.signature.waitFor();
      await workbench.picture('signature-help', [workbench.signature, workbench.line('@migrate')]);
      await workbench.page.keyboard.press('Escape');
      await workbench.revert();
    },
  },
];

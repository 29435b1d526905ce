import assert from 'node:assert/strict';
import type { EditorCheck } from './check.ts';

/** The tree view, the status item and the walkthrough. */
export const surroundingChecks: readonly EditorCheck[] = [
  {
    name: 'the view lists the windows of files that are not open, and a click opens one',
    run: async (workbench) => {
      await workbench.runCommand('Explorer: Focus on Migration Windows View');
      await workbench.windowsRow(/Worth a tag/).waitFor();
      await workbench.windowsRow(/noisyRings/).waitFor();
      await workbench.windowsView.getByText(/Looked at/).waitFor({ state: 'hidden' });
      await workbench.collapseOtherViews();
      await workbench.picture('windows', [workbench.page.locator('.part.sidebar')]);
      await workbench.windowsRow(/noisyRings/).click();
      await workbench.page.locator('.tab.active', { hasText: 'synthetic.js' }).waitFor();
      await workbench.line('function noisyRings').waitFor();
    },
  },
  {
    name: 'the language status counts the problems and offers what is shown',
    run: async (workbench) => {
      await workbench.openFile('checkpoints.js');
      await workbench.page.locator('#status\\.languageStatus').hover();
      const status = workbench.page.locator('.hover-language-status', { hasText: 'Migration Tags' }).first();
      await status.waitFor();
      // The one of misspelt.js.
      assert.match((await status.textContent()) ?? '', /1 problem.*Choose What Is Shown/);
      await workbench.picture('status', [status, workbench.page.locator('.part.statusbar .right-items')]);
      await workbench.rest();
    },
  },
  {
    name: 'the walkthrough shows its steps with their pictures',
    run: async (workbench) => {
      // Beside the side bar there is no room for the steps' pictures.
      await workbench.toggleSideBar();
      await workbench.runCommand('Welcome: Open Walkthrough...');
      await workbench.quickPick.getByText('Get started with Migration Tags').first().click();
      await workbench.page.locator('.getting-started-step', { hasText: 'Tag a quiet function' }).waitFor();
      const picture = workbench.page.locator('.getting-started-media img');
      await picture.waitFor();
      assert.ok(
        await picture.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth > 0),
      );
      await workbench.picture('walkthrough', []);
      await workbench.page.keyboard.press('Control+F4');
    },
  },
];

import assert from 'node:assert/strict';
import type { EditorCheck } from './check.ts';

const DIRECTIVE = '// @migrate approve';

/** Lenses, colours, hovers, hints and marks. */
export const textChecks: readonly EditorCheck[] = [
  {
    name: 'a lens above a tagged function tells its downtime',
    run: async (workbench) => {
      await workbench.filesAreShown();
      await workbench.openFile('checkpoints.js');
      await workbench.toggleSideBar();
      await workbench.lens(/approve · downtime \d/).waitFor();
      await workbench.picture('lens', workbench.text);
    },
  },
  {
    name: 'the tag in the comment has a colour of its own',
    run: async (workbench) => {
      const directive = workbench.line(DIRECTIVE).locator('span span');
      const colors = await directive.evaluateAll((parts) =>
        parts.map((part) => getComputedStyle(part).color),
      );
      assert.ok(new Set(colors).size > 1, `only ${colors[0]}`);
    },
  },
  {
    name: 'hovering over a tag explains it, with its dirty curve against the budget',
    run: async (workbench) => {
      await workbench.line(DIRECTIVE).getByText('approve').first().hover();
      await workbench.hover.waitFor();
      const text = (await workbench.hover.textContent()) ?? '';
      for (const part of ['checkpoint', 'Range', 'Frequency', 'Source']) assert.ok(text.includes(part), part);
      const chart = workbench.hover.locator('img');
      await chart.waitFor();
      assert.ok(
        await chart.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth > 100),
        'the chart is not drawn',
      );
      assert.match((await chart.getAttribute('alt')) ?? '', /^Writes .* in the downtime limit/);
      await workbench.picture('hover', [workbench.hover, workbench.line(DIRECTIVE)]);
      await workbench.rest();
    },
  },
  {
    name: 'lenses stay where they are while one types',
    run: async (workbench) => {
      const lens = workbench.lens(/^approve · /);
      const top = async () => (await lens.boundingBox())?.y;
      const before = await top();
      await workbench.goTo(16, 1);
      const seen = new Set<number | undefined>();
      for (const key of 'const half = {') {
        await workbench.page.keyboard.type(key);
        seen.add(await top());
      }
      await workbench.page.waitForTimeout(1000);
      seen.add(await top());
      assert.deepEqual([...seen], [before]);
      await workbench.revert();
    },
  },
  {
    name: 'code that a tag would suit is offered one, with what it saves',
    run: async (workbench) => {
      await workbench.openFile('untagged.js');
      await workbench.lens(/Add @migrate approve · .*saves/).waitFor();
      await workbench.picture('suggestion', workbench.text);
    },
  },
  {
    name: 'every surface can be switched on from the lens: inlay hints and marks beside the text',
    run: async (workbench) => {
      await workbench.openFile('checkpoints.js');
      await workbench.openSwitches();
      await workbench.picture('choose-what-is-shown', [workbench.quickPick]);
      await workbench.flip(['Inlay hints', 'Gutter']);
      await workbench.line(/low.(range|frequency)/).waitFor();
      await workbench.picture('inlay-hints', workbench.text);
      const marks = await workbench.page.locator('.view-overlays .cdr').evaluateAll((parts) =>
        parts
          .map((part) => getComputedStyle(part))
          .filter(({ borderLeftWidth }) => borderLeftWidth === '2px')
          .map(({ borderLeftColor }) => borderLeftColor),
      );
      assert.equal(new Set(marks).size, 2, `hot and quiet marks, but found ${marks.join(', ')}`);
      await workbench.picture('gutter', workbench.text);
    },
  },
  {
    name: 'the master switch takes everything away, and brings it back',
    run: async (workbench) => {
      await workbench.runCommand('Migration Tags: Choose What Is Shown');
      await workbench.flip(['Everything']);
      await workbench.lens(/approve/).waitFor({ state: 'detached' });
      await workbench.line(/low.(range|frequency)/).waitFor({ state: 'detached' });
      await workbench.runCommand('Migration Tags: Choose What Is Shown');
      await workbench.flip(['Everything', 'Inlay hints', 'Gutter']);
      await workbench.lens(/approve · downtime \d/).waitFor();
    },
  },
];

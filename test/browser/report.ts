/** The preview page in a real browser: as a report opened from disk, and as the editor's panel. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { sampleDocument } from '../../client/test/webview/sample-document.ts';
import type { PreviewDocument } from '../../server/src/preview/preview-document.ts';
import { reportPage } from '../../server/src/preview/report-page.ts';
import { englishIn, PSEUDO } from '../../server/test/pseudo-locale.ts';
import {
  openPage,
  readAssets,
  type WatchedPage,
  writePage,
  writeSamplePanel,
  writeSampleReport,
} from './report-site.ts';

export interface Check {
  readonly name: string;
  readonly run: (browser: Browser) => Promise<void>;
}

const figure = (page: Page, strategy: string): Promise<string | null> =>
  page.locator(`[data-figure="${strategy}-p50"]`).textContent();

const allRuns = (page: Page): Promise<void> => page.getByText(/^60 runs$/).waitFor();

const pressed = async (page: Page, key: string, times: number): Promise<void> => {
  for (let time = 0; time < times; time++) await page.keyboard.press(key);
};

const noComplaints = ({ complaints }: WatchedPage): void => assert.deepEqual(complaints, []);

/** What the editor was told by the page. */
const postedBy = (
  page: Page,
): Promise<readonly { readonly type: string; readonly [field: string]: unknown }[]> =>
  page.evaluate('posted');

const show = (page: Page, preview: PreviewDocument): Promise<void> =>
  page.evaluate((document) => window.postMessage({ type: 'show', preview: document }), preview);

const exported = async (page: Page, kind: string): Promise<Buffer> => {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: kind, exact: true }).click();
  return readFileSync(await (await download).path());
};

/** The sample with its own texts and names made of x, as an analysis in that language would have them. */
const pseudoDocument = (): PreviewDocument => {
  const x = (text: string): string => text.replaceAll(/[a-z\d]/gi, 'x');
  const document = sampleDocument();
  const named = (key: string, value: unknown): unknown =>
    key === 'name' && typeof value === 'string' ? x(value) : value;
  return {
    ...document,
    entry: x(document.entry),
    entities: document.entities.map((entity) => ({
      ...entity,
      file: x(entity.file),
      name: x(entity.name),
      why: entity.why.map(x),
      questions: entity.questions.map(x),
    })),
    scenario: JSON.parse(JSON.stringify(document.scenario), named),
    places: document.places.map((place) => ({ ...place, file: x(place.file) })),
    notes: document.notes.map(x),
    questions: document.questions.map((asked) => ({
      ...asked,
      file: x(asked.file),
      question: x(asked.question),
    })),
  };
};

/** All that a page says: its title, its texts, and what it tells a screen reader or on hover. */
const saidBy = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const said = [document.title];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { parentElement, textContent } = texts.currentNode;
      if (parentElement && !/^(?:script|style)$/i.test(parentElement.tagName)) said.push(textContent ?? '');
    }
    for (const element of document.querySelectorAll('*'))
      for (const name of ['aria-label', 'aria-valuetext', 'title', 'alt', 'placeholder'])
        said.push(element.getAttribute(name) ?? '');
    return said;
  });

/** File formats are called the same everywhere. */
const FORMATS: readonly string[] = ['SVG', 'PNG', 'HTML', 'JSON'];

export const reportChecks: readonly Check[] = [
  {
    name: 'in another language nothing on the page, nor in its drawing, is in English',
    run: async (browser) => {
      const watched = await openPage(
        browser,
        writePage('pseudo.html', reportPage(pseudoDocument(), readAssets(), PSEUDO)),
      );
      const { page } = watched;
      await page.locator('td[aria-current]').waitFor();
      await page.locator('.phases input[value], .phases input').first().check({ force: true });
      await page.locator('.entities button').first().click();
      const said = await saidBy(page);
      assert.ok(said.filter((text) => /^x+/.test(text)).length > 50);
      assert.deepEqual(
        said.flatMap(englishIn).filter((word) => !FORMATS.includes(word)),
        [],
      );
      const drawing = (await exported(page, 'SVG')).toString();
      const words = [...drawing.matchAll(/<(?:text|title)[^>]*>([^<]*)</g)].map(([, text = '']) => text);
      assert.ok(words.length > 10);
      assert.deepEqual(words.flatMap(englishIn), []);
      noComplaints(watched);
      await page.close();
    },
  },
  {
    name: 'a report opened from disk draws its charts and cards without a complaint',
    run: async (browser) => {
      const watched = await openPage(browser, writeSampleReport());
      const { page } = watched;
      await page.getByRole('img', { name: /^Migration over time/ }).waitFor();
      assert.equal(await page.locator('canvas').count(), 2);
      const { width, height } = (await page.locator('canvas').first().boundingBox()) ?? {
        width: 0,
        height: 0,
      };
      assert.ok(width > 900 && height > 200, `the timeline is ${width} × ${height}`);
      const painted = await page
        .locator('canvas')
        .first()
        .evaluate((canvas) => {
          if (!(canvas instanceof HTMLCanvasElement)) return 0;
          const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
          return new Set(Array.from({ length: 2000 }, (_, i) => pixels[i * 4 * 97])).size;
        });
      assert.ok(painted > 5, 'the timeline is blank');
      for (const title of ['Tags off', 'Tags on', 'Best start with hindsight']) {
        assert.match(
          (await page.getByRole('article', { name: title }).textContent()) ?? '',
          /downtime at the median/,
        );
      }
      await page.getByRole('region', { name: 'Limit by bandwidth' }).locator('td[aria-current]').waitFor();
      noComplaints(watched);
      await page.close();
    },
  },
  {
    name: 'a slider moved by keyboard simulates anew, first with few runs, then with all',
    run: async (browser) => {
      const watched = await openPage(browser, writeSampleReport());
      const { page } = watched;
      const before = await figure(page, 'unguided');
      const slider = page.getByLabel('Link bandwidth');
      await slider.focus();
      await pressed(page, 'ArrowLeft', 10);
      assert.match((await slider.getAttribute('aria-valuetext')) ?? '', /bit\/s$/);
      const after = await figure(page, 'unguided');
      assert.notEqual(after, before);
      assert.match(
        (await page.locator('.controls + .status').textContent()) ?? '',
        /^\d+ runs so far, in \d+ ms$/,
      );
      await allRuns(page);
      await page.getByRole('button', { name: 'Reset' }).click();
      assert.equal(await figure(page, 'unguided'), before);
      noComplaints(watched);
      await page.close();
    },
  },
  {
    name: 'a tag taken off in the picture changes what tags on gives',
    run: async (browser) => {
      const watched = await openPage(browser, writeSampleReport());
      const { page } = watched;
      const before = await page.getByRole('article', { name: 'Tags on' }).textContent();
      const group = page.getByRole('group', { name: 'Tag on checkpoint' });
      await group.getByLabel('approve').focus();
      await page.keyboard.press('ArrowRight');
      assert.ok(await group.getByLabel('no tag').isChecked());
      assert.equal(
        await group.getByLabel('no tag').evaluate((input) => input === document.activeElement),
        true,
      );
      await page.getByText('tried here, not in the source').waitFor();
      await allRuns(page);
      assert.notEqual(await page.getByRole('article', { name: 'Tags on' }).textContent(), before);
      noComplaints(watched);
      await page.close();
    },
  },
  {
    name: 'the timeline shows another strategy and another run, and a phase says where its code is',
    run: async (browser) => {
      const watched = await openPage(browser, writeSampleReport());
      const { page } = watched;
      const caption = page.locator('.timeline .caption');
      const guided = await caption.textContent();
      await page.getByRole('radio', { name: 'Tags off' }).check({ force: true });
      const unguided = await caption.textContent();
      assert.notEqual(unguided, guided);
      await page.getByRole('button', { name: 'Next run' }).click();
      assert.notEqual(await caption.textContent(), unguided);
      await page.getByRole('button', { name: 'solve' }).first().click();
      await page.getByText('solve: examples/conjugate-gradient/main.mjs, line 22').waitFor();
      noComplaints(watched);
      await page.close();
    },
  },
  {
    name: 'exports are what the page shows, and an exported report opens again',
    run: async (browser) => {
      const watched = await openPage(browser, writeSampleReport());
      const { page } = watched;
      await page.getByLabel('Downtime limit').focus();
      await pressed(page, 'ArrowRight', 12);
      await allRuns(page);
      const shown = await page.getByRole('article', { name: 'Tags off' }).textContent();
      const limit = await page.getByLabel('Downtime limit').getAttribute('aria-valuetext');

      const document = JSON.parse((await exported(page, 'JSON')).toString('utf8'));
      assert.equal(document.schema, 1);
      assert.notEqual(document.scenario.migration.downtimeLimit, '50ms');
      assert.match((await exported(page, 'SVG')).toString('utf8'), /^<svg [\s\S]*<\/svg>$/);
      const png = await exported(page, 'PNG');
      assert.equal(png.subarray(1, 4).toString('latin1'), 'PNG');
      assert.ok(png.length > 10_000, `the image has ${png.length} bytes`);

      const again = await openPage(
        browser,
        writePage('again.html', (await exported(page, 'HTML')).toString('utf8')),
      );
      assert.equal(await again.page.getByRole('article', { name: 'Tags off' }).textContent(), shown);
      assert.equal(await again.page.getByLabel('Downtime limit').getAttribute('aria-valuetext'), limit);
      noComplaints(again);
      noComplaints(watched);
      await again.page.close();
      await page.close();
    },
  },
  {
    name: 'as the editor’s panel, under a strict policy, it waits for a document, posts what is asked and keeps its state',
    run: async (browser) => {
      const watched = await openPage(browser, writeSamplePanel());
      const { page } = watched;
      assert.deepEqual(await postedBy(page), [{ type: 'ready' }]);
      const preview = sampleDocument();
      await show(page, preview);
      await page.getByRole('button', { name: 'checkpoint' }).first().click();
      await page
        .getByRole('group', { name: 'Tag on checkpoint' })
        .getByLabel('no tag')
        .check({ force: true });
      await page.getByRole('button', { name: 'Remove from source' }).click();
      await page.getByLabel('Algorithm').selectOption('QEMU pre-copy');
      await page.getByLabel('A withdrawal will').selectOption('cancel the copy');
      await page.getByRole('button', { name: 'SVG', exact: true }).click();
      const [, reveal, toggle, svg] = await postedBy(page);
      const { file, start, end } = preview.places[1] ?? {};
      assert.deepEqual(reveal, { type: 'reveal', file, start });
      assert.deepEqual(toggle, { type: 'toggleTag', file, start, end, tag: null });
      assert.deepEqual([svg?.type, svg?.kind, svg?.name], ['export', 'svg', 'main-preview.svg']);

      const [entity] = preview.entities;
      await page.evaluate((place) => window.postMessage({ type: 'focus', ...place }), {
        file: entity?.file,
        start: entity?.start,
      });
      await page.locator('.entities button:focus', { hasText: 'solve' }).waitFor();
      await page.evaluate(() => window.postMessage({ type: 'stale' }));
      await page.getByText('The sources have changed since').waitFor();

      await page.reload();
      await show(page, preview);
      assert.equal(await page.getByLabel('A withdrawal will').inputValue(), 'cancel');
      assert.ok(
        await page.getByRole('group', { name: 'Tag on checkpoint' }).getByLabel('no tag').isChecked(),
      );
      noComplaints(watched);
      await page.close();
    },
  },
  {
    name: 'a new preview of the same entry takes the place of the old one without a jump',
    run: async (browser) => {
      const watched = await openPage(browser, writeSamplePanel());
      const { page } = watched;
      await show(page, sampleDocument());
      await page.locator('td[aria-current]').waitFor();
      await page.getByLabel('Downtime limit').focus();
      await pressed(page, 'ArrowRight', 3);
      const limit = await page.getByLabel('Downtime limit').getAttribute('aria-valuetext');
      await page.evaluate(() => window.scrollTo(0, 700));
      await page.evaluate(() => window.postMessage({ type: 'stale' }));
      await show(page, { ...sampleDocument(), notes: ['Read anew.'] });
      await page.getByText('Read anew.').waitFor();
      assert.equal(await page.evaluate(() => window.scrollY), 700);
      assert.equal(await page.getByLabel('Downtime limit').getAttribute('aria-valuetext'), limit);
      assert.equal(await page.getByText('The sources have changed since').isVisible(), false);
      noComplaints(watched);
      await page.close();
    },
  },
  {
    name: 'a workload that is not known says what is missing and shows the entities all the same',
    run: async (browser) => {
      const watched = await openPage(browser, writeSamplePanel());
      const { page } = watched;
      const question = 'How often does this loop run?';
      await show(page, {
        ...sampleDocument(),
        scenario: null,
        outcomes: null,
        places: [],
        questions: [{ file: 'main.mjs', start: { line: 4, character: 0 }, question }],
      });
      await page.getByText('The downtime is unknown').waitFor();
      await page.getByText(question).waitFor();
      assert.equal(await page.getByRole('row').count(), 4);
      noComplaints(watched);
      await page.close();
    },
  },
  {
    name: 'everything that can be operated has a name and can be reached by Tab, with the focus in view',
    run: async (browser) => {
      const { page } = await openPage(browser, writeSampleReport());
      const reached = new Set<string>();
      for (let presses = 0; presses < 60; presses++) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate(() => {
          const element = document.activeElement;
          if (element === null || element === document.body) return null;
          const label = 'labels' in element && element.labels instanceof NodeList ? element.labels[0] : null;
          const name = element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent ?? '';
          return {
            name: name.trim(),
            visible: [element, element.nextElementSibling].some(
              (shown) => shown !== null && getComputedStyle(shown).outlineStyle !== 'none',
            ),
          };
        });
        if (focused === null) break;
        assert.notEqual(focused.name, '', 'a control without a name');
        assert.ok(focused.visible, `the focus on ${focused.name} cannot be seen`);
        reached.add(focused.name);
      }
      for (const name of ['SVG', 'Link bandwidth', 'Algorithm', 'Tags on', 'Next run', 'solve', 'withdraw']) {
        assert.ok(reached.has(name), `${name} was not reached; only ${[...reached].join(', ')}`);
      }
      await page.close();
    },
  },
  ...[1280, 800, 400].map((width) => ({
    name: `nothing is cut off at ${width} pixels`,
    run: async (browser: Browser) => {
      const { page } = await openPage(browser, writeSampleReport(), { viewport: { width, height: 900 } });
      await page.locator('canvas').first().waitFor();
      const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.equal(content, window);
      await page.close();
    },
  })),
];

/** Takes the pictures of the report page in docs/images, from the built page. `FILE.html` instead of the sample as argument. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { launchBrowser, openPage, writeSampleReport } from '../test/browser/report-site.ts';

const [report] = process.argv.slice(2);
const url = report === undefined ? writeSampleReport() : pathToFileURL(path.resolve(report)).href;
const images = path.resolve(import.meta.dirname, '../docs/images');

/** Until the controls have rested and the table is filled: the last thing that is drawn. */
const drawn = 'td[aria-current]';

mkdirSync(images, { recursive: true });
const browser = await launchBrowser();
for (const colorScheme of ['light', 'dark'] as const) {
  const { page } = await openPage(browser, url, { colorScheme, deviceScaleFactor: 1 });
  await page.locator(drawn).waitFor();
  await page.getByRole('img', { name: /^Migration over time/ }).hover({ position: { x: 640, y: 150 } });
  await page.screenshot({ path: path.join(images, `preview-${colorScheme}.png`), fullPage: true });
}
await browser.close();

/** Draws media/icon.svg as icon.png, the size that the marketplace shows. Run it after the drawing changed. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { launchBrowser } from '../test/browser/report-site.ts';

const root = path.resolve(import.meta.dirname, '..');
const SIZE_PIXELS = 256;

const drawing = readFileSync(path.join(root, 'media/icon.svg'), 'utf8');
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: SIZE_PIXELS, height: SIZE_PIXELS } });
await page.setContent(
  `<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${drawing}`,
);
await page.screenshot({ path: path.join(root, 'icon.png'), omitBackground: true });
await browser.close();

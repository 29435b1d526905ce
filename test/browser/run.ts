/** Runs every check that needs a browser, one after the other: first the editor in each of its hosts, then the report. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { editorChecks } from './editor/index.ts';
import { startEditorSession } from './editor-session.ts';
import { everyPictureWasTaken } from './readme-pictures.ts';
import { reportChecks } from './report.ts';
import { launchBrowser } from './report-site.ts';
import { webChecks } from './web/index.ts';
import { startWebSession } from './web/session.ts';

let passed = 0;
let failed = 0;

const attempt = async (name: string, run: () => Promise<void>): Promise<boolean> => {
  const start = Date.now();
  try {
    await run();
    passed++;
    console.log(`  ✓ ${name} (${Date.now() - start} ms)`);
    return true;
  } catch (error) {
    failed++;
    console.log(`  ✗ ${name}\n${error instanceof Error ? error.stack : String(error)}`);
    return false;
  }
};

/** Names of the suites to run; all without any: `tsx test/browser/run.ts editor`. */
const wanted = process.argv.slice(2);
const isWanted = (suite: string): boolean => wanted.length === 0 || wanted.includes(suite);

/** Names of the pictures that the sessions took. */
const taken = new Set<string>();

if (isWanted('editor')) {
  const session = await startEditorSession();
  const { page } = session.workbench;
  for (const { name, run } of editorChecks) {
    if (await attempt(name, () => run(session.workbench))) continue;
    await page.screenshot({ path: path.resolve(import.meta.dirname, `../../out/failed-${failed}.png`) });
  }
  if (failed > 0) console.log(session.log());
  for (const name of session.workbench.taken) taken.add(name);
  await session.close();
}

if (isWanted('web')) {
  const session = await startWebSession();
  for (const { name, run } of webChecks) {
    if (await attempt(name, () => run(session))) continue;
    const picture = path.resolve(import.meta.dirname, `../../out/failed-${failed}.png`);
    await session.workbench.page.screenshot({ path: picture });
    console.log(session.log());
  }
  for (const name of session.workbench.taken) taken.add(name);
  await session.close();
}

if (isWanted('editor') && isWanted('web')) {
  await attempt('every picture of the README was taken', async () => everyPictureWasTaken(taken));
}

if (isWanted('report')) {
  const browser = await launchBrowser();
  for (const { name, run } of reportChecks) await attempt(name, () => run(browser));
  await browser.close();
}

const { RESULT_FILE } = process.env;
if (RESULT_FILE !== undefined)
  writeFileSync(RESULT_FILE, JSON.stringify({ suite: 'browser', passed, failed }));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

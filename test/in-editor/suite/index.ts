import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/** Where the stand-in for the desktop program expects the report: an extension host's own stdout goes nowhere. */
const reportFile = process.env.SUITE_REPORT_FILE;

/** Called by VS Code in its extension host; rejects when a test fails. */
export const run = async (): Promise<void> => {
  if (reportFile) {
    Mocha.reporters.Base.consoleLog = (...line: unknown[]) =>
      appendFileSync(reportFile, `${format(...line)}\n`);
  }
  const mocha = new Mocha({ ui: 'tdd', color: false, timeout: 60_000 });
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith('.test.cjs')) mocha.addFile(path.join(__dirname, name));
  }
  let passed = 0;
  const failed = await new Promise<number>((ended) => {
    mocha.run(ended).on('pass', () => {
      passed += 1;
    });
  });
  const { RESULT_FILE: resultFile } = process.env;
  if (resultFile) writeFileSync(resultFile, JSON.stringify({ suite: 'in-editor', passed, failed }));
  if (failed > 0) throw new Error(`${failed} failed`);
};

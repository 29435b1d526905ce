#!/usr/bin/env -S node --import tsx
// Stands in for the desktop `code` program where there is no display: takes the arguments that @vscode/test-electron
// passes and runs the suite in a served VS Code. Exit code: the suite's; 99 when it could not be run to its end.
import { appendFileSync, mkdtempSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installHost } from './install.ts';
import { runSuite } from './run-suite.ts';
import type { WorkbenchTarget } from './workbench-page.ts';

const SUITE_LIMIT_MS = 300_000;
const COULD_NOT_RUN = 99;
const LOG_LINES_KEPT = 40;
/** Enough of a stack to find the place. */
const LINES_OF_AN_ENTRY = 4;

interface Invocation {
  readonly target: WorkbenchTarget;
  readonly userFolder?: string;
  readonly extensionsFolder?: string;
}

const readArguments = (words: readonly string[]): Invocation => {
  const extensions: string[] = [];
  let invocation: Invocation = { target: { extensions } };
  const aim = (target: WorkbenchTarget): Invocation => ({
    ...invocation,
    target: { ...invocation.target, ...target },
  });
  for (const word of words) {
    const [, option, value = ''] = /^--([^=]+)(?:=(.*))?$/.exec(word) ?? [];
    if (option === undefined) {
      if (word.endsWith('.code-workspace')) invocation = aim({ workspace: word });
      else if (statSync(word).isDirectory()) invocation = aim({ folder: word });
      else invocation = aim({ openFile: word });
    } else if (option === 'extensionDevelopmentPath') extensions.push(value);
    else if (option === 'extensionTestsPath') invocation = aim({ extensionTests: value });
    else if (option === 'folder-uri') invocation = aim({ folder: fileURLToPath(value) });
    else if (option === 'user-data-dir') invocation = { ...invocation, userFolder: value };
    else if (option === 'extensions-dir') invocation = { ...invocation, extensionsFolder: value };
    // The others (--no-sandbox, --disable-updates, --skip-welcome, …) mean nothing without a desktop.
  }
  return invocation;
};

/** The suite writes its report to this file, because an extension host's stdout goes nowhere. */
const folder = mkdtempSync(join(tmpdir(), 'code-headless-'));
const reportFile = join(folder, 'report');
appendFileSync(reportFile, '');
const report = openSync(reportFile, 'r');
const pump = (): void => {
  const chunk = Buffer.alloc(1 << 16);
  for (let read = readSync(report, chunk); read > 0; read = readSync(report, chunk)) {
    process.stdout.write(chunk.subarray(0, read));
  }
};
const pumping = setInterval(pump, 150);

const recent: string[] = [];
const { target, ...folders } = readArguments(process.argv.slice(2));
const code = await runSuite(installHost(), {
  ...target,
  ...folders,
  environment: { SUITE_REPORT_FILE: reportFile },
  timeoutMs: SUITE_LIMIT_MS,
  onLog: (line) => {
    recent.push(line.split('\n').slice(0, LINES_OF_AN_ENTRY).join('\n'));
    if (recent.length > LOG_LINES_KEPT) recent.shift();
  },
}).catch((failure: unknown) => {
  console.error(failure);
  return COULD_NOT_RUN;
});
clearInterval(pumping);
pump();
if (code !== 0) console.error(`--- last lines of the workbench's log ---\n${recent.join('\n')}`);
rmSync(folder, { recursive: true, force: true });
process.exit(code);

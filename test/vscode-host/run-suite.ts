import { format } from 'node:util';
import type { VscodeHost } from './install.ts';
import { openBrowser, type WorkbenchTarget, workbenchUrl } from './workbench-page.ts';
import { startWorkbenchServer, type WorkbenchServerOptions } from './workbench-server.ts';

export interface SuiteOptions extends WorkbenchTarget, WorkbenchServerOptions {
  readonly timeoutMs: number;
  readonly onLog: (line: string) => void;
}

/**
 * Runs an extension test suite in the host's real extension host; resolves to the exit code that the workbench
 * reports: 0 passed, 1 failed. The workbench calls `codeAutomationExit` and `codeAutomationLog` on its window.
 */
export const runSuite = async (host: VscodeHost, options: SuiteOptions): Promise<number> => {
  const server = await startWorkbenchServer(host, options);
  try {
    const browser = await openBrowser();
    try {
      const { page } = browser;
      const ended = new Promise<number>((exit, failed) => {
        const timer = setTimeout(
          () => failed(new Error(`The suite did not end within ${options.timeoutMs / 1000} s.`)),
          options.timeoutMs,
        );
        const settle = (code: number): void => {
          clearTimeout(timer);
          exit(code);
        };
        const log = (type: string, args: readonly unknown[]): void =>
          options.onLog(`[${type}] ${format(...args)}`);
        page.exposeFunction('codeAutomationExit', settle).catch(failed);
        page.exposeFunction('codeAutomationLog', log).catch(failed);
        page.on('crash', () => failed(new Error('The workbench page crashed.')));
      });
      await page.goto(workbenchUrl(server, options));
      return await ended;
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
};

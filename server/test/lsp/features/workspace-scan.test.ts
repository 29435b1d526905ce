import { describe, expect, test } from 'vitest';
import { IDLE_MS } from '../../../src/lsp/predictions/forecast-queue.ts';
import type { MigrationWindow, ScanProgress } from '../../../src/lsp/protocol/requests.ts';
import { Editor, WORKSPACE } from '../editor.ts';

const SCRIPT = {
  checkpoint: { downtimeMs: 12 },
  sleep: { downtimeMs: 3, suggest: 'approve', savesMs: 40 },
  solve: { downtimeMs: null, suggest: 'withdraw', savesMs: 90 },
} as const;

const FILES = {
  [`${WORKSPACE}/a.ts`]: 'export function sleep() {}\n',
  [`${WORKSPACE}/b.ts`]: '\nexport function solve() {}\n',
  [`${WORKSPACE}/c.ts`]: '// nothing here\n',
};

const start = async (settings: unknown = {}) => {
  const editor = await Editor.start({ script: SCRIPT, files: FILES, settings });
  const progress: ScanProgress[] = [];
  editor.connection.onNotification('migrationTags/scanProgress', (told: ScanProgress) => {
    progress.push(told);
  });
  const uris = Object.keys(FILES).map((path) => `file://${path}`);
  return {
    editor,
    progress,
    uris,
    scan: (of: readonly string[] = uris) => editor.connection.sendRequest('migrationTags/scan', { uris: of }),
    windows: async () => {
      const found = await editor.connection.sendRequest<MigrationWindow[]>('migrationTags/windows', null);
      return found.map(
        ({ uri, range, name, tag, detail }) =>
          `${uri.slice(uri.lastIndexOf('/') + 1)}:${range.start.line} ${tag} ${name} · ${detail}`,
      );
    },
  };
};

describe('a scan of the workspace', () => {
  test('finds what a tag would save in files that are not open, the most first', async () => {
    const { editor, scan, windows, progress } = await start();
    expect(await windows()).toEqual([]);
    await scan();
    await editor.pause();
    expect(await windows()).toEqual([
      'b.ts:1 withdraw solve · saves 90 ms',
      'a.ts:0 approve sleep · saves 40 ms',
    ]);
    expect(progress.map(({ done, total }) => `${done}/${total}`)).toEqual(['0/3', '1/3', '2/3', '3/3']);
    expect(progress.at(-1)?.isRunning).toBe(false);
  });

  test('waits while the user types, and goes on where it was', async () => {
    const { editor, scan, windows } = await start();
    const document = await editor.open('d.ts', 'export function checkpoint() {}\n');
    await editor.pause();
    await scan();
    await document.replace('{}', '{ }');
    await editor.pause(IDLE_MS - 1);
    expect(editor.predictor.asked.map(({ path }) => path)).not.toContain(`${WORKSPACE}/a.ts`);
    expect(await windows()).toEqual([]);
    await editor.pause(1);
    expect(await windows()).toHaveLength(2);
  });

  test('shows an open file as it is now, not as it was scanned', async () => {
    const { editor, scan, windows } = await start();
    await scan();
    await editor.pause();
    await editor.open('a.ts', '\n\nexport function sleep() {}\n');
    await editor.pause();
    expect(await windows()).toContain('a.ts:2 approve sleep · saves 40 ms');
    expect((await windows()).filter((line) => line.startsWith('a.ts'))).toHaveLength(1);
  });

  test('looks again at a file that changed, and forgets one that went', async () => {
    const { editor, scan, windows, uris } = await start();
    await scan();
    await editor.pause();
    editor.files.set(`${WORKSPACE}/b.ts`, 'export const none = 1;\n');
    editor.files.delete(`${WORKSPACE}/a.ts`);
    for (const uri of uris.slice(0, 2)) await editor.connection.sendRequest('migrationTags/rescan', { uri });
    await editor.pause(IDLE_MS);
    expect(await windows()).toEqual([]);
  });

  test('leaves a file alone while it is open, and looks at it again once it is closed after an edit', async () => {
    const { editor, scan, windows, uris } = await start();
    await scan();
    await editor.pause();
    const [uri = ''] = uris;
    const asked = () => editor.predictor.asked.filter(({ path }) => path === `${WORKSPACE}/a.ts`).length;
    const document = await editor.open('a.ts', FILES[`${WORKSPACE}/a.ts`] ?? '');
    await editor.pause();
    expect(asked()).toBe(2);
    await editor.connection.sendRequest('migrationTags/rescan', { uri });
    await editor.pause(IDLE_MS);
    expect(asked()).toBe(2);
    await document.replace('export', '\n\nexport');
    editor.files.set(`${WORKSPACE}/a.ts`, document.text);
    await document.close();
    await editor.pause(IDLE_MS);
    expect(asked()).toBe(3);
    expect(await windows()).toContain('a.ts:2 approve sleep · saves 40 ms');
  });

  test('does not look again at a file that was closed as it was opened', async () => {
    const { editor, scan, uris } = await start();
    await scan();
    await editor.pause();
    const document = await editor.open('c.ts', '// nothing here\n');
    await editor.pause();
    const before = editor.predictor.asked.length;
    await document.close();
    await editor.pause(IDLE_MS);
    expect(editor.predictor.asked).toHaveLength(before);
    expect(before).toBe(uris.length + 1);
  });

  test('looks at every file again when the environment changes, and at none twice without a reason', async () => {
    const { editor, scan, windows, uris } = await start();
    await scan();
    await editor.pause();
    await scan();
    await editor.pause();
    expect(editor.predictor.asked).toHaveLength(uris.length);
    await editor.changeSettings({ environment: { link: { bandwidth: '10Gbit/s' } } });
    await editor.pause(IDLE_MS);
    expect(editor.predictor.asked).toHaveLength(2 * uris.length);
    expect(await windows()).toHaveLength(2);
  });

  test('can be stopped, and keeps what it found', async () => {
    const { editor, scan, windows, progress, uris } = await start();
    await scan(uris.slice(0, 1));
    await editor.pause();
    const document = await editor.open('d.ts', '');
    await scan();
    await document.replace('', ' ');
    await editor.connection.sendRequest('migrationTags/stopScan', null);
    await editor.pause(10 * IDLE_MS);
    expect(await windows()).toEqual(['a.ts:0 approve sleep · saves 40 ms']);
    expect(progress.at(-1)).toEqual({ done: 1, total: 1, isRunning: false });
  });

  test.each([
    ['its own switch', { windows: { enabled: false } }],
    ['the master switch', { enabled: false }],
  ])('does nothing when it is switched off by %s', async (_, settings) => {
    const { editor, scan, windows } = await start(settings);
    await scan();
    await editor.pause(IDLE_MS);
    expect(await windows()).toEqual([]);
    expect(editor.predictor.asked).toEqual([]);
    // What was asked for meanwhile is looked at once it is switched on.
    await editor.changeSettings({});
    await editor.pause(IDLE_MS);
    expect(await windows()).toHaveLength(2);
  });

  test('goes on where it was when it was switched off in between', async () => {
    const { editor, scan, windows, uris } = await start();
    await scan();
    await editor.changeSettings({ windows: { enabled: false } });
    await editor.pause(IDLE_MS);
    expect(await windows()).toEqual([]);
    await editor.changeSettings({ windows: { enabled: true } });
    await editor.pause(IDLE_MS);
    expect(await windows()).toHaveLength(2);
    expect(editor.predictor.asked.length).toBeLessThanOrEqual(uris.length);
  });
});

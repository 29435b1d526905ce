import { describe, expect, test } from 'vitest';
import { TYPING_PAUSE_MS } from '../../src/lsp/predictions/forecast-queue.ts';
import { Editor, WORKSPACE } from './editor.ts';

const TAGGED = `// @migrate approve
export function checkpoint() {
  return 1;
}
`;

const SCRIPT = { checkpoint: { downtimeMs: 12 } } as const;

/** In which the last forecast was made. */
const bandwidthOf = (editor: Editor): number | undefined =>
  editor.predictor.asked.at(-1)?.configuration.environment.link.bandwidthBytesPerSecond;

describe('configuration', () => {
  const path = `${WORKSPACE}/migration-tags.json`;

  test('that changes on disk takes effect at once in every open file', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    await editor.open('a.ts', TAGGED);
    await editor.open('b.ts', TAGGED);
    await editor.pause();
    await editor.changeFile(path, '{ "link": { "bandwidth": "160Mbit/s" } }');
    await editor.pause(0);
    const latest = editor.predictor.asked.slice(-2);
    expect(latest.map(({ path: asked }) => asked).sort()).toEqual([`${WORKSPACE}/a.ts`, `${WORKSPACE}/b.ts`]);
    for (const { configuration } of latest) {
      expect(configuration.environment.link.bandwidthBytesPerSecond).toBe(20e6);
    }
  });

  test('that is wrong is reported in its own file, at the field', async () => {
    const editor = await Editor.start();
    const document = await editor.open('migration-tags.json', '{ "link": { "bandwidth": "fast" } }', 'json');
    const [problem, ...others] = await document.diagnostics();
    expect(others).toEqual([]);
    expect(problem && document.textAt(problem.range)).toBe('"bandwidth": "fast"');
    expect(problem?.message).toMatch(/^link\.bandwidth: "fast" .*expected a bandwidth/);
  });

  test('that is half-typed is one message, and the last defaults go on holding', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    await editor.open('a.ts', TAGGED);
    const document = await editor.open('migration-tags.json', '{ "link": { "bandwidth": ', 'json');
    expect(await document.diagnostics()).toHaveLength(1);
    await editor.pause();
    expect(editor.predictor.asked.at(-1)?.configuration.environment.migration.downtimeLimitSeconds).toBe(0.3);
  });

  test.each([
    ['beside it', `${WORKSPACE}/job/migration-tags.json`, 20e6],
    ['above the workspace', '/migration-tags.json', 20e6],
    ['of another folder', `${WORKSPACE}/other/migration-tags.json`, 125e6],
  ])('%s holds for a file as it does on the command line', async (_where, file, bandwidth) => {
    const files = { [file]: '{ "link": { "bandwidth": "160Mbit/s" } }' };
    const editor = await Editor.start({ script: SCRIPT, files });
    await editor.open('job/a.ts', TAGGED);
    await editor.pause();
    expect(bandwidthOf(editor)).toBe(bandwidth);
  });

  test('the nearest of several holds, until it is deleted', async () => {
    const near = `${WORKSPACE}/job/migration-tags.json`;
    const files = {
      [path]: '{ "link": { "bandwidth": "80Mbit/s" } }',
      [near]: '{ "link": { "bandwidth": "160Mbit/s" } }',
    };
    const editor = await Editor.start({ script: SCRIPT, files });
    await editor.open('job/a.ts', TAGGED);
    await editor.pause();
    expect(bandwidthOf(editor)).toBe(20e6);
    await editor.deleteFile(near);
    await editor.pause(0);
    expect(bandwidthOf(editor)).toBe(10e6);
  });

  test('in the settings holds where the file says nothing', async () => {
    const files = { [path]: '{ "migration": { "downtimeLimit": "50ms" } }' };
    const settings = { environment: { link: { bandwidth: '80Mbit/s' }, migration: { downtimeLimit: '1s' } } };
    const editor = await Editor.start({ script: SCRIPT, files, settings });
    await editor.open('a.ts', TAGGED);
    await editor.pause();
    expect(editor.predictor.asked.at(-1)?.configuration.environment).toMatchObject({
      link: { bandwidthBytesPerSecond: 10e6 },
      migration: { downtimeLimitSeconds: 0.05 },
    });
  });

  test('switches each surface off, and the master switch all of them', async () => {
    const editor = await Editor.start({ script: SCRIPT, settings: { codeLens: { enabled: false } } });
    const document = await editor.open('a.ts', `${TAGGED}// @migrate aprove\nfunction g() {}\n`);
    await editor.pause();
    expect(await document.lenses()).toEqual([]);
    expect(await document.diagnostics()).toHaveLength(1);
    await editor.changeSettings({ enabled: false });
    expect(await document.diagnostics()).toEqual([]);
    expect(await document.hover('function checkpoint')).toBeNull();
    const asked = editor.predictor.asked.length;
    await document.replace('return 1;', 'return 2;');
    await editor.pause();
    expect(editor.predictor.asked).toHaveLength(asked);
  });

  test('above the workspace is watched by its directory, one in the workspace by its name', async () => {
    const capabilities = {
      workspace: { didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true } },
    };
    const editor = await Editor.start({ script: SCRIPT, capabilities, folders: ['/home/me/work'] });
    await editor.openUri('file:///home/me/work/job/a.ts', TAGGED);
    await editor.settled();
    expect(editor.watched).toEqual([
      '**/migration-tags.json',
      '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}',
      'file:///home/me: migration-tags.json',
      'file:///home: migration-tags.json',
      'file:///: migration-tags.json',
    ]);
    await editor.changeFile('/home/migration-tags.json', '{ "link": { "bandwidth": "160Mbit/s" } }');
    await editor.pause(0);
    expect(bandwidthOf(editor)).toBe(20e6);
  });

  test('is looked for without predicting other files anew', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    await editor.open('a.ts', TAGGED);
    await editor.pause();
    await editor.open('deep/down/b.ts', TAGGED);
    await editor.pause();
    expect(editor.predictor.asked.map(({ path: asked }) => asked)).toEqual([
      `${WORKSPACE}/a.ts`,
      `${WORKSPACE}/deep/down/b.ts`,
    ]);
  });

  test('that is being typed is used once the typing pauses', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    await editor.open('a.ts', TAGGED);
    const text = '{ "link": { "bandwidth": "16Mbit/s" } }';
    const document = await editor.open('migration-tags.json', text, 'json');
    await editor.pause();
    const before = editor.predictor.asked.length;
    await document.replace('16', '160');
    await editor.pause(0);
    expect(editor.predictor.asked).toHaveLength(before);
    await editor.pause(TYPING_PAUSE_MS);
    expect(editor.predictor.asked).toHaveLength(before + 1);
    expect(bandwidthOf(editor)).toBe(20e6);
  });

  test('that is wrong is told of once, open or closed', async () => {
    const wrong = '{ "link": { "bandwidth": "fast" } }';
    const editor = await Editor.start({ files: { [path]: wrong } });
    const uri = `file://${path}`;
    expect(editor.published.get(uri)).toHaveLength(1);
    const document = await editor.open('migration-tags.json', wrong, 'json');
    expect(await document.diagnostics()).toHaveLength(1);
    expect(editor.published.get(uri)).toEqual([]);
    await document.close();
    await editor.settled();
    expect(editor.published.get(uri)).toHaveLength(1);
  });
});

import { describe, expect, test } from 'vitest';
import { IDLE_MS, TYPING_PAUSE_MS } from '../../src/lsp/predictions/forecast-queue.ts';
import { Editor, WORKSPACE } from './editor.ts';

const LIBRARY = `${WORKSPACE}/library.ts`;
const SCRIPT = {
  main: { downtimeMs: 12, restsOn: LIBRARY },
  solve: { downtimeMs: 20 },
} as const;

const MAIN = '// @migrate approve\nfunction main() {}\n';
const SOLVE = '// @migrate approve\nexport function solve() {}\n';

/** Paths of the forecasts since the last call. */
const askedOf = (editor: Editor) => {
  let seen = 0;
  return (): readonly string[] => {
    const paths = editor.predictor.asked.slice(seen).map(({ path }) => path.slice(WORKSPACE.length + 1));
    seen = editor.predictor.asked.length;
    return paths;
  };
};

describe('numbers that rest on another file', () => {
  test('are marked as old when it is edited, and made again after it', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    const asked = askedOf(editor);
    const library = await editor.open('library.ts', SOLVE);
    const main = await editor.open('main.ts', MAIN);
    await editor.pause();
    await editor.pause();
    asked();
    await library.replace('{}', '{ return 1; }');
    expect(await main.lenses()).toEqual(['1: approve · downtime 12 ms, p95 24 ms · updating']);
    await editor.pause(TYPING_PAUSE_MS);
    expect(asked()).toEqual(['library.ts']);
    await editor.pause(IDLE_MS);
    expect(asked()).toEqual(['main.ts']);
    expect(await main.lenses()).toEqual(['1: approve · downtime 12 ms, p95 24 ms']);
  });

  test('are made again at once where they are looked at, or come to be', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    const asked = askedOf(editor);
    const look = (...documents: readonly { readonly uri: string }[]) =>
      editor.connection.sendNotification('migrationTags/inView', { uris: documents.map(({ uri }) => uri) });
    const library = await editor.open('library.ts', SOLVE);
    const main = await editor.open('main.ts', MAIN);
    await look(library, main);
    await editor.pause();
    await editor.pause(IDLE_MS);
    asked();
    await library.replace('{}', '{ return 1; }');
    await editor.pause(TYPING_PAUSE_MS);
    expect(asked()).toEqual(['library.ts', 'main.ts']);
    await look(library);
    await library.replace('return 1;', 'return 2;');
    await editor.pause(TYPING_PAUSE_MS);
    expect(asked()).toEqual(['library.ts']);
    await look(main, library);
    await editor.pause(0);
    expect(asked()).toEqual(['main.ts']);
  });

  test('are not made again for a file that they do not rest on', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    const asked = askedOf(editor);
    await editor.open('main.ts', MAIN);
    const other = await editor.open('other.ts', SOLVE);
    await editor.pause();
    asked();
    await other.replace('{}', '{ return 1; }');
    await editor.pause();
    expect(asked()).toEqual(['other.ts']);
  });

  test('change when a file that uses theirs is opened', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    const asked = askedOf(editor);
    await editor.open('library.ts', SOLVE);
    await editor.pause();
    await editor.open('main.ts', MAIN);
    await editor.pause();
    await editor.pause(IDLE_MS);
    expect(asked()).toEqual(['library.ts', 'main.ts', 'library.ts']);
  });

  test('are made again when it changes on the disk, or is closed', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    const asked = askedOf(editor);
    await editor.open('main.ts', MAIN);
    await editor.pause();
    expect(editor.watched).toContain('**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}');
    asked();
    await editor.changeFile(LIBRARY, SOLVE);
    await editor.pause();
    expect(editor.predictor.forgotten).toEqual([LIBRARY]);
    expect(asked()).toEqual(['main.ts']);
    const library = await editor.open('library.ts', SOLVE);
    await editor.pause();
    await editor.pause();
    asked();
    await library.close();
    await editor.pause(IDLE_MS);
    expect(asked()).toEqual(['main.ts']);
  });

  test('stay those of the text in the editor when one that was never saved becomes a file', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    const untitled = await editor.openUri(`untitled:${LIBRARY}`, SOLVE);
    await editor.pause();
    const saved = await editor.open('library.ts', SOLVE);
    await untitled.close();
    await editor.pause();
    expect(editor.predictor.forgotten).toEqual([]);
    expect(await saved.lenses()).toEqual(['1: approve · downtime 20 ms, p95 40 ms']);
  });

  test('stay when another file changes on the disk, and are asked for again when one is new', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    const asked = askedOf(editor);
    const main = await editor.open('main.ts', MAIN);
    await editor.pause();
    asked();
    await editor.changeFile(`${WORKSPACE}/other.ts`, SOLVE);
    await editor.pause();
    expect(asked()).toEqual([]);
    await editor.createFile(`${WORKSPACE}/new.ts`, SOLVE);
    expect(await main.lenses()).toEqual(['1: approve · downtime 12 ms, p95 24 ms']);
    await editor.pause();
    expect(asked()).toEqual(['main.ts']);
  });
});

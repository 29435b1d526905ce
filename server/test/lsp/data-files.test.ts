import { describe, expect, test } from 'vitest';
import { Editor, WORKSPACE } from './editor.ts';

const LOADING = '// @migrate approve\nfunction load() { return work(); }';

describe('a file on whose size numbers rest', () => {
  test('is watched from the first numbers on, once', async () => {
    const editor = await Editor.start({ script: { load: { downtimeMs: 20, reads: 'in.csv' } } });
    const document = await editor.open('a.ts', LOADING);
    await editor.pause();
    expect(editor.watched.slice(2)).toEqual(['**/in.csv']);
    await document.replace('work()', 'work(2)');
    await editor.pause();
    expect(editor.watched).toHaveLength(3);
  });

  test('is forgotten when it changes, and the numbers are predicted again', async () => {
    const editor = await Editor.start({ script: { load: { downtimeMs: 20, reads: 'in.csv' } } });
    await editor.open('a.ts', LOADING);
    await editor.pause();
    const before = editor.predictor.asked.length;
    await editor.changeFile(`${WORKSPACE}/in.csv`, '1,2,3');
    await editor.pause();
    expect(editor.predictor.forgotten).toEqual([`${WORKSPACE}/in.csv`]);
    expect(editor.predictor.asked.length).toBe(before + 1);
  });

  test('that is open itself stays as the editor has it', async () => {
    const editor = await Editor.start({ script: { load: { downtimeMs: 20, reads: 'a.ts' } } });
    await editor.open('a.ts', LOADING);
    await editor.pause();
    await editor.changeFile(`${WORKSPACE}/a.ts`, 'function other() {}');
    expect(editor.predictor.forgotten).toEqual([]);
  });

  test('is not watched for an editor that watches none', async () => {
    const editor = await Editor.start({
      script: { load: { downtimeMs: 20, reads: 'in.csv' } },
      capabilities: {},
    });
    await editor.open('a.ts', LOADING);
    await editor.pause();
    expect(editor.watched).toEqual([]);
  });
});

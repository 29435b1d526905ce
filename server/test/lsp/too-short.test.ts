import { expect, test } from 'vitest';
import type { InlayHint } from 'vscode-languageserver';
import type { EntryPreview, MigrationWindow } from '../../src/lsp/protocol/requests.ts';
import { AnalysingPredictor } from './analysing-predictor.ts';
import { Editor } from './editor.ts';

/** A quiet loop of `turns` and a hot one by turns, on a machine whose migration needs about three seconds. */
const source = (turns: string): string => `const grid = new Float64Array(1 << 24);
for (let pass = 0; pass < 8; pass++) {
  // @migrate approve
  for (let turn = 0; turn < ${turns}; turn++) Math.sin(turn);
  for (let sweep = 0; sweep < 40; sweep++) for (let i = 0; i < grid.length; i++) grid[i] += pass;
}
`;

/** What each surface says of the window. */
const saidOf = async (turns: string) => {
  const editor = await Editor.start({
    predictor: new AnalysingPredictor(),
    settings: {
      inlayHints: { enabled: true },
      environment: { vm: { memory: '256MiB' }, migration: { timeout: '10s' }, request: { deadline: '20s' } },
    },
  });
  const document = await editor.open('main.ts', source(turns));
  await editor.pause();
  const send = <Result>(method: string, params: unknown): Promise<Result> =>
    editor.connection.sendRequest<Result>(method, params);
  const { start: position } = document.rangeOf('for (let turn');
  const { uri } = document;
  await send('workspace/executeCommand', {
    command: 'migrationTags.server.explain',
    arguments: [uri, position],
  });
  const hints = await document.ask<InlayHint[]>('textDocument/inlayHint', source(turns));
  const windows = await send<MigrationWindow[]>('migrationTags/windows', null);
  const { preview } = await send<EntryPreview>('migrationTags/preview', { uri });
  return {
    rules: (await document.diagnostics()).map(({ code }) => code),
    words: [
      (await document.lenses())[0],
      JSON.stringify((await document.hover('@migrate'))?.contents),
      hints.find(({ position: { line } }) => line === position.line)?.label,
      windows.find(({ isSuggestion }) => !isSuggestion)?.detail,
      editor.messages[0],
    ],
    preview: preview.entities.find(({ tag }) => tag !== null)?.tag?.tooShortToUse,
  };
};

test('no surface promises the downtime of a window that is too short for its migration', async () => {
  const { rules, words, preview } = await saidOf('1e6');
  expect(rules).toContain('entity-too-short');
  for (const said of words) {
    expect(said).toMatch(/too short to use: lasts [\d.]+ ms, a migration needs [\d.]+ s/);
    expect(said).not.toMatch(/downtime (?!limit)/);
  }
  expect(preview).toBe(true);
});

test('every surface tells the downtime of one that is long enough', async () => {
  const { rules, words, preview } = await saidOf('1e9');
  expect(rules).not.toContain('entity-too-short');
  for (const said of words) {
    expect(said).toMatch(/downtime(\*\*)? \d/i);
    expect(said).not.toContain('too short');
  }
  expect(preview).toBe(false);
});

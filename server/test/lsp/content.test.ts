import { describe, expect, test } from 'vitest';
import { CancellationTokenSource, DiagnosticSeverity, LSPErrorCodes } from 'vscode-languageserver';
import { MOST_DIAGNOSTICS } from '../../src/lsp/features/diagnostics.ts';
import { Editor, type EditorDocument, WORKSPACE } from './editor.ts';

const SCRIPT = { solve: { downtimeMs: 12 } } as const;
const TAGGED = '// @migrate approve\nfunction solve() {}\n';
const LENS = 'approve · downtime 12 ms, p95 24 ms';
const CONFIGURATION = `${WORKSPACE}/migration-tags.json`;
const MEBI = 1 << 20;

const serves = async (editor: Editor): Promise<void> => {
  const other = await editor.open('other.ts', TAGGED);
  await editor.pause();
  expect(await other.lenses()).toEqual([`1: ${LENS}`]);
  expect(editor.log).toEqual([]);
};

const texts = async (document: EditorDocument): Promise<readonly string[]> =>
  (await document.diagnostics()).map(({ range }) => document.textAt(range));

describe('a text that no editor should send', () => {
  test.each([
    ['a line of 10 MB', `const s = "${'x'.repeat(10 * MEBI)}";\n${TAGGED}`, /10 Mi characters/],
    ['a file of 50 MB', TAGGED.repeat(1_300_000), /Mi characters; .* Split it/],
    ['NUL characters', `const s = "\0";\n${TAGGED}`, /NUL/],
  ])('%s is answered with one message, and the next change with the next answer', async (_name, text, message) => {
    const editor = await Editor.start({ script: SCRIPT });
    const document = await editor.open('a.ts', text);
    const [problem, ...others] = await document.diagnostics();
    expect(problem?.message).toMatch(message);
    expect(others).toEqual([]);
    expect(await document.lenses()).toEqual([]);
    await document.splice(0, text.length, TAGGED);
    await editor.pause();
    expect(await document.lenses()).toEqual([`1: ${LENS}`]);
    expect(await document.diagnostics()).toEqual([]);
    await serves(editor);
  });

  test.each([
    ['lone surrogates', '// @migrate \uD83Daprove \uDE00\nfunction f\uD83D() {}\n', ['\uD83Daprove']],
    [
      'every kind of line break',
      '// @migrate aprove\r// @migrate aprov\u2028// @migrate apro\r\n',
      undefined,
    ],
    ['nesting too deep to parse', `${'('.repeat(50_000)}${TAGGED}`, undefined],
    ['a comment that never ends', '/* @migrate aprove', ['aprove']],
    ['nothing', '', []],
  ])('%s does no harm', async (_name, text, at) => {
    const editor = await Editor.start({ script: SCRIPT });
    const document = await editor.open('a.ts', text);
    await editor.pause();
    if (at) expect(await texts(document)).toEqual(at);
    else for (const found of await texts(document)) expect(text).toContain(found);
    await serves(editor);
  });

  test.each([
    ['tagged', TAGGED, DiagnosticSeverity.Information],
    ['untagged', 'function solve() {}\n', DiagnosticSeverity.Hint],
  ])('a large %s file is no problem to count unless it is tagged', async (_name, text, severity) => {
    const editor = await Editor.start({ script: SCRIPT });
    const document = await editor.open('a.ts', text + ' '.repeat(MEBI));
    expect((await document.diagnostics()).map((found) => found.severity)).toEqual([severity]);
  });

  test('a file of 20,000 lines is answered in full, wherever it is typed in', async () => {
    const plain = (at: number): string => `export function plain${at}(n: number) {\n  return n + ${at};\n}\n`;
    const block = (at: number): string =>
      Array.from({ length: 9 }, (_, part) => plain(9 * at + part)).join('');
    const text = Array.from({ length: 700 }, (_, at) => TAGGED + block(at)).join('');
    const editor = await Editor.start({ script: SCRIPT });
    const document = await editor.open('a.ts', text);
    expect(text.split('\n').length).toBeGreaterThan(20_000);
    await editor.pause();
    expect(await document.rawLenses()).toHaveLength(2 * 700);
    expect(await document.diagnostics()).toEqual([]);
    await document.replace('return n + 3000;', 'return n + 3000 + 1;');
    await document.splice(document.text.lastIndexOf('approve'), 'approve'.length, 'aprove');
    expect((await document.diagnostics()).map(({ code }) => code)).toEqual(['unknown-directive']);
    expect(await document.rawLenses()).toHaveLength(2 * 699);
    expect(editor.log).toEqual([]);
  });

  test('a cell of a notebook is left alone', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    const cell = await editor.openUri(
      'vscode-notebook-cell:/workspace/a.ipynb#W0s',
      `// @migrate aprove\n${TAGGED}`,
    );
    await editor.pause();
    expect(await cell.lenses()).toEqual([]);
    expect(await cell.diagnostics()).toEqual([]);
    expect(await cell.hover('approve')).toBeNull();
    expect(editor.predictor.asked).toEqual([]);
    await serves(editor);
  });

  test('more problems than anyone reads are counted, not listed', async () => {
    const editor = await Editor.start();
    const document = await editor.open('a.ts', '// @migrate aprove\nf();\n'.repeat(MOST_DIAGNOSTICS + 3));
    const found = await document.diagnostics();
    expect(found).toHaveLength(MOST_DIAGNOSTICS + 1);
    expect(found.at(-1)).toMatchObject({
      code: 'more-problems',
      range: { start: { line: 2 * MOST_DIAGNOSTICS } },
      message: expect.stringMatching(/^3 more problems/),
    });
  });
});

describe('positions after edits', () => {
  test.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('count UTF-16 units, with %s and characters outside the first plane', async (_name, newline) => {
    const editor = await Editor.start({ script: SCRIPT });
    const lines = ['/* 😀👩‍👩‍👧é */ // @migrate aprove', 'function solve() {}', '// 😀 @migrate aprove', ''];
    const document = await editor.open('a.ts', lines.join(newline));
    await editor.pause();
    for (const inserted of ['😀', `${newline}// 👩‍👩‍👧${newline}`, 'é', newline]) {
      await document.splice(0, 0, `/*${inserted}*/`);
      expect(await texts(document)).toEqual(['aprove']);
    }
    const [fix] = await document.actions('aprove', ['quickfix']);
    expect(document.after(fix?.edit)).toBe(document.text.replace('aprove', 'approve'));
  });

  test('are right for several changes in one message, each in the text that the one before left', async () => {
    const editor = await Editor.start();
    const document = await editor.open('a.ts', '// @migrate approve\nfunction f() {}\n');
    const at = (line: number, character: number) => ({ line, character });
    await editor.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: document.uri, version: 2 },
      contentChanges: [
        { range: { start: at(0, 0), end: at(0, 0) }, text: '\r\n' },
        { range: { start: at(1, 13), end: at(1, 14) }, text: '' },
        { range: { start: at(99, 0), end: at(99, 9) }, text: '// @migrate end x' },
      ],
    });
    const found = await document.diagnostics();
    expect(found.map(({ range }) => range.start)).toEqual([at(1, 12), at(3, 3)]);
  });
});

describe('messages out of order', () => {
  test('a version older than the last is still the next change', async () => {
    const editor = await Editor.start();
    const document = await editor.open('a.ts', '// @migrate aprove\nfunction f() {}\n');
    const { resultId } = await document.diagnosticReport();
    await editor.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: document.uri, version: -7 },
      contentChanges: [{ text: TAGGED }],
    });
    expect(await document.diagnosticReport(resultId)).toMatchObject({ kind: 'full', items: [] });
  });

  test('a cancelled request does no work and says so', async () => {
    const editor = await Editor.start();
    const document = await editor.open('a.ts', TAGGED);
    const cancellation = new CancellationTokenSource();
    const at = { textDocument: { uri: document.uri }, position: { line: 0, character: 0 } };
    const cancelled = editor.connection.sendRequest('textDocument/hover', at, cancellation.token);
    cancellation.cancel();
    await expect(cancelled).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  });

  test('a file that is closed in the midst of its prediction gets none, and no process waits for it', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    for (let round = 0; round < 50; round++) {
      const document = await editor.open(`a${round % 7}.ts`, TAGGED);
      if (round % 3 === 0) await editor.settled();
      await document.close();
    }
    await editor.pause();
    expect(editor.clock.pending).toBe(0);
    await serves(editor);
  });

  test('a configuration that changes in the midst of a prediction is the one that counts', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    await editor.open('a.ts', TAGGED);
    await editor.pause(0);
    for (const bandwidth of ['1Mbit/s', '2Mbit/s', '8Mbit/s']) {
      await editor.changeFile(CONFIGURATION, `{ "link": { "bandwidth": "${bandwidth}" } }`);
    }
    await editor.pause();
    const { configuration } = editor.predictor.asked.at(-1) ?? {};
    expect(configuration?.environment.link.bandwidthBytesPerSecond).toBe(1e6);
  });
});

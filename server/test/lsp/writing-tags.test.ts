import { describe, expect, test } from 'vitest';
import type {
  CompletionItem,
  DocumentHighlight,
  DocumentSymbol,
  FoldingRange,
  InlayHint,
  Range,
  SemanticTokens,
  SignatureHelp,
  WorkspaceEdit,
} from 'vscode-languageserver-types';
import { Editor } from './editor.ts';

const REGION = `function run() {
  // @migrate approve begin flush
  one();
  two();
  // @migrate end flush
}
`;

describe('while a tag is written', () => {
  test('its directives are offered, with documentation, in comments only', async () => {
    const editor = await Editor.start();
    const document = await editor.open('a.ts', '// @migrate \nconst a = 1;\n');
    const inComment = await document.ask<CompletionItem[]>('textDocument/completion', '@migrate ');
    expect(inComment.map(({ label }) => label)).toEqual(['approve', 'withdraw', 'end', 'assume', 'ignore']);
    for (const { documentation } of inComment) expect(documentation).toMatchObject({ kind: 'markdown' });
    expect(await document.ask('textDocument/completion', 'const a = ')).toEqual([]);
  });

  test('the units of a value are offered in place of what is there', async () => {
    const editor = await Editor.start();
    const document = await editor.open('a.ts', '// @migrate approve downtime<=50\nfunction f() {}\n');
    const items = await document.ask<CompletionItem[]>('textDocument/completion', 'downtime<=50');
    expect(items.map(({ label }) => label)).toContain('50ms');
    const [first] = items;
    expect(first?.textEdit && 'range' in first.textEdit && document.textAt(first.textEdit.range)).toBe('50');
  });

  test('its form is shown, with the part that comes next', async () => {
    const editor = await Editor.start();
    const document = await editor.open('a.ts', '// @migrate ignore \nfunction f() {}\n');
    const help = await document.ask<SignatureHelp>('textDocument/signatureHelp', 'ignore ');
    expect(help.signatures[0]?.label).toBe('@migrate ignore RULE reason');
    expect(help.activeParameter).toBe(0);
  });
});

describe('a region', () => {
  test('folds from its begin to its end and is listed by its label', async () => {
    const editor = await Editor.start();
    const document = await editor.open('a.ts', REGION);
    expect(await document.ask<FoldingRange[]>('textDocument/foldingRange', REGION)).toEqual([
      { startLine: 1, endLine: 4, kind: 'region' },
    ]);
    const symbols = await document.ask<DocumentSymbol[]>('textDocument/documentSymbol', REGION);
    expect(symbols).toMatchObject([{ name: 'flush', detail: '@migrate approve' }]);
  });

  test('has its label highlighted and renamed at both ends', async () => {
    const editor = await Editor.start();
    const document = await editor.open('a.ts', REGION);
    const marks = await document.ask<DocumentHighlight[]>('textDocument/documentHighlight', 'begin fl');
    expect(marks.map(({ range }) => document.textAt(range))).toEqual(['flush', 'flush']);
    const label = await document.ask<Range>('textDocument/prepareRename', 'begin fl');
    expect(document.textAt(label)).toBe('flush');
    const edit = await document.ask<WorkspaceEdit>('textDocument/rename', 'begin fl', { newName: 'save' });
    expect(document.after(edit)).toBe(REGION.replaceAll('flush', 'save'));
  });

  test('leaves highlights and renames elsewhere to the language’s own server', async () => {
    const editor = await Editor.start();
    const document = await editor.open('a.ts', REGION);
    expect(await document.ask('textDocument/documentHighlight', 'one')).toBeNull();
    expect(await document.ask('textDocument/prepareRename', 'one')).toBeNull();
    expect(await document.ask('textDocument/rename', 'begin fl', { newName: 'not a label' })).toBeNull();
  });
});

describe('inlay hints', () => {
  const script = { run: { downtimeMs: 12 } };

  test('are off unless switched on', async () => {
    const editor = await Editor.start({ script });
    const document = await editor.open('a.ts', REGION);
    await editor.pause();
    expect(await document.ask('textDocument/inlayHint', REGION)).toBeNull();
    await editor.changeSettings({ inlayHints: { enabled: true } });
    await editor.pause();
    const hints = await document.ask<InlayHint[]>('textDocument/inlayHint', REGION);
    expect(hints).toMatchObject([{ label: 'low range', position: { line: 0 } }]);
  });

  test('explain themselves when they are asked', async () => {
    const editor = await Editor.start({ script, settings: { inlayHints: { enabled: true } } });
    const document = await editor.open('a.ts', REGION);
    await editor.pause();
    const [hint] = (await document.ask<InlayHint[]>('textDocument/inlayHint', REGION)) ?? [];
    expect(hint?.tooltip).toBeUndefined();
    const explained = await editor.connection.sendRequest<InlayHint>('inlayHint/resolve', hint);
    expect(JSON.stringify(explained.tooltip)).toContain('Frequency');
  });
});

describe('semantic tokens', () => {
  test('colour a directive’s words in editors that merge them', async () => {
    const editor = await Editor.start({ lensCommands: false });
    const document = await editor.open('a.ts', '// @migrate approve\nfunction f() {}\n');
    const { data } = await document.ask<SemanticTokens>('textDocument/semanticTokens/full', 'f');
    // Line, character, length, type, modifiers: `@migrate` as a macro, `approve` as a keyword.
    expect(data).toEqual([0, 3, 8, 0, 0, 0, 9, 7, 1, 0]);
  });
});

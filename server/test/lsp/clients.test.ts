import { describe, expect, test } from 'vitest';
import type { CompletionItem, Hover, InitializeResult, SignatureHelp } from 'vscode-languageserver';
import { Editor, WORKSPACE } from './editor.ts';

const TAGGED = '// @migrate approve\nfunction solve() {}\n';
const SCRIPT = { solve: { downtimeMs: 12, question: 'how many `rows_of` data?' } } as const;
const CONFIGURATION = `${WORKSPACE}/migration-tags.json`;

/** What editors without much support, or without a folder open, say of themselves. */
describe('an editor that announces nothing', () => {
  const bare = { capabilities: {}, lensCommands: false, script: SCRIPT } as const;

  test('is asked nothing, and is sent diagnostics and numbers all the same', async () => {
    const editor = await Editor.start(bare);
    const document = await editor.open('a.ts', `${TAGGED}// @migrate aprove\nfunction f() {}\n`);
    await editor.pause();
    expect(editor.published.get(document.uri)).toMatchObject([{ code: 'unknown-directive' }]);
    expect(await document.lenses()).toEqual(['1: approve · downtime 12 ms, p95 24 ms']);
    expect(editor.askedByServer).toEqual([]);
    expect(editor.log).toEqual([]);
  });

  test('is offered only what it can take', async () => {
    const { capabilities } = (await Editor.start(bare)).initialized;
    expect(capabilities).toMatchObject({ positionEncoding: 'utf-16', renameProvider: true });
    for (const unknown of ['codeActionProvider', 'diagnosticProvider', 'documentSymbolProvider'] as const) {
      expect(capabilities).not.toHaveProperty(unknown);
    }
  });

  test('reads hovers, completions and signatures as plain text', async () => {
    const editor = await Editor.start(bare);
    const document = await editor.open('a.ts', `${TAGGED}// @migrate ignore \nfunction f() {}\n`);
    await editor.pause();
    const hover = await document.hover('@migrate approve');
    expect(hover?.contents).toMatchObject({
      kind: 'plaintext',
      value: expect.stringMatching(/^solve — low range/),
    });
    const text = JSON.stringify(hover?.contents);
    for (const part of ['Range 1 MiB', '- The loop runs 1,000 times.', 'how many `rows_of` data?']) {
      expect(text).toContain(part);
    }
    for (const mark of ['**', '| ', '\\\\']) expect(text).not.toContain(mark);
    const help = await document.ask<SignatureHelp>('textDocument/signatureHelp', 'ignore ');
    expect(help.signatures[0]?.documentation).toMatchObject({ kind: 'plaintext' });
    const items = await document.ask<CompletionItem[]>('textDocument/completion', 'ignore ');
    expect(items.length).toBeGreaterThan(0);
    for (const { documentation } of items) expect(documentation).toMatchObject({ kind: 'plaintext' });
  });

  test('gets completions that end where a snippet would have a placeholder', async () => {
    const editor = await Editor.start(bare);
    const document = await editor.open('a.ts', '// @migrate approve \nfunction f() {}\n');
    const items = await document.ask<CompletionItem[]>('textDocument/completion', 'approve ');
    const inserted = items.map(({ textEdit }) => textEdit?.newText);
    expect(inserted).toEqual(['begin', 'downtime<=', 'because=']);
    for (const { insertTextFormat } of items) expect(insertTextFormat).toBe(1);
  });

  test('sends its settings itself, and they hold', async () => {
    const editor = await Editor.start(bare);
    const document = await editor.open('a.ts', TAGGED);
    await editor.pause();
    const settings = { migrationTags: { codeLens: { enabled: false } } };
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings });
    await editor.settled();
    expect(await document.lenses()).toEqual([]);
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: {} });
    await editor.settled();
    expect(await document.lenses()).toEqual([]);
  });

  test('is told things without being made to answer', async () => {
    const editor = await Editor.start(bare);
    const document = await editor.open('a.ts', TAGGED);
    await editor.pause();
    await editor.connection.sendRequest('workspace/executeCommand', {
      command: 'migrationTags.server.explain',
      arguments: [document.uri, { line: 1, character: 0 }],
    });
    expect(editor.messages).toEqual([expect.stringMatching(/^solve: low range, downtime 12 ms/)]);
    expect(editor.askedByServer).toEqual([]);
  });
});

describe('an editor', () => {
  test('that pulls diagnostics but cannot be told to pull again is sent them', async () => {
    const editor = await Editor.start({ capabilities: { textDocument: { diagnostic: {} } } });
    const document = await editor.open('a.ts', '// @migrate aprove\nfunction f() {}\n');
    await editor.settled();
    expect(editor.initialized.capabilities).not.toHaveProperty('diagnosticProvider');
    expect(editor.published.get(document.uri)).toMatchObject([{ code: 'unknown-directive' }]);
  });

  test('that counts positions in UTF-8 first still counts with this server in UTF-16', async () => {
    const general = { positionEncodings: ['utf-8', 'utf-16'] };
    const editor = await Editor.start({ capabilities: { general } });
    const document = await editor.open('a.ts', '/* 😀é */ // @migrate aprove\r\nfunction f() {}\r\n');
    await editor.settled();
    const [problem] = editor.published.get(document.uri) ?? [];
    expect(editor.initialized.capabilities.positionEncoding).toBe('utf-16');
    expect(problem && document.textAt(problem.range)).toBe('aprove');
  });

  test.each([
    ['no folder', null],
    ['an empty list of folders', []],
  ])('with %s open has its single files served', async (_name, folders) => {
    const editor = await Editor.start({
      folders,
      script: SCRIPT,
      files: { [CONFIGURATION]: '{ "link": 1 }' },
    });
    const document = await editor.open('a.ts', TAGGED);
    const untitled = await editor.openUri('untitled:Untitled-1', TAGGED);
    await editor.pause();
    for (const opened of [document, untitled]) {
      expect(await opened.lenses()).toEqual(['1: approve · downtime 12 ms, p95 24 ms']);
      expect((await opened.hover('@migrate')) satisfies Hover | null).not.toBeNull();
    }
    expect(editor.log).toEqual([]);
  });

  test('that refuses to register and does not tell its settings is served with the usual ones', async () => {
    const editor = await Editor.start({ script: SCRIPT, refuses: true });
    const document = await editor.open('a.ts', TAGGED);
    await editor.pause();
    expect(await document.lenses()).toEqual(['1: approve · downtime 12 ms, p95 24 ms']);
    expect(editor.log).toEqual([
      'Registering request handler for workspace/didChangeConfiguration failed.',
      'Registering request handler for workspace/didChangeWatchedFiles failed.',
      expect.stringMatching(/^The editor did not tell its settings: .* is refused/),
    ]);
  });

  test('that repeats a version number sees the last text all the same', async () => {
    const editor = await Editor.start();
    const document = await editor.open('a.ts', '// @migrate aprove\nfunction f() {}\n');
    const before = await document.diagnosticReport();
    await editor.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: document.uri, version: 1 },
      contentChanges: [{ text: TAGGED }],
    });
    expect(await document.diagnosticReport(before.resultId)).toMatchObject({ kind: 'full', items: [] });
  });

  test('that opens a file twice, or again with the same version, sees the last text', async () => {
    const editor = await Editor.start();
    const first = await editor.open('a.ts', '// @migrate aprove\nfunction f() {}\n');
    const { resultId } = await first.diagnosticReport();
    const second = await editor.open('a.ts', TAGGED);
    expect(await second.diagnosticReport(resultId)).toMatchObject({ kind: 'full', items: [] });
    await editor.pause();
    expect(editor.clock.pending).toBe(0);
  });
});

describe('a configuration file', () => {
  test('that was opened before the server was ready is read from the editor', async () => {
    const editor = await Editor.start({ files: { [CONFIGURATION]: '{}' }, initially: 'not ready' });
    const opened = editor.open('migration-tags.json', '{ "link": { "bandwidth": "fast" } }', 'json');
    await editor.ready();
    expect(await (await opened).diagnostics()).toMatchObject([{ code: 'configuration' }]);
  });

  test('that is wrong on the disk is reported though no editor shows it, until it is repaired', async () => {
    const uri = `file://${CONFIGURATION}`;
    const editor = await Editor.start({
      files: { [CONFIGURATION]: '{\n "link": { "bandwidth": "fast" } }' },
    });
    expect(editor.published.get(uri)).toMatchObject([
      { code: 'configuration', range: { start: { line: 1, character: 11 } } },
    ]);
    await editor.changeFile(CONFIGURATION, '{}');
    expect(editor.published.get(uri)).toEqual([]);
  });

  test('is reported by one way at a time as it is opened, and closed unsaved', async () => {
    const uri = `file://${CONFIGURATION}`;
    const wrong = '{ "link": { "bandwidth": "fast" } }';
    const editor = await Editor.start({ files: { [CONFIGURATION]: wrong } });
    expect(editor.published.get(uri)).toHaveLength(1);
    const document = await editor.open('migration-tags.json', wrong, 'json');
    expect(await document.diagnostics()).toHaveLength(1);
    expect(editor.published.get(uri)).toEqual([]);
    await document.replace('"fast"', '"1Gbit/s"');
    expect(await document.diagnostics()).toEqual([]);
    await document.close();
    await editor.settled();
    expect(editor.published.get(uri)).toHaveLength(1);
  });

  test('stops being reported when its folder is removed, is deleted, or all is switched off', async () => {
    const uri = `file://${CONFIGURATION}`;
    const files = { [CONFIGURATION]: '{ "link": 1 }' };
    const folder = { uri: `file://${WORKSPACE}`, name: 'workspace' };
    const editor = await Editor.start({ files });
    const change = async (event: object): Promise<void> => {
      await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
      await editor.settled();
    };
    expect(editor.published.get(uri)).toHaveLength(1);
    await change({ added: [], removed: [folder] });
    expect(editor.published.get(uri)).toEqual([]);
    await change({ added: [folder], removed: [] });
    expect(editor.published.get(uri)).toHaveLength(1);
    await editor.changeSettings({ enabled: false });
    expect(editor.published.get(uri)).toEqual([]);
    await editor.changeSettings({});
    expect(editor.published.get(uri)).toHaveLength(1);
    await editor.deleteFile(CONFIGURATION);
    expect(editor.published.get(uri)).toEqual([]);
  });
});

test('the capabilities of an editor with everything match what the server says it offers', async () => {
  const { capabilities }: InitializeResult = (await Editor.start()).initialized;
  expect(capabilities).toMatchObject({
    diagnosticProvider: { identifier: 'migration-tags' },
    codeActionProvider: { codeActionKinds: expect.arrayContaining(['quickfix']) },
    renameProvider: { prepareProvider: true },
    documentSymbolProvider: { label: 'Migration Tags' },
  });
});

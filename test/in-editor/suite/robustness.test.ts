import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { suite, test } from 'mocha';
import { commands, languages, type Uri, WorkspaceEdit, workspace } from 'vscode';
import { eventually } from '../../eventually.ts';
import { processGone } from '../../process-gone.ts';
import { api, lensTitles, open, uriOf } from './workspace.ts';

const WRONG_TAG = '// @migrate aprove\nexport function f() {}\n';
/** The heartbeat gives an answer 30 s, then the editor's client 2 s to a server that is told to stop. */
const UNTIL_HUNG_IS_REPLACED_MS = 60_000;

const serverProcess = async (): Promise<number> => {
  const { serverProcessId } = await api();
  return eventually('a server', async () => (await serverProcessId().catch(() => null)) ?? undefined);
};

const anotherServer = async (than: number, limitMs?: number): Promise<number> => {
  const { serverProcessId } = await api();
  return eventually(
    'another server',
    async () => {
      const now = await serverProcessId().catch(() => null);
      return now !== null && now !== than ? now : undefined;
    },
    limitMs,
  );
};

const ours = (uri: Uri): readonly string[] =>
  languages
    .getDiagnostics(uri)
    .flatMap(({ source, code }) => (source === 'migration-tags' ? [String(code)] : []));

const problems = (uri: Uri, expected: readonly string[]): Promise<true> =>
  eventually(`the problems [${expected}] in ${uri.path}, not [${ours(uri)}]`, () =>
    ours(uri).join() === expected.join() ? true : undefined,
  );

suite('the extension when things go wrong', () => {
  test('answers a request in whose midst the server is killed, and the next ones of the new server', async () => {
    const { document } = await open('checkpoints.js');
    const first = await serverProcess();
    const asked = lensTitles(document);
    process.kill(first, 'SIGKILL');
    assert.ok(Array.isArray(await asked));
    await anotherServer(first);
    await eventually('lenses', async () => ((await lensTitles(document)).length > 0 ? true : undefined));
  });

  test('knows the unsaved text again after the server was killed', async () => {
    const { document } = await open('checkpoints.js');
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, document.positionAt(0), '// @migrate aprove\n');
    await workspace.applyEdit(edit);
    await problems(document.uri, ['unknown-directive']);
    const first = await serverProcess();
    process.kill(first, 'SIGKILL');
    await anotherServer(first);
    await problems(document.uri, ['unknown-directive']);
    await commands.executeCommand('undo');
    await problems(document.uri, []);
  });

  test('replaces a server that does not answer any more, unasked', async function () {
    this.timeout(UNTIL_HUNG_IS_REPLACED_MS + 20_000);
    await open('checkpoints.js');
    const hung = await serverProcess();
    process.kill(hung, 'SIGSTOP');
    const second = await anotherServer(hung, UNTIL_HUNG_IS_REPLACED_MS);
    await processGone(hung);
    assert.equal(await serverProcess(), second, 'the end of the hung process starts no third server');
  });

  test('follows a file to its new name, and forgets one that is deleted', async () => {
    const [from, to] = [uriOf('renamed-from.js'), uriOf('renamed-to.js')];
    await writeFile(from.fsPath, WRONG_TAG);
    await open('renamed-from.js');
    await problems(from, ['unknown-directive']);
    const rename = new WorkspaceEdit();
    rename.renameFile(from, to);
    await workspace.applyEdit(rename);
    await problems(to, ['unknown-directive']);
    await problems(from, []);
    const remove = new WorkspaceEdit();
    remove.deleteFile(to);
    await workspace.applyEdit(remove);
    await problems(to, []);
  });

  test('keeps up with files that are opened and closed in quick succession', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `quick-${index}.js`);
    for (const name of names) await writeFile(uriOf(name).fsPath, WRONG_TAG);
    for (const name of names) {
      await open(name);
      await commands.executeCommand('workbench.action.closeActiveEditor');
    }
    const { document } = await open('quick-3.js');
    await problems(document.uri, ['unknown-directive']);
    await commands.executeCommand('workbench.action.closeActiveEditor');
    for (const name of names) await rm(uriOf(name).fsPath);
    for (const name of names) await problems(uriOf(name), []);
  });
});

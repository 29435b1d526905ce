import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import {
  commands,
  languages,
  type Tab,
  TabInputWebview,
  type TextEditor,
  type Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { eventually } from '../../eventually.ts';
import { lensTitles, open, revert, uriOf } from './workspace.ts';

const TAGGED = `const cells = new Float64Array(1 << 10);
// @migrate approve
export function fill() {
  for (let round = 0; round < 1e6; round++) for (let at = 0; at < cells.length; at++) cells[at] = round;
}
fill();
`;

const NUMBER = /^approve · (?!.*updating)(?=downtime \d|too short)/;

const write = (uri: Uri, text: string): Thenable<void> =>
  workspace.fs.writeFile(uri, new TextEncoder().encode(text));

const number = ({ document }: TextEditor): Promise<string> =>
  eventually('a number', async () => (await lensTitles(document)).find((title) => NUMBER.test(title)));

const problemsOf = (uri: Uri): readonly string[] =>
  languages
    .getDiagnostics(uri)
    .flatMap(({ source, code }) => (source === 'migration-tags' ? [String(code)] : []));

const previewTab = (): Tab | undefined =>
  window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(
      ({ input }) => input instanceof TabInputWebview && input.viewType.includes('migrationTags.preview'),
    );

suite('files in the hands of a user', () => {
  test('several cursors type at once, and one undo takes all of it back', async () => {
    const editor = await open('checkpoints.js');
    const { document } = editor;
    const before = document.getText();
    const places = [document.positionAt(0), document.positionAt(before.indexOf('export function solve'))];
    await editor.edit((edit) => {
      for (const place of places) edit.insert(place, '// @migrate aprove\n');
    });
    const misspelt = (): readonly string[] =>
      problemsOf(document.uri).filter((rule) => rule === 'unknown-directive');
    await eventually('both problems', () => (misspelt().length === 2 ? true : undefined));
    await commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    await eventually('no problem', () => (misspelt().length === 0 ? true : undefined));
  });

  test('a file that may not be edited stays as it is, numbers and all', async () => {
    const settings = workspace.getConfiguration('files');
    const uri = uriOf('read-only.js');
    await write(uri, TAGGED);
    await settings.update('readonlyInclude', { '**/read-only.js': true }, true);
    const editor = await open('read-only.js');
    await number(editor);
    const { line } = editor.document.positionAt(TAGGED.indexOf('for (let round'));
    await commands.executeCommand('migrationTags.addTag', uri.toString(), { line, character: 2 }, 'withdraw');
    await commands.executeCommand('migrationTags.removeTag', uri.toString(), { line, character: 2 });
    assert.equal(editor.document.getText(), TAGGED);
    assert.equal(editor.document.isDirty, false);
    await settings.update('readonlyInclude', undefined, true);
    await workspace.fs.delete(uri);
  });

  test('a text that is saved for the first time keeps its numbers under its new name', async () => {
    const uri = uriOf('first-saved.js');
    const untitled = await workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
    const editor = await window.showTextDocument(untitled);
    await editor.edit((edit) => edit.insert(untitled.positionAt(0), `// @migrate aprove\n${TAGGED}`));
    await eventually('its problem', () => (problemsOf(untitled.uri).length > 0 ? true : undefined));
    await number(editor);
    assert.ok(await untitled.save());
    await number(await open('first-saved.js'));
    await eventually('the problem where it is now', () =>
      problemsOf(uri).length > 0 && problemsOf(untitled.uri).length === 0 ? true : undefined,
    );
    await workspace.fs.delete(uri);
  });

  test('the preview follows its file to a new name, and says when it is gone', async () => {
    const [from, to] = [uriOf('previewed.js'), uriOf('previewed-elsewhere.js')];
    await write(from, TAGGED);
    await number(await open('previewed.js'));
    await commands.executeCommand('migrationTags.preview');
    await eventually('the preview', () =>
      previewTab()?.label === 'Preview previewed.js' ? true : undefined,
    );
    const rename = new WorkspaceEdit();
    rename.renameFile(from, to);
    await workspace.applyEdit(rename);
    await eventually('the preview under the new name', () =>
      previewTab()?.label === 'Preview previewed-elsewhere.js' ? true : undefined,
    );
    const remove = new WorkspaceEdit();
    remove.deleteFile(to);
    await workspace.applyEdit(remove);
    const tab = previewTab();
    assert.ok(tab);
    await window.tabGroups.close(tab);
  });

  test('many files that change at once on the disk, as when a branch is checked out, are all read anew', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `part-${index}.mjs`);
    const branch = (cells: string): Promise<unknown> =>
      Promise.all(names.map((name) => write(uriOf(name), `export const cells = ${cells};\n`)));
    await branch('1 << 4');
    await write(
      uriOf('whole.mjs'),
      `${names.map((name, index) => `import { cells as c${index} } from './${name}';`).join('\n')}
const grid = new Float64Array(${names.map((_, index) => `c${index}`).join(' + ')});
// @migrate approve
function fill() {
  for (let round = 0; round < 1e9; round++) for (let at = 0; at < grid.length; at++) grid[at] = round;
}
fill();
`,
    );
    const editor = await open('whole.mjs');
    const small = await number(editor);
    await branch('1 << 16');
    await eventually('another number', async () =>
      (await lensTitles(editor.document)).find((title) => NUMBER.test(title) && title !== small),
    );
    await branch('1 << 4');
    await eventually('the first number again', async () =>
      (await lensTitles(editor.document)).find((title) => title === small),
    );
    await revert();
    for (const name of [...names, 'whole.mjs']) await workspace.fs.delete(uriOf(name));
  });
});

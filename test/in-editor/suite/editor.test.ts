import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import {
  type CodeAction,
  commands,
  extensions,
  type Hover,
  languages,
  MarkdownString,
  Position,
  Range,
  TabInputWebview,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { eventually } from '../../eventually.ts';
import { processGone } from '../../process-gone.ts';
import { api, lensTitles, open, uriOf } from './workspace.ts';

const ours = async (name: string) =>
  languages.getDiagnostics(uriOf(name)).filter(({ source }) => source === 'migration-tags');

suite('the extension in VS Code', () => {
  test('starts with the first source file and offers its commands', async () => {
    await open('checkpoints.js');
    await api();
    assert.equal(extensions.getExtension('migration-tags-authors.migration-tags')?.isActive, true);
    const known = await commands.getCommands(true);
    for (const name of ['preview', 'addTag', 'removeTag', 'chooseSurfaces', 'restartServer', 'showLog']) {
      assert.ok(known.includes(`migrationTags.${name}`), name);
    }
  });

  test('shows a lens with the predicted downtime above a tagged function', async () => {
    const { document } = await open('checkpoints.js');
    const title = await eventually('a lens with a number', async () =>
      (await lensTitles(document)).find((lens) => /^approve · downtime \d/.test(lens)),
    );
    assert.match(title, /^approve · downtime [\d.]+ (µs|ms|s)/);
  });

  test('reports a misspelt directive, fixes it, and undo takes the fix back exactly', async () => {
    const { document } = await open('misspelt.js');
    const before = document.getText();
    const [diagnostic] = await eventually('the problem', async () => {
      const found = await ours('misspelt.js');
      return found.length > 0 ? found : undefined;
    });
    assert.ok(diagnostic);
    assert.equal(document.getText(diagnostic.range), 'aprove');
    const actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      diagnostic.range,
    );
    const fix = actions.find(({ edit, isPreferred }) => edit && isPreferred);
    assert.ok(fix?.edit, JSON.stringify(actions.map(({ title }) => title)));
    await workspace.applyEdit(fix.edit);
    assert.equal(document.lineAt(0).text, '// @migrate approve');
    await eventually('no problem', async () => ((await ours('misspelt.js')).length === 0 ? true : undefined));
    await commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  test('explains an entity when hovering over its tag', async () => {
    const { document } = await open('checkpoints.js');
    const text = await eventually('a hover with the verdict', async () => {
      const at = new Position(4, 6);
      const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, at);
      const texts = hovers.flatMap(({ contents }) =>
        contents.map((content) => (content instanceof MarkdownString ? content.value : String(content))),
      );
      return texts.find((markdown) => markdown.includes('Frequency'));
    });
    assert.match(text, /checkpoint/);
    assert.match(text, /Downtime/);
  });

  test('adds a tag to the function at the cursor, and removes it again', async () => {
    const editor = await open('checkpoints.js');
    const { document } = editor;
    const before = document.getText();
    const line = before.slice(0, before.indexOf('export function solve')).split('\n').length - 1;
    await commands.executeCommand(
      'migrationTags.addTag',
      document.uri.toString(),
      { line, character: 0 },
      'withdraw',
    );
    assert.equal(document.lineAt(line).text, '// @migrate withdraw');
    await eventually('a second lens', async () =>
      (await lensTitles(document)).some((title) => title.startsWith('withdraw')) ? true : undefined,
    );
    await commands.executeCommand('migrationTags.removeTag', document.uri.toString(), {
      line: line + 1,
      character: 0,
    });
    assert.equal(document.getText(), before);
  });

  test('keeps its lenses while a line is half-typed', async () => {
    const { document } = await open('checkpoints.js');
    await eventually('a lens', async () => ((await lensTitles(document)).length > 0 ? true : undefined));
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, new Position(3, 0), 'const half = {\n');
    await workspace.applyEdit(edit);
    assert.ok((await lensTitles(document)).length > 0);
    await commands.executeCommand('undo');
  });

  test('reports a wrong migration-tags.json in that file', async () => {
    const { document } = await open('migration-tags.json');
    const edit = new WorkspaceEdit();
    const value = document.getText().indexOf('1Gbit/s');
    const range = new Range(document.positionAt(value), document.positionAt(value + '1Gbit/s'.length));
    edit.replace(document.uri, range, '1 parsec');
    await workspace.applyEdit(edit);
    const [problem] = await eventually('the problem', async () => {
      const found = await ours('migration-tags.json');
      return found.length > 0 ? found : undefined;
    });
    assert.match(problem?.message ?? '', /link\.bandwidth/);
    await commands.executeCommand('undo');
  });

  test('opens the preview beside the source', async () => {
    await open('checkpoints.js');
    await commands.executeCommand('migrationTags.preview');
    const panel = await eventually('the panel', () =>
      window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(
          ({ input }) => input instanceof TabInputWebview && input.viewType.includes('migrationTags.preview'),
        ),
    );
    await window.tabGroups.close(panel);
  });

  test('starts the server again after it was killed', async () => {
    const { document } = await open('checkpoints.js');
    const { serverProcessId } = await api();
    const first = await eventually('a server', async () => (await serverProcessId()) ?? undefined);
    process.kill(first, 'SIGKILL');
    const second = await eventually('another server', async () => {
      const now = await serverProcessId().catch(() => null);
      return now !== null && now !== first ? now : undefined;
    });
    assert.notEqual(second, first);
    await eventually('lenses again', async () =>
      (await lensTitles(document)).length > 0 ? true : undefined,
    );
  });

  test('replaces a server that hangs', async () => {
    const { serverProcessId } = await api();
    const hung = await eventually('a server', async () => (await serverProcessId()) ?? undefined);
    process.kill(hung, 'SIGSTOP');
    await commands.executeCommand('migrationTags.restartServer');
    await eventually('another server', async () => {
      const now = await serverProcessId().catch(() => null);
      return now !== null && now !== hung ? now : undefined;
    });
    await processGone(hung);
  });

  test('restarts the server on demand, leaving no old process behind', async () => {
    const { serverProcessId } = await api();
    const first = await eventually('a server', async () => (await serverProcessId()) ?? undefined);
    await commands.executeCommand('migrationTags.restartServer');
    const second = await eventually('another server', async () => {
      const now = await serverProcessId().catch(() => null);
      return now !== null && now !== first ? now : undefined;
    });
    assert.notEqual(second, first);
    await processGone(first);
  });
});

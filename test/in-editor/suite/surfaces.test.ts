import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import {
  type CodeAction,
  commands,
  Position,
  Range,
  type TextDocument,
  WorkspaceEdit,
  workspace,
} from 'vscode';
import { eventually } from '../../eventually.ts';
import { lensTitles, open, revert, uriOf } from './workspace.ts';

const everything = ({ lineCount }: TextDocument): Range => new Range(0, 0, lineCount, 0);

/** Actions whose edits the editor has made before it hands them over: those that change a whole file come without. */
const MOST_RESOLVED = 10;

const actions = async (document: TextDocument, kind: string): Promise<readonly CodeAction[]> =>
  (await commands.executeCommand<CodeAction[] | undefined>(
    'vscode.executeCodeActionProvider',
    document.uri,
    everything(document),
    kind,
    MOST_RESOLVED,
  )) ?? [];

const apply = async (action: CodeAction | undefined): Promise<void> => {
  assert.ok(action?.edit, 'no such action');
  await workspace.applyEdit(action.edit);
};

suite('what the extension shows and offers', () => {
  test('fixes all tags of a file at once, as on saving', async () => {
    const { document } = await open('misspelt.js');
    const fixAll = await eventually('the action', async () =>
      (await actions(document, 'source.fixAll.migrationTags')).find(({ edit }) => edit),
    );
    await apply(fixAll);
    assert.equal(document.lineAt(0).text, '// @migrate approve');
    await revert();
    assert.equal(document.lineAt(0).text, '// @migrate aprove');
  });

  test('tags all suggested code at once, and takes all tags out again', async () => {
    const { document } = await open('untagged.js', 1);
    const before = document.getText();
    const titled = (kind: string, title: RegExp) => async () =>
      (await actions(document, kind)).find((action) => action.edit && title.test(action.title));
    await apply(await eventually('Tag all', titled('refactor.rewrite', /^Tag all/)));
    assert.match(document.getText(), /@migrate approve[\s\S]*await rest/);
    await apply(await eventually('Remove all', titled('refactor.rewrite', /^Remove all/)));
    assert.equal(document.getText(), before);
    await revert();
  });

  test('shows a number of the text before the last edit as one, until the new one is there', async () => {
    const { document } = await open('checkpoints.js');
    const first = async (pattern: RegExp) =>
      (await lensTitles(document)).find((title) => pattern.test(title));
    await eventually('a number', () => first(/^approve · downtime [^…]*$/));
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, new Position(0, 0), '\n');
    await workspace.applyEdit(edit);
    assert.match((await lensTitles(document))[0] ?? '', /^approve · downtime \d.* · updating$/);
    await eventually('a number of the new text', () => first(/^approve · downtime (?!.*updating)/));
    await revert();
  });

  test('predicts a file anew when one that it imports changes on the disk', async () => {
    const write = (name: string, text: string) =>
      workspace.fs.writeFile(uriOf(name), new TextEncoder().encode(text));
    await write('cells.mjs', 'export const cells = 1 << 10;\n');
    await write(
      'fill.mjs',
      `import { cells } from './cells.mjs';
const grid = new Float64Array(cells);
// @migrate approve
function fill() {
  for (let round = 0; round < 1e4; round++) for (let at = 0; at < cells; at++) grid[at] = at + round;
}
fill();
`,
    );
    const { document } = await open('fill.mjs');
    const number = async (isWanted: (title: string) => boolean) =>
      (await lensTitles(document)).find(
        (title) => /^approve · (?!.*(?:updating|predicting))/.test(title) && isWanted(title),
      );
    const small = await eventually('a number', () => number(() => true));
    await write('cells.mjs', 'export const cells = 1 << 22;\n');
    await eventually('another number', () => number((title) => title !== small));
    for (const name of ['cells.mjs', 'fill.mjs']) await workspace.fs.delete(uriOf(name));
  });

  test('predicts the files of each workspace folder in the environment of that folder', async () => {
    const number = (document: TextDocument) =>
      eventually('a number', async () =>
        (await lensTitles(document)).find((title) => /^approve · downtime (?!.*updating)/.test(title)),
      );
    const there = await number((await open('checkpoints.js', 1)).document);
    assert.notEqual(await number((await open('checkpoints.js')).document), there);
  });

  test('shows nothing while it is switched off, and everything again afterwards', async () => {
    const { document } = await open('checkpoints.js');
    const settings = workspace.getConfiguration('migrationTags');
    await settings.update('enabled', false, true);
    await eventually('no lens', async () => ((await lensTitles(document)).length === 0 ? true : undefined));
    await settings.update('enabled', undefined, true);
    await eventually('lenses again', async () =>
      (await lensTitles(document)).length > 0 ? true : undefined,
    );
  });
});

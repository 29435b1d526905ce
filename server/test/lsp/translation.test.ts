import { translateWith } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import type { CodeLens, CompletionItem, InlayHint, SignatureHelp } from 'vscode-languageserver';
import { buildOutline } from '../../src/analysis/frontend/outline.ts';
import type { EntryPreview, MigrationWindow } from '../../src/lsp/protocol/requests.ts';
import { checkFile, RULES } from '../../src/rules/index.ts';
import { readTags } from '../../src/tags/index.ts';
import { englishIn, englishWithin, PSEUDO } from '../pseudo-locale.ts';
import { measureOf } from '../rules/example-measure.ts';
import { pageExample, pageOf, switchedOn } from '../rules/page-example.ts';
import { AnalysingPredictor } from './analysing-predictor.ts';
import { Editor, type EditorDocument, WORKSPACE } from './editor.ts';

const translate = translateWith(PSEUDO);

/** Hot, quiet, waiting and unknown code, tagged and not, with some mistakes. */
const TEXT = `import { readFileSync } from 'node:fs';
const xx = new Float64Array(1 << 24);
// @migrate withdraw
function xxx() {
  for (let x = 0; x < 40; x++) for (let xxxx = 0; xxxx < xx.length; xxxx++) xx[xxxx] += 1;
}
// @migrate approve downtime<=1ms
function xxxxx() {
  for (let x = 0; x < 2e9; x++) Math.sin(x);
}
// @migrate aprove
function xxxxxx(x) {
  return readFileSync(x, 'utf8').split(' ').map((xxx) => xxxxxxx(xxx));
}
// @migrate assume duration=3
function xxxxxxx(x) {
  return x.xx();
}
setInterval(() => xxxxxx(process.argv[2]), 1000);
for (let x = 0; x < 9; x++) {
  xxx();
  // @migrate approve begin
  xxxxx();
  // @migrate end
}
`;

const open = async (text: string, translation = PSEUDO) => {
  const editor = await Editor.start({
    translation,
    predictor: new AnalysingPredictor(),
    settings: { inlayHints: { enabled: true }, environment: { link: 1 } },
    files: { [`${WORKSPACE}/migration-tags.json`]: '{"migration": {"timeout": "soon"}, "lnk": 1}' },
  });
  const document = await editor.open('x.ts', text);
  await editor.pause();
  return { editor, document };
};

const surfacesOf = async (editor: Editor, document: EditorDocument) => {
  const send = <Result>(method: string, params: unknown): Promise<Result> =>
    editor.connection.sendRequest<Result>(method, params);
  const heads = ['withdraw', 'approve down', 'function xxx(', 'function xxxxxx(', 'function xxxxxxx('];
  const lenses = await document.rawLenses();
  const hints = await document.ask<InlayHint[]>('textDocument/inlayHint', TEXT);
  for (const head of ['function xxx(', 'function xxxxxx(']) {
    const { start } = document.rangeOf(head);
    const tell = { command: 'migrationTags.server.explain', arguments: [document.uri, start] };
    await send('workspace/executeCommand', tell);
    await send('workspace/executeCommand', { ...tell, command: 'migrationTags.server.removeTag' });
  }
  await send('workspace/executeCommand', { command: 'migrationTags.server.explain', arguments: [] });
  const uri = document.uri;
  return {
    lenses: (await Promise.all(lenses.map((lens) => send<CodeLens>('codeLens/resolve', lens)))).map(
      ({ command }) => [command?.title, command?.tooltip],
    ),
    hovers: await Promise.all(heads.map(async (head) => (await document.hover(head))?.contents)),
    hints: hints.map(({ label }) => label),
    tooltips: await Promise.all(
      hints.map(async (hint) => (await send<InlayHint>('inlayHint/resolve', hint)).tooltip),
    ),
    problems: [...(await document.diagnostics()), ...[...editor.published.values()].flat()].map(
      ({ message }) => message,
    ),
    fixes: (await document.actions(TEXT, ['quickfix', 'refactor', 'source'])).map(({ title }) => title),
    completions: (
      await Promise.all(
        ['// @migrate ', '@migrate approve ', '@migrate assume ', 'duration=3'].map((at) =>
          document.ask<CompletionItem[]>('textDocument/completion', at),
        ),
      )
    ).flatMap((items) => items.map(({ documentation }) => documentation)),
    signatures: await Promise.all(
      ['@migrate approve ', '@migrate assume '].map(async (at) => {
        const help = await document.ask<SignatureHelp>('textDocument/signatureHelp', at);
        return help.signatures.map(({ documentation, parameters }) => [
          documentation,
          parameters?.map((own) => own.documentation),
        ]);
      }),
    ),
    windows: (await send<MigrationWindow[]>('migrationTags/windows', null)).map(({ name, detail }) => [
      name,
      detail,
    ]),
    messages: editor.messages,
    preview: (await send<EntryPreview>('migrationTags/preview', { uri })).preview,
  };
};

describe('in another language', () => {
  test.each(RULES)('$name says nothing in English', ({ name }) => {
    const { code, figures } = pageExample(pageOf(name), 'Wrong');
    const outline = buildOutline('example.ts', code);
    const found = checkFile(outline, readTags(outline), figures && measureOf(figures), switchedOn(name));
    expect(found).not.toEqual([]);
    const said = found.flatMap(({ message, fixes }) => [message, ...fixes.map(({ title }) => title)]);
    expect(said.flatMap((message) => englishIn(translate(message)))).toEqual([]);
  });

  test('no surface of an editor shows anything in English', async () => {
    const { editor, document } = await open(TEXT);
    const { preview, problems, ...others } = await surfacesOf(editor, document);
    for (const [surface, shown] of Object.entries(others)) {
      expect([surface, JSON.stringify(shown).includes('xxx')]).toEqual([surface, true]);
      expect([surface, englishWithin(shown)]).toEqual([surface, []]);
    }
    // The name of the field that is wrong.
    expect(problems.length).toBeGreaterThan(4);
    expect(englishWithin(problems)).toEqual(['lnk']);
    const { entities, notes, questions } = preview;
    expect(notes.length + questions.length).toBeGreaterThan(0);
    expect(englishWithin({ notes, questions: questions.map(({ question }) => question) })).toEqual([]);
    expect(englishWithin(entities.map(({ why, questions: asked }) => [why, asked]))).toEqual([]);
  });

  test('two sessions speak each its own', async () => {
    const [own, english] = [await open(TEXT), await open(TEXT, { locale: 'en', sentences: {} })];
    const first = async ({ document }: typeof own) => String((await document.diagnostics())[0]?.message);
    expect(englishIn(await first(own))).toEqual([]);
    expect(englishIn(await first(english))).not.toEqual([]);
  });

  test('a session whose language cannot be read is in English', async () => {
    const { document } = await open(TEXT, { locale: 'no such language', sentences: PSEUDO.sentences });
    expect(englishWithin(await document.lenses())).not.toEqual([]);
  });
});

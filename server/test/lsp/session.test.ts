import { exactly } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import type { CodeAction, CodeLens, WorkspaceEdit } from 'vscode-languageserver-types';

import { Editor, WORKSPACE } from './editor.ts';

const TAGGED = `// @migrate approve
export function checkpoint() {
  return 1;
}

export function solve() {
  return 2;
}
`;

const SCRIPT = {
  checkpoint: { downtimeMs: 12 },
  solve: { downtimeMs: null, question: 'how many rows does the matrix have?' },
} as const;

describe('lenses', () => {
  test('stand above a tagged entity at once, and tell its downtime when it is predicted', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    const document = await editor.open('a.ts', TAGGED);
    expect(await document.lenses()).toEqual(['1: approve · predicting…']);
    await editor.pause();
    expect(await document.lenses()).toEqual(['1: approve · downtime 12 ms, p95 24 ms']);
    expect(editor.lensRefreshes).toBeGreaterThan(0);
  });

  test('in sight come with their words from the second time on, wherever the text moves', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    const document = await editor.open('a.ts', `let a;\n${TAGGED}// @migrate approve\nfunction load() {}\n`);
    await editor.pause();
    const words = async (): Promise<readonly (string | undefined)[]> =>
      (await document.rawLenses())
        .map(({ command }) => command?.title)
        .filter((title) => title !== '$(gear)');
    expect(await words()).toEqual([undefined, undefined]);
    const [first] = await document.rawLenses();
    await editor.connection.sendRequest<CodeLens>('codeLens/resolve', first);
    expect(await words()).toEqual(['approve · downtime 12 ms, p95 24 ms', undefined]);
    await document.replace('let a;', 'let a,\nb;');
    expect(await words()).toEqual(['approve · downtime 12 ms, p95 24 ms · updating', undefined]);
  });

  test('say why when a number is not known', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    const document = await editor.open('a.ts', '// @migrate approve\nfunction solve() {}\n');
    await editor.pause();
    expect(await document.lenses()).toEqual([
      '1: approve · downtime unknown — how many rows does the matrix have?',
    ]);
  });

  test('offer a suggested tag with what it saves', async () => {
    const script = { solve: { downtimeMs: 5, suggest: 'approve', savesMs: 290 } } as const;
    const editor = await Editor.start({ script });
    const document = await editor.open('a.ts', TAGGED);
    await editor.pause();
    expect(await document.lenses()).toContain(
      '5: Add @migrate approve · downtime 5 ms, p95 10 ms · saves 290 ms',
    );
  });

  test('offer a suggested region at its first statement, whole statements wherever the text moves', async () => {
    const script = { f: { downtimeMs: 5, suggestRegion: 'withdraw', savesMs: 290 } } as const;
    const editor = await Editor.start({ script });
    const document = await editor.open('a.ts', 'function f() {\n  one();\n  two();\n}\n');
    await editor.pause();
    expect(await document.lenses()).toEqual(['1: Add @migrate withdraw begin … end · saves 290 ms']);
    await document.replace('function f', 'zero(;\nfunction f');
    const stale = ['2: Add @migrate withdraw begin … end · saves 290 ms · updating'];
    expect(await document.lenses()).toEqual(stale);
    await document.replace('zero(;', 'zero();');
    expect(await document.lenses()).toEqual(stale);
    const [lens] = await document.rawLenses();
    const { command } = await editor.connection.sendRequest<CodeLens>('codeLens/resolve', lens);
    const [uri, position, tag, end] = command?.arguments ?? [];
    const edit = await editor.connection.sendRequest<WorkspaceEdit>('migrationTags/addTag', {
      uri,
      position,
      tag,
      end,
    });
    expect(document.after(edit)).toBe(
      'zero();\nfunction f() {\n  // @migrate withdraw begin\n  one();\n  two();\n  // @migrate end\n}\n',
    );
    await document.replace('one();', '// @migrate withdraw begin\n  one();');
    await document.replace('two();', 'two();\n  // @migrate end');
    expect(await document.lenses()).toEqual(['2: withdraw · predicting…']);
  });

  test('stay, moved along, while the text does not parse', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    const document = await editor.open('a.ts', TAGGED);
    await editor.pause();
    await document.replace('// @migrate approve', 'const half = {\n\n// @migrate approve');
    expect(await document.lenses()).toEqual(['3: approve · downtime 12 ms, p95 24 ms · updating']);
  });

  test('are marked as old until the numbers of the new text are there', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    const document = await editor.open('a.ts', TAGGED);
    await editor.pause();
    await document.replace('return 1;', 'return 10;');
    expect(await document.lenses()).toEqual(['1: approve · downtime 12 ms, p95 24 ms · updating']);
    await editor.pause();
    expect(await document.lenses()).toEqual(['1: approve · downtime 12 ms, p95 24 ms']);
  });

  test('come with a way to switch them off, in the editor that has one', async () => {
    const here = await Editor.start({ lensCommands: true });
    const there = await Editor.start({ lensCommands: false });
    expect(await (await here.open('a.ts', TAGGED)).rawLenses()).toHaveLength(2);
    expect(await (await there.open('a.ts', TAGGED)).rawLenses()).toHaveLength(1);
  });
});

describe('typing', () => {
  test('predicts nothing until it pauses, then once', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    const document = await editor.open('a.ts', TAGGED);
    await editor.pause();
    const before = editor.predictor.asked.length;
    for (const [from, to] of [
      ['1;', '12;'],
      ['12;', '123;'],
      ['123;', '1234;'],
    ] as const) {
      await document.replace(from, to);
      await editor.pause(100);
    }
    expect(editor.predictor.asked).toHaveLength(before);
    await editor.pause(300);
    expect(editor.predictor.asked).toHaveLength(before + 1);
    expect(editor.predictor.asked.at(-1)?.text).toContain('return 1234;');
  });
});

describe('diagnostics', () => {
  test('name a misspelt directive at its exact place, and its fix is the nearest right one', async () => {
    const editor = await Editor.start();
    const document = await editor.open('a.ts', '// @migrate aprove\nfunction f() {}\n');
    const [diagnostic, ...others] = await document.diagnostics();
    expect(others).toEqual([]);
    expect(diagnostic?.code).toBe('unknown-directive');
    expect(diagnostic && document.textAt(diagnostic.range)).toBe('aprove');
    const [fix] = await document.actions('aprove', ['quickfix']);
    expect(fix?.isPreferred).toBe(true);
    expect(document.after(fix?.edit)).toBe('// @migrate approve\nfunction f() {}\n');
  });

  test('are not sent again while nothing changed', async () => {
    const editor = await Editor.start();
    const document = await editor.open('a.ts', '// @migrate aprove\nfunction f() {}\n');
    await editor.pause();
    const first = await document.diagnosticReport();
    expect(await document.diagnosticReport(first.resultId)).toEqual({
      kind: 'unchanged',
      resultId: first.resultId,
    });
    await document.replace('aprove', 'approve');
    expect(await document.diagnosticReport(first.resultId)).toMatchObject({ kind: 'full', items: [] });
  });

  test('are pushed to an editor that does not pull, and cleared when the file is closed', async () => {
    const editor = await Editor.start({ capabilities: {} });
    const document = await editor.open('a.ts', '// @migrate aprove\nfunction f() {}\n');
    await editor.settled();
    expect(editor.published.get(document.uri)).toMatchObject([{ code: 'unknown-directive' }]);
    await document.close();
    await editor.settled();
    expect(editor.published.get(document.uri)).toEqual([]);
  });

  test('follow the severities of the configuration', async () => {
    const files = { [`${WORKSPACE}/migration-tags.json`]: '{ "rules": { "unknown-directive": "hint" } }' };
    const editor = await Editor.start({ files });
    const document = await editor.open('a.ts', '// @migrate aprove\nfunction f() {}\n');
    expect(await document.diagnostics()).toMatchObject([{ severity: 4 }]);
    await editor.changeFile(
      `${WORKSPACE}/migration-tags.json`,
      '{ "rules": { "unknown-directive": "off" } }',
    );
    expect(await document.diagnostics()).toEqual([]);
  });
});

describe('quick fixes', () => {
  test('add a suggested tag', async () => {
    const script = { solve: { downtimeMs: 5, suggest: 'approve', savesMs: 290 } } as const;
    const editor = await Editor.start({ script });
    const document = await editor.open('a.ts', TAGGED);
    await editor.pause();
    const actions = await document.actions('export function solve');
    const add = actions.find(({ title }) => title === 'Add `@migrate approve` · saves 290 ms');
    expect(document.after(add?.edit)).toBe(
      TAGGED.replace('export function solve', '// @migrate approve\nexport function solve'),
    );
  });

  test('add a suggested region, once', async () => {
    const source = 'function f() {\n  one();\n  two();\n}\n';
    const script = { f: { downtimeMs: 5, suggestRegion: 'withdraw', savesMs: 290 } } as const;
    const editor = await Editor.start({ script });
    const document = await editor.open('a.ts', source);
    await editor.pause();
    expect((await document.diagnostics()).map(({ message }) => message)).toEqual([
      'A `withdraw` region would suit the statements from here: Both write much. It saves 290 ms of downtime.',
    ]);
    const add = (await document.actions('one();')).find(({ title }) => title.startsWith('Add'));
    expect(add?.title).toBe('Add `@migrate withdraw begin` … `end` · saves 290 ms');
    const wrapped = document.after(add?.edit);
    expect(wrapped).toBe(
      'function f() {\n  // @migrate withdraw begin\n  one();\n  two();\n  // @migrate end\n}\n',
    );
    await document.replace('one();', '// @migrate withdraw begin\n  one();');
    await document.replace('two();', 'two();\n  // @migrate end');
    expect(await document.diagnostics()).toEqual([]);
  });

  test('wrap a selection, and remove all tags again', async () => {
    const editor = await Editor.start();
    const document = await editor.open('a.ts', 'function f() {\n  one();\n  two();\n}\n');
    const wrap = (await document.actions('one();', ['refactor'])).find(({ title }) =>
      /approve region/.test(title),
    );
    const wrapped = document.after(wrap?.edit);
    expect(wrapped).toBe(
      'function f() {\n  // @migrate approve begin\n  one();\n  // @migrate end\n  two();\n}\n',
    );
    const second = await editor.open('b.ts', wrapped);
    const remove = (await second.actions('one();', ['refactor'])).find(({ title }) =>
      /Remove all/.test(title),
    );
    expect(second.after(remove?.edit)).toBe('function f() {\n  one();\n  two();\n}\n');
  });

  test('edits of the whole file are made once they are taken, by editors that ask then', async () => {
    const codeActionLiteralSupport = { codeActionKind: { valueSet: [] } };
    const resolveSupport = { properties: ['edit'] };
    const codeAction = { codeActionLiteralSupport, dataSupport: true, resolveSupport };
    const script = { f: { downtimeMs: 5, suggest: 'approve' } } as const;
    const editor = await Editor.start({ script, capabilities: { textDocument: { codeAction } } });
    const text = 'function f() {}\n// @migrate withdraw\nfunction g() {}\n';
    const document = await editor.open('a.ts', text);
    await editor.pause();
    const offered = await document.actions('function f', ['refactor']);
    expect(offered.map(({ title, edit }) => [title, edit])).toEqual([
      ['Wrap selection in an approve region', expect.anything()],
      ['Wrap selection in a withdraw region', expect.anything()],
      ['Tag all suggested entities', undefined],
      ['Remove all migration tags', undefined],
    ]);
    await document.replace('{}', '{ }');
    const taken = await Promise.all(
      offered
        .slice(2)
        .map((action) => editor.connection.sendRequest<CodeAction>('codeAction/resolve', action)),
    );
    expect(taken.map(({ edit }) => document.after(edit))).toEqual([
      '// @migrate approve\nfunction f() { }\n// @migrate withdraw\nfunction g() {}\n',
      'function f() { }\nfunction g() {}\n',
    ]);
    await document.close();
    const [late] = await Promise.all(
      offered
        .slice(2)
        .map((action) => editor.connection.sendRequest<CodeAction>('codeAction/resolve', action)),
    );
    expect(late?.edit).toBeUndefined();
  });
});

describe('while the text does not parse', () => {
  test('the numbers of the text before stand, marked as old, until it does again', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    const document = await editor.open('a.ts', TAGGED);
    await editor.pause();
    const asked = editor.predictor.asked.length;
    await document.replace('return 1', 'return (1');
    await editor.pause();
    expect(editor.predictor.asked).toHaveLength(asked);
    expect((await document.lenses())[0]).toMatch(/· updating$/);
    await document.replace('return (1', 'return (1)');
    await editor.pause();
    expect(editor.predictor.asked).toHaveLength(asked + 1);
    expect((await document.lenses())[0]).not.toMatch(/updating/);
  });

  test('a text that never did has numbers all the same', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    const document = await editor.open('a.ts', TAGGED.replace('return 1', 'return (1'));
    await editor.pause();
    const asked = editor.predictor.asked.length;
    expect(asked).toBeGreaterThan(0);
    await document.replace('return (1', 'return (12');
    await editor.pause();
    expect(editor.predictor.asked).toHaveLength(asked + 1);
  });
});

describe('hover', () => {
  test('tells range, provenance and reason at the tag and at the first line of its entity', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    const document = await editor.open('a.ts', TAGGED);
    await editor.pause();
    const atTag = await document.hover('@migrate approve');
    expect(atTag && document.textAt(atTag.range ?? document.rangeOf('export'))).toBe('@migrate approve');
    expect(atTag?.contents).toMatchObject({ kind: 'markdown' });
    const text = JSON.stringify(atTag?.contents);
    for (const part of [
      'checkpoint',
      'low range',
      '1 MiB',
      'estimate, 80 % sure',
      'The loop runs 1,000 times.',
    ]) {
      expect(text).toContain(part);
    }
    expect(JSON.stringify((await document.hover('function checkpoint'))?.contents)).toBe(text);
    expect(await document.hover('return 1')).toBeNull();
  });

  test('draws the dirty curve where images are shown, and tells it elsewhere', async () => {
    const writes = [
      { rangeBytes: exactly(2 ** 20), ratePagesPerSecond: exactly(256), pattern: 'sweep' },
    ] as const;
    const script = { checkpoint: { downtimeMs: 4, writes } };
    const sentence = 'Writes 307 KiB in the downtime limit of 300 ms, in which the link sends 35.8 MiB';
    const explained = async (markdownImages: boolean): Promise<string> => {
      const editor = await Editor.start({ script, markdownImages });
      const document = await editor.open('a.ts', TAGGED);
      await editor.pause();
      return JSON.stringify((await document.hover('@migrate approve'))?.contents);
    };
    expect(await explained(true)).toMatch(
      new RegExp(`!\\[${sentence}[^\\]]*\\]\\(data:image/svg\\+xml,[^()]+\\)`),
    );
    const told = await explained(false);
    expect(told).toContain(sentence);
    expect(told).not.toContain('data:');
  });

  test('tells the figures before the picture and the reasons: editors cut a long hover', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    const document = await editor.open('a.ts', TAGGED);
    await editor.pause();
    const text = JSON.stringify((await document.hover('@migrate approve'))?.contents);
    const parts = [
      'checkpoint',
      'Downtime',
      'Range',
      'Frequency',
      'One run lasts',
      'budget',
      'Source',
      'Why',
    ];
    const places = parts.map((part) => text.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test('says unknown, never a number, for what is not known', async () => {
    const editor = await Editor.start({ script: SCRIPT });
    const document = await editor.open('a.ts', TAGGED);
    await editor.pause();
    const text = JSON.stringify((await document.hover('function solve'))?.contents);
    expect(text).toContain('**Range** unknown');
    expect(text).toContain('how many rows does the matrix have?');
    expect(text).not.toMatch(/\*\* 0/);
  });
});

describe('bad input', () => {
  test.each([
    ['a file too long to analyse', 'const a = 1;\n'.repeat(450_000), /Split it/],
    ['a binary', 'PK\u0003\u0004\0\0\0', /NUL/],
    ['invalid UTF-8', 'const s = "\uFFFD";', /UTF-8/],
  ])('%s gives one message and leaves the server alive', async (_name, text, message) => {
    const editor = await Editor.start();
    const document = await editor.open('a.ts', text);
    const diagnostics = await document.diagnostics();
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.message).toMatch(message);
    await editor.pause();
    const other = await editor.open('b.ts', TAGGED);
    expect(await other.lenses()).toHaveLength(1);
    expect(editor.log).toEqual([]);
  });

  test('requests and changes for files that are not open are answered with nothing', async () => {
    const editor = await Editor.start();
    const document = await editor.open('a.ts', TAGGED);
    await document.close();
    await document.replace('return 1;', 'return 2;');
    expect(await document.rawLenses()).toEqual([]);
    expect(await document.hover('function')).toBeNull();
    expect(await document.diagnostics()).toEqual([]);
    expect(editor.log).toEqual([]);
  });
});

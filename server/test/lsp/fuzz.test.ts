import { describe, expect, test } from 'vitest';
import { Editor, type EditorDocument, WORKSPACE } from './editor.ts';

/** Steps of the session that the test plays; `FUZZ_STEPS=10000` plays the long one. */
const STEPS = Number(process.env.FUZZ_STEPS ?? 1000);
const SEED = 20_260_822;
const FILES = ['a.ts', 'b.tsx', 'c.js', 'migration-tags.json'] as const;

const FRAGMENTS = [
  '// @migrate approve\n',
  '// @migrate approve begin region\n',
  '// @migrate end region\n',
  '/** @migrate withdraw because=range */',
  '// @migrate aprove downtime<=5 parsecs\n',
  '// @migrate ignore unknown-directive reason\n',
  'function solve() {\n  return 1;\n}\n',
  'for (let i = 0; i < 10; i++) {',
  '}\n',
  'const text = `',
  '"\u2028\uFFFD\0',
  '{ "link": { "bandwidth": "1Mbit/s" } }',
  '\r\n',
  '😀',
  '',
] as const;

const PARSES = '// @migrate aprove\nfunction solve() {}\n// @migrate approve\nfunction solve() {}\n';

const REQUESTS = [
  'textDocument/codeLens',
  'textDocument/hover',
  'textDocument/diagnostic',
  'textDocument/codeAction',
  'textDocument/completion',
  'textDocument/foldingRange',
  'textDocument/documentSymbol',
  'textDocument/rename',
  'textDocument/signatureHelp',
  'migrationTags/addTag',
  'migrationTags/removeTag',
  'migrationTags/marks',
] as const;

/** mulberry32: the same session for the same seed on every machine. */
const randomNumbers = (seed: number) => {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (limit: number): number => Math.floor(next() * limit),
    chance: (share: number): boolean => next() < share,
    pick: <Item>(items: readonly [Item, ...Item[]]): Item =>
      items[Math.floor(next() * items.length)] ?? items[0],
  };
};

/** All that the server says of a file: what must not depend on how its text came about. */
const stateOf = async (editor: Editor, document: EditorDocument): Promise<unknown> => ({
  diagnostics: await document.diagnostics(),
  lenses: await document.lenses(),
  folds: await editor.connection.sendRequest('textDocument/foldingRange', {
    textDocument: { uri: document.uri },
  }),
});

describe(`a session of ${STEPS} random steps`, () => {
  test('leaves the server alive, and in the state of a fresh one that opens the same files', async () => {
    const random = randomNumbers(SEED);
    const script = { solve: { downtimeMs: 7 } };
    const editor = await Editor.start({ script });
    const open = new Map<string, EditorDocument>();

    for (let step = 0; step < STEPS; step++) {
      const name = random.pick(FILES);
      const uri = `file://${WORKSPACE}/${name}`;
      const document = open.get(name);
      const kind = random.below(10);
      if (kind === 0 && !document) {
        open.set(name, await editor.open(name, random.pick(FRAGMENTS), languageOf(name)));
      } else if (kind === 1 && document && random.chance(0.1)) {
        open.delete(name);
        await document.close();
      } else if (kind <= 5 && document) {
        const { length } = document.text;
        const start = random.below(length + 1);
        const removed = random.chance(0.3) ? random.below(Math.min(length - start, 40) + 1) : 0;
        await document.splice(start, removed, random.pick(FRAGMENTS));
        if (document.text.length > 4000) await document.splice(0, 2000, '');
      } else if (kind === 6) {
        await editor.connection.sendNotification('textDocument/didChange', {
          textDocument: { uri: `file://${WORKSPACE}/closed.ts`, version: random.below(9) - 4 },
          contentChanges: [{ range: wild(random), text: random.pick(FRAGMENTS) }],
        });
      } else if (kind === 7) {
        editor.clock.pass(random.below(600));
      } else {
        const params = {
          textDocument: { uri },
          uri,
          position: wild(random).start,
          range: wild(random),
          context: { diagnostics: [] },
          newName: random.pick(FRAGMENTS),
          tag: 'approve',
        };
        const sent = editor.connection.sendRequest(random.pick(REQUESTS), params).catch(() => null);
        if (random.chance(0.5)) await sent;
      }
      if (step % 50 === 0) await editor.settled();
    }

    // While a text does not parse, the old session rightly remembers more than a fresh one could know.
    for (const document of open.values()) await document.splice(0, document.text.length, PARSES);
    await editor.pause();
    const fresh = await Editor.start({ script });
    const names = [...open.keys()];
    for (const [name, document] of open) await fresh.open(name, document.text, languageOf(name));
    await fresh.pause();
    for (const name of names) {
      const document = open.get(name);
      if (!document) continue;
      const same = fresh.documentAt(name, document.text, languageOf(name));
      expect([name, await stateOf(editor, document)]).toEqual([name, await stateOf(fresh, same)]);
    }
    expect(editor.log).toEqual([]);
    const known = await editor.open('known.ts', PARSES);
    await editor.pause();
    expect(await known.lenses()).toEqual(['3: approve · downtime 7 ms, p95 14 ms']);
    expect(await known.diagnostics()).toHaveLength(1);
  }, 600_000);
});

const languageOf = (name: string): string =>
  name.endsWith('.json')
    ? 'json'
    : name.endsWith('.tsx')
      ? 'typescriptreact'
      : name.endsWith('.ts')
        ? 'typescript'
        : 'javascript';

/** Ranges that no document has. */
const wild = (random: ReturnType<typeof randomNumbers>) => ({
  start: { line: random.below(60), character: random.below(200) },
  end: { line: random.below(60), character: random.below(1000) },
});

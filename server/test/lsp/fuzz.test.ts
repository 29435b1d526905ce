import { describe, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver';
import { Editor, type EditorDocument, WORKSPACE } from './editor.ts';

/** Steps of the session that each test plays, and the seeds; `FUZZ_STEPS=10000` plays long ones, `FUZZ_SEEDS=1,2` others. */
const STEPS = Number(process.env.FUZZ_STEPS ?? 1000);
const SEEDS = (process.env.FUZZ_SEEDS ?? '20260822,7').split(',').map(Number);
const FILES = ['a.ts', 'b.tsx', 'c.js', 'migration-tags.json'] as const;
const CONFIGURATION = `${WORKSPACE}/migration-tags.json`;
/** On the disk beside what is open, for the scan of the workspace. */
const CLOSED_FILE = `${WORKSPACE}/closed.ts`;

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
  '\uD83D',
  '\uDC00\u0301',
  '',
] as const;

const CONFIGURATIONS = [
  '{}',
  '{ "link": { "bandwidth": "1Mbit/s" } }',
  '{ "rules": { "unknown-directive": "off" } }',
  '{ "link": 1, ',
  '\uFEFF[]',
] as const;

const SETTINGS = [
  {},
  { enabled: false },
  { codeLens: { enabled: false }, inlayHints: { enabled: true }, gutter: { enabled: true } },
  { environment: { link: { bandwidth: '2Gbit/s' } } },
  { environment: { link: 'wrong' }, enabled: 'yes' },
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
  'textDocument/documentHighlight',
  'textDocument/prepareRename',
  'textDocument/rename',
  'textDocument/signatureHelp',
  'textDocument/inlayHint',
  'textDocument/semanticTokens/full',
  'codeLens/resolve',
  'workspace/executeCommand',
  'migrationTags/addTag',
  'migrationTags/removeTag',
  'migrationTags/marks',
  'migrationTags/windows',
  'migrationTags/scan',
  'migrationTags/rescan',
  'migrationTags/stopScan',
  'migrationTags/preview',
] as const;

const COMMANDS = [
  'migrationTags.server.explain',
  'migrationTags.server.addTag',
  'migrationTags.server.removeTag',
  'no.such.command',
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
    pick: <Item>(items: readonly Item[]): Item => {
      const [item] = items.slice(Math.floor(next() * items.length));
      if (item === undefined) throw new Error('There is nothing to pick.');
      return item;
    },
  };
};

type Random = ReturnType<typeof randomNumbers>;

/** All that the server says of a file: what must not depend on how its text came about. */
const stateOf = async (editor: Editor, document: EditorDocument): Promise<unknown> => ({
  diagnostics: await document.diagnostics(),
  lenses: await document.lenses(),
  folds: await editor.connection.sendRequest('textDocument/foldingRange', {
    textDocument: { uri: document.uri },
  }),
  hints: await document.ask('textDocument/inlayHint', ''),
});

/** One session: an editor that does one thing after the other, most of them sensible. */
class RandomSession {
  readonly editor: Editor;
  readonly open = new Map<string, EditorDocument>();
  readonly #random: Random;
  /** Every kind of step, in proportion. */
  readonly #steps: readonly (() => Promise<unknown>)[];

  constructor(editor: Editor, random: Random) {
    this.editor = editor;
    this.#random = random;
    const edit = () => this.#edit();
    const ask = () => this.#ask();
    this.#steps = [
      ...[edit, edit, edit, edit, edit, edit],
      ...[ask, ask, ask, ask],
      () => this.#openOne(),
      () => this.#openOne(),
      () => this.#closeOne(),
      () => this.#changeUnopened(),
      () => this.#wait(),
      () => this.#wait(),
      () => this.#changeOnDisk(),
      () => this.#changeSettings(),
      () => this.#changeFolders(),
      () => this.#watchedElsewhere(),
    ];
  }

  step(): Promise<unknown> {
    return this.#random.pick(this.#steps)();
  }

  async #openOne(): Promise<void> {
    const name = this.#random.pick(FILES);
    // Some editors open a file twice.
    if (this.open.has(name) && !this.#random.chance(0.1)) return;
    this.open.set(name, await this.editor.open(name, this.#random.pick(FRAGMENTS), languageOf(name)));
  }

  async #closeOne(): Promise<void> {
    const name = this.#random.pick(FILES);
    const document = this.open.get(name);
    if (!document || !this.#random.chance(0.3)) return;
    this.open.delete(name);
    await document.close();
  }

  async #edit(): Promise<void> {
    const random = this.#random;
    const document = this.open.get(random.pick(FILES));
    if (!document) return;
    const { length } = document.text;
    const start = random.below(length + 1);
    const removed = random.chance(0.3) ? random.below(Math.min(length - start, 40) + 1) : 0;
    await document.splice(start, removed, random.pick(FRAGMENTS));
    if (document.text.length > 4000) await document.splice(0, 2000, '');
  }

  async #changeUnopened(): Promise<void> {
    const random = this.#random;
    await this.editor.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: `file://${WORKSPACE}/never-opened.ts`, version: random.below(9) - 4 },
      contentChanges: [{ range: wild(random), text: random.pick(FRAGMENTS) }],
    });
  }

  async #wait(): Promise<void> {
    this.editor.clock.pass(this.#random.below(600));
  }

  async #changeOnDisk(): Promise<void> {
    const random = this.#random;
    const [path, text] = random.chance(0.7)
      ? [CONFIGURATION, random.pick(CONFIGURATIONS)]
      : [CLOSED_FILE, random.pick(FRAGMENTS)];
    if (random.chance(0.2)) await this.editor.deleteFile(path);
    else await this.editor.changeFile(path, text);
  }

  async #changeSettings(): Promise<void> {
    if (this.#random.chance(0.3)) await this.editor.changeSettings(this.#random.pick(SETTINGS));
  }

  async #changeFolders(): Promise<void> {
    const random = this.#random;
    if (!random.chance(0.3)) return;
    const folder = (path: string) => ({ uri: `file://${path}`, name: path });
    const event = {
      added: random.chance(0.7) ? [folder(WORKSPACE)] : [folder('/elsewhere')],
      removed: random.chance(0.5) ? [folder('/elsewhere')] : [folder(WORKSPACE), folder('/never-there')],
    };
    await this.editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
  }

  async #watchedElsewhere(): Promise<void> {
    const uris = [
      'file:///elsewhere/migration-tags.json',
      'untitled:x',
      'not a uri',
      `file://${CLOSED_FILE}`,
    ];
    const changes = uris.map((uri) => ({ uri, type: 1 + this.#random.below(3) }));
    await this.editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  }

  /** Some answers are waited for, some requests are cancelled, some are none the server knows what to do with. */
  async #ask(): Promise<void> {
    const random = this.#random;
    const uri = `file://${WORKSPACE}/${random.pick(FILES)}`;
    const position = wild(random).start;
    const tag = random.pick(['approve', 'withdraw', 7, null] as const);
    const method = random.pick(REQUESTS);
    const params = {
      textDocument: { uri },
      uri,
      uris: [uri, `file://${CLOSED_FILE}`],
      position,
      range: wild(random),
      context: { diagnostics: [] },
      newName: random.pick(FRAGMENTS),
      tag,
      command: random.pick(COMMANDS),
      arguments: random.pick<readonly unknown[]>([[uri, position, tag], [uri], [7, position], []]),
      data: random.pick([
        null,
        { document: random.below(9), subject: random.below(99), kind: 'tagged' },
      ] as const),
    };
    const cancellation = new CancellationTokenSource();
    const sent = this.editor.connection
      .sendRequest(method, random.chance(0.03) ? {} : params, cancellation.token)
      .catch(() => null);
    if (random.chance(0.2)) cancellation.cancel();
    if (random.chance(0.5)) await sent;
  }
}

describe.each(SEEDS)(`a session of ${STEPS} random steps from seed %i`, (seed) => {
  test('leaves the server alive, and in the state of a fresh one that opens the same files', async () => {
    const script = { solve: { downtimeMs: 7 } };
    const editor = await Editor.start({ script });
    const session = new RandomSession(editor, randomNumbers(seed));
    for (let step = 0; step < STEPS; step++) {
      await session.step();
      if (step % 50 === 0) await editor.settled();
    }

    // While a text does not parse, the old session rightly remembers more than a fresh one could know.
    const { open } = session;
    for (const document of open.values()) await document.splice(0, document.text.length, PARSES);
    const folder = { uri: `file://${WORKSPACE}`, name: WORKSPACE };
    await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [folder], removed: [folder, { uri: 'file:///elsewhere', name: 'elsewhere' }] },
    });
    await editor.pause();
    const { files, settings } = editor;
    const fresh = await Editor.start({ script, settings, files: Object.fromEntries(files) });
    for (const [name, document] of open) await fresh.open(name, document.text, languageOf(name));
    await fresh.pause();
    for (const [name, document] of open) {
      const same = fresh.documentAt(name, document.text, languageOf(name));
      expect([name, await stateOf(editor, document)]).toEqual([name, await stateOf(fresh, same)]);
    }
    const configuration = `file://${CONFIGURATION}`;
    expect(editor.published.get(configuration) ?? []).toEqual(fresh.published.get(configuration) ?? []);
    expect(editor.log.filter((line) => !EXPECTED_FAILURE.test(line))).toEqual([]);

    await editor.changeSettings({});
    await editor.changeFile(CONFIGURATION, '{}');
    await open.get('migration-tags.json')?.close();
    const known = await editor.open('known.ts', PARSES);
    await editor.pause();
    expect(await known.lenses()).toEqual(['3: approve · downtime 7 ms, p95 14 ms']);
    expect(await known.diagnostics()).toHaveLength(1);
  }, 600_000);
});

/** Requests without the fields that the protocol demands fail, are logged, and harm nothing. */
const EXPECTED_FAILURE =
  /^\S+ failed: TypeError: (Cannot read properties of undefined \(reading 'uri'\)|uris is not iterable)/;

const languageOf = (name: string): string =>
  name.endsWith('.json')
    ? 'json'
    : name.endsWith('.tsx')
      ? 'typescriptreact'
      : name.endsWith('.ts')
        ? 'typescript'
        : 'javascript';

/** Ranges that no document has. */
const wild = (random: Random) => ({
  start: { line: random.below(60), character: random.below(200) },
  end: { line: random.below(60), character: random.below(1000) },
});

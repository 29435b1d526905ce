import { describe, expect, test } from 'vitest';
import { runInMemory } from './memory-io.ts';

const VERBS = ['analyze', 'check', 'suggest', 'preview', 'simulate', 'lsp'];

describe('help', () => {
  test('names every verb and the exit codes, on standard output', async () => {
    const { code, stdout, stderr } = await runInMemory(['--help']);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    for (const verb of VERBS) expect(stdout).toMatch(new RegExp(`^ {2}${verb} `, 'm'));
    expect(stdout).toContain('Exit codes: 0 fine; 1 findings of severity error; 2 bad usage');
  });

  test.each(VERBS)('%s --help gives an example', async (verb) => {
    const { code, stdout } = await runInMemory([verb, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`$ migration-tags ${verb}`);
  });
});

describe('bad usage exits 2 with one line', () => {
  test.each([
    [['analyse', 'x.ts'], /^migration-tags: unknown command 'analyse'.*analyze/s],
    [['analyze'], /missing required argument 'path'/],
    [['analyze', '--jsn', 'x.ts'], /unknown option '--jsn'/],
    [['preview', 'a.ts', 'b.ts'], /too many arguments/],
    [
      ['analyze', 'gone.ts'],
      /^migration-tags: gone\.ts: no such file; expected a TypeScript or JavaScript file/,
    ],
    [['analyze', 'notes.txt'], /notes\.txt: is not a source file; expected/],
    [['analyze', 'empty'], /empty: holds no source file; expected/],
    [['analyze', 'binary.ts'], /binary\.ts: is binary; expected text in UTF-8/],
    [['analyze', 'latin1.ts'], /latin1\.ts: is not valid UTF-8 \(line 2\); save it as UTF-8/],
    [['analyze', 'huge.ts'], /huge\.ts: .*reads files of up to/],
    [['analyze', 'fine.ts', '--config', 'gone.json'], /gone\.json: no such file/],
    [['analyze', 'fine.ts', '--config', 'empty'], /empty: is a directory; expected an environment/],
    [['analyze', 'fine.ts', '--config', 'broken.json'], /broken\.json:1:\d+: not valid JSON/],
    [['analyze', 'fine.ts', '--config', 'wrong.json'], /wrong\.json:1:\d+: link\.bandwidth: /],
    [['simulate', 'gone.json'], /gone\.json: no such file; expected a scenario/],
    [['simulate', 'broken.json'], /broken\.json:1:\d+: is not valid JSON/],
    [
      ['simulate', 'wrong.json'],
      /wrong\.json: link\.bandwidth: "fast" is not a quantity; expected a bandwidth/,
    ],
    [['preview', 'configured'], /configured: has no entry/],
    [['preview', 'many'], /many: has no entry; expected "main" in its package\.json, main\.\*, index\.\*/],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await runInMemory(args, {
      files: {
        'notes.txt': 'notes',
        'empty/README.md': '',
        'binary.ts': new Uint8Array([0x7f, 0x45, 0x00, 0xff]),
        'latin1.ts': new Uint8Array([0x0a, 0x2f, 0x2f, 0xe9, 0x0a]),
        'huge.ts': '// '.padEnd(5 << 20, 'x'),
        'fine.ts': 'export {};',
        'broken.json': '{"vm": ',
        'wrong.json': '{"link": {"bandwidth": "fast"}}',
        'configured/jest.config.ts': '',
        'configured/source/a.ts': '',
        'many/a.ts': '',
        'many/b.ts': '',
      },
    });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

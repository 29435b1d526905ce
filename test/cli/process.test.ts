import { execFile, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** What only a real process shows: streams, exit codes, a reader that goes away. Needs `npm run build`. */
const root = path.resolve(import.meta.dirname, '../..');
const bin = path.join(root, 'server/bin/migration-tags.js');

interface Ended {
  readonly code: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

const run = (script: string, args: readonly string[], cwd: string): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { cwd }, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, stdout, stderr }),
    );
  });

const SCENARIO = {
  schema: 1,
  runs: 20,
  vm: { memory: '64MiB' },
  link: { bandwidth: '800Mbit/s' },
  workload: {
    iterations: 0,
    phases: [
      {
        name: 'wait',
        duration: '9s',
        tag: 'approve',
        writes: [{ range: '1MiB', rate: '200pages/s', pattern: 'sweep' }],
      },
    ],
  },
};

let folder = '';

beforeAll(() => {
  expect(existsSync(path.join(root, 'dist/cli.js')), 'dist/cli.js is there: run `npm run build` first').toBe(
    true,
  );
  folder = mkdtempSync(path.join(tmpdir(), 'migration-tags-cli-'));
  writeFileSync(path.join(folder, 'scenario.json'), JSON.stringify(SCENARIO));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('results go to standard output, and the same command says the same', async () => {
  const first = await run(bin, ['simulate', '--json', 'scenario.json'], folder);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(first.stdout)).toMatchObject({ schema: 1, outcomes: { guided: { converged: 1 } } });
  expect(await run(bin, ['simulate', '--json', 'scenario.json'], folder)).toEqual(first);
});

test('bad input goes to standard error, with exit code 2', async () => {
  expect(await run(bin, ['simulate', 'gone.json'], folder)).toEqual({
    code: 2,
    stdout: '',
    stderr: 'migration-tags: gone.json: no such file; expected a scenario in JSON.\n',
  });
});

test('the version is the package’s', async () => {
  const { code, stdout } = await run(bin, ['--version'], folder);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('a reader that goes away ends the output quietly', async () => {
  const child = spawn(process.execPath, [bin, 'simulate', '--json', 'scenario.json'], { cwd: folder });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('a folder is walked once, also where links in it lead back to it or round in circles', async () => {
  const linked = path.join(folder, 'linked');
  mkdirSync(linked);
  writeFileSync(path.join(linked, 'main.js'), 'export const f = () => 1;\n');
  symlinkSync('.', path.join(linked, 'back'));
  symlinkSync('round', path.join(linked, 'round'));
  const { code, stdout, stderr } = await run(bin, ['check', 'linked'], folder);
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'Nothing to report in 1 file.\n', stderr: '' });
});

test('in a checkout that is not built, says so', async () => {
  const bare = path.join(folder, 'checkout/server/bin');
  mkdirSync(bare, { recursive: true });
  cpSync(bin, path.join(bare, 'migration-tags.js'));
  writeFileSync(path.join(folder, 'checkout/server/package.json'), '{"type":"module"}');
  const { code, stderr } = await run(path.join(bare, 'migration-tags.js'), ['--help'], folder);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'migration-tags is not built yet: run `npm run build` in its checkout first.\n',
  });
});

describe('lsp', () => {
  test.each([[['lsp']], [['lsp', '--stdio']]])('%j answers an initialize request', async (args) => {
    const child = spawn(process.execPath, [bin, ...args], { cwd: folder });
    const params = { processId: null, rootUri: null, capabilities: {} };
    const request = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(request)}\r\n\r\n${request}`);
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stdout.on('data', (chunk) => {
        text += chunk;
        if (text.includes('"capabilities"')) resolve(text);
      });
      child.on('close', () => reject(new Error(`The server ended after: ${text}`)));
    });
    child.kill();
    expect(answer).toContain('"id":1');
  });
});

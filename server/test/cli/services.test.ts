import { describe, expect, test } from 'vitest';
import { createAnalyzer } from '../../src/analysis/index.ts';
import { HTTP_SERVICE as SERVER } from '../http-service.ts';
import { runInMemory } from './memory-io.ts';

const declared = SERVER.replace('function handle', '// @migrate assume calls=200/s\nfunction handle');

const run = (source: string, ...words: readonly string[]) =>
  runInMemory([...words, 'main.mjs'], { files: { 'main.mjs': source }, analyzer: createAnalyzer });

describe('what the commands say of a server', () => {
  test('check asks how often it is called, at the handler, in a file that has tags', async () => {
    const tagged = SERVER.replace('function handle', '// @migrate withdraw\nfunction handle');
    const { code, stdout } = await run(tagged, 'check');
    expect(code).toBe(0);
    expect(stdout).toMatch(/main\.mjs:6:1.*unknown-calls/);
    expect((await run(SERVER, 'check')).stdout).not.toContain('unknown-calls');
    expect(stdout).toContain('`@migrate assume calls=200/s`');
    expect((await run(declared, 'check')).stdout).not.toContain('unknown-calls');
  });

  test('suggest says what to answer first; then, that no moment is better than another', async () => {
    expect((await run(SERVER, 'suggest')).stdout).toMatch(
      /nothing to suggest yet\. What stands in the way:\n +main\.mjs:5: How often is `handle` called\?/,
    );
    expect((await run(declared, 'suggest')).stdout).toContain('no moment is better than another');
  });

  test('preview has the outcome once that is known, and what one call does in any case', async () => {
    const open = await run(SERVER, 'preview');
    expect(open.stdout).toContain('How often is `handle` called?');
    expect(open.stdout).toMatch(/^5 handle +\S/m);
    const { stdout } = await run(declared, 'preview');
    expect(stdout).toMatch(/^Downtime, median +\S/m);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('`handle` 200 times a second');
  });

  test('suggest is no surer than the source: a framework that is not in it keeps the function it is given', async () => {
    const framework = `import serve from 'some-framework';
serve.get('/', () => [1].map(String));
setInterval(() => [1].map(String), 100);
`;
    const { stdout } = await run(framework, 'suggest');
    const said = stdout.replaceAll(/\s+/g, ' ');
    expect(said).toContain('as far as is known, it writes at one rate all the time');
    expect(said).toContain('What would make it more certain:');
    expect(said).toContain('What does `some-framework.get(…)` do? No code of the package');
    expect(said).toContain('Should it keep the function that it is given, `assume calls=200/s` there says');
  });
});

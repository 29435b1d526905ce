import { describe, expect, it } from 'vitest';
import { PathMappings } from '../../src/analysis/frontend/path-mappings.ts';
import { createAnalyzer } from '../../src/analysis/index.ts';
import { hostOf, profileNamed } from './program-fixture.ts';

const MAIN = '/project/src/app/main.ts';
const PAGES_OF_16_MIB = 4096;

const mappingsOf = (files: Readonly<Record<string, string>>): PathMappings =>
  new PathMappings((file) => files[file]);

const configured = (options: unknown): string => JSON.stringify({ compilerOptions: options });

describe('the specifiers of a project', () => {
  it('are found from its base', () => {
    const mappings = mappingsOf({ '/project/tsconfig.json': configured({ baseUrl: './src' }) });
    expect(mappings.candidates('types/canvas', MAIN)).toEqual(['/project/src/types/canvas']);
  });

  it('are found by the longest pattern that matches, then from its base', () => {
    const options = {
      baseUrl: '.',
      paths: { '@/*': ['src/*'], '@/lib/*': ['lib/*', 'vendor/*'], exact: ['src/one.ts'] },
    };
    const mappings = mappingsOf({ '/project/tsconfig.json': configured(options) });
    expect(mappings.candidates('@/lib/a', MAIN)).toEqual([
      '/project/lib/a',
      '/project/vendor/a',
      '/project/src/lib/a',
      '/project/@/lib/a',
    ]);
    expect(mappings.candidates('exact', MAIN)).toEqual(['/project/src/one.ts', '/project/exact']);
  });

  it('are what the nearest configuration and those it extends say, comments and all', () => {
    const mappings = mappingsOf({
      '/project/src/jsconfig.json': '{ // here\n "extends": "../base", }',
      '/project/base.json': configured({ baseUrl: 'src' }),
      '/project/tsconfig.json': configured({ baseUrl: 'elsewhere' }),
    });
    expect(mappings.candidates('a', MAIN)).toEqual(['/project/src/a']);
  });

  it.each([
    ['there is none', {}],
    ['it makes no sense', { '/project/tsconfig.json': '{ "compilerOptions": 7' }],
    ['it extends itself', { '/project/tsconfig.json': '{ "extends": "./tsconfig.json" }' }],
  ])('mean nothing where %s', (_, files: Readonly<Record<string, string>>) => {
    expect(mappingsOf(files).candidates('a', MAIN)).toEqual([]);
  });

  it('lead to the code that runs', () => {
    const files = {
      '/project/tsconfig.json': configured({ baseUrl: 'src' }),
      '/project/src/types/canvas.ts':
        'export default class Canvas { readonly pixels = new Uint8Array(1 << 24).fill(1); }',
      [MAIN]: "import Canvas from 'types/canvas'; export function work() { return new Canvas(); } work();",
    };
    const analyzer = createAnalyzer(hostOf(files));
    analyzer.setText(MAIN, files[MAIN] ?? '');
    const { pagesPerCall } = profileNamed(analyzer, 'work', MAIN);
    expect(pagesPerCall?.likely).toBeGreaterThan(0.9 * PAGES_OF_16_MIB);
  });
});

describe('the modules of Node', () => {
  it('are their own default exports', () => {
    const pagesOf = (clause: string): number | undefined => {
      const text = `import ${clause} from 'node:fs'; export function work() { return fs.readFileSync('a'); }`;
      const analyzer = createAnalyzer(hostOf({ [MAIN]: text }));
      analyzer.setText(MAIN, text);
      return profileNamed(analyzer, 'work', MAIN).pagesPerCall?.likely;
    };
    expect(pagesOf('fs')).toBeGreaterThan(0);
    expect(pagesOf('fs')).toBe(pagesOf('* as fs'));
  });

  it('end what they read in no time, and what nobody can tell in a time of its own', () => {
    const secondsUntil = (event: string): number | undefined => {
      const text = `import fs from 'fs'; import events from 'events';
        export async function work(file: string) { await events.once(fs.createReadStream(file), '${event}'); }`;
      const analyzer = createAnalyzer(hostOf({ [MAIN]: text }));
      analyzer.setText(MAIN, text);
      return profileNamed(analyzer, 'work', MAIN).durationSeconds?.likely;
    };
    expect(secondsUntil('close')).toBeLessThan(0.1);
    expect(secondsUntil('luck') ?? Number.POSITIVE_INFINITY).toBeGreaterThan(0.1);
  });
});

import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../src/analysis/index.ts';
import { hostOf, profileNamed } from './program-fixture.ts';

const FILES = {
  '/project/main.js': `import { solve } from './solver.js'; solve();`,
  '/project/solver.js': `import { fill } from './kernel.js'; export function solve() { return fill(1 << 20); }`,
  '/project/kernel.js': `
    export function fill(count) {
      const cells = new Float64Array(count);
      for (let at = 0; at < count; at++) cells[at] = at;
      return cells;
    }`,
  '/project/other.js': `export const other = 1;`,
};

/** The analyzer of an editor that has these files open. */
const withOpen = (...names: readonly (keyof typeof FILES)[]) => {
  const analyzer = createAnalyzer(hostOf(FILES));
  for (const name of names) analyzer.setText(name, FILES[name]);
  return analyzer;
};

/** 8 MiB in pages of 4 KiB. */
const PAGES = 2048;

describe('files that use one another', () => {
  it.each([
    ['all are open', ['/project/main.js', '/project/solver.js', '/project/kernel.js']],
    ['the one between them is not', ['/project/main.js', '/project/kernel.js']],
  ] as const)('have the numbers of one program where %s', (_where, open) => {
    const { pagesPerCall } = profileNamed(withOpen(...open), 'fill', '/project/kernel.js');
    expect(pagesPerCall?.likely).toBeGreaterThan(PAGES * 0.9);
    expect(pagesPerCall?.likely).toBeLessThan(PAGES * 1.5);
  });

  it('rest on all that their programs load, and on no other file', () => {
    const program = ['/project/kernel.js', '/project/main.js', '/project/solver.js'];
    const analyzer = withOpen('/project/main.js', '/project/kernel.js', '/project/other.js');
    for (const file of ['/project/main.js', '/project/kernel.js'])
      expect([...analyzer.sourceFiles(file)].sort()).toEqual(program);
    expect(analyzer.sourceFiles('/project/other.js')).toEqual(['/project/other.js']);
  });

  it('follow what is imported by another import', () => {
    const analyzer = withOpen('/project/main.js');
    analyzer.setText('/project/main.js', `import './other.js';`);
    expect([...analyzer.sourceFiles('/project/main.js')].sort()).toEqual([
      '/project/main.js',
      '/project/other.js',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { analyzerOf, profileNamed } from './program-fixture.ts';

const MAIN_TS = '/project/main.ts';

const rangeOf = (source: string, name: string, others: Readonly<Record<string, string>> = {}) =>
  profileNamed(analyzerOf(source, others, MAIN_TS), name, MAIN_TS).rangePages?.likely;

const MIB_8_PAGES = 2048;

describe('a namespace', () => {
  const HEAT = `
    namespace Heat {
      export const grid = new Float64Array(1 << 20);
      const half = (n: number) => n / 2;
      export function spread(): void { for (let i = 0; i < grid.length; i++) grid[i] = half(i); }
    }`;

  it('is an object of what it exports, which sees what it keeps', () => {
    expect(rangeOf(`${HEAT}\nHeat.spread();`, 'spread')).toBeGreaterThan(MIB_8_PAGES - 1);
    expect(
      rangeOf(
        `${HEAT}\nfor (let i = 0; i < Heat.grid.length; i++) Heat.grid[i] = i;`,
        'for (let i = 0; i < Heat.grid.l…',
      ),
    ).toBeGreaterThan(MIB_8_PAGES - 1);
  });

  it('keeps its names to itself', () => {
    const two = `namespace A { export var size = 1 << 20; } namespace B { export var size = 8; }
      const cells = new Float64Array(A.size);
      for (let i = 0; i < cells.length; i++) cells[i] = B.size;`;
    expect(rangeOf(two, 'for (let i = 0; i < cells.lengt…')).toBeGreaterThan(MIB_8_PAGES - 1);
  });

  it('of several parts is one, as is that of a class of the same name, and that in another', () => {
    const source = `class Grid { cells = new Float64Array(Grid.size); fill() { for (let i = 0; i < this.cells.length; i++) this.cells[i] = Sizes.Inner.one; } }
      namespace Grid { export const size = 1 << 20; }
      namespace Sizes.Inner { export const one = 1; }
      namespace Grid { export const made = new Grid(); }
      Grid.made.fill();`;
    expect(rangeOf(source, 'Grid.fill')).toBeGreaterThan(MIB_8_PAGES - 1);
  });

  it('is exported like any other name', () => {
    const others = { '/project/heat.ts': `export ${HEAT.trim()}` };
    const source = `import { Heat } from './heat.ts';
      for (let i = 0; i < Heat.grid.length; i++) Heat.grid[i] = i;`;
    expect(rangeOf(source, 'for (let i = 0; i < Heat.grid.l…', others)).toBeGreaterThan(MIB_8_PAGES - 1);
  });

  it('that is only declared stands for nothing that runs', () => {
    const source = `declare namespace Given { function call(): void; } declare global { var x: number; }
      for (let i = 0; i < 9; i++) Given.call();`;
    const { questions } = profileNamed(
      analyzerOf(source, {}, MAIN_TS),
      'for (let i = 0; i < 9; i++)',
      MAIN_TS,
    );
    expect(questions.join()).toContain('`Given.call(…)`');
  });
});

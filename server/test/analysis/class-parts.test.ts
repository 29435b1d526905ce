import { describe, expect, it } from 'vitest';
import { analyzerOf, profileIn, profileNamed } from './program-fixture.ts';

const MAIN_TS = '/project/main.ts';

describe('classes', () => {
  it('a decorated method is known by its own text, which begins after the decorators', () => {
    const analyzer = analyzerOf(
      `
      function timed(target: unknown, key: string) {}
      class Solver {
        cells = new Float64Array(1_000_000);
        @timed
        solve() { for (let i = 0; i < this.cells.length; i++) this.cells[i] = i; }
      }
      new Solver().solve();`,
      {},
      MAIN_TS,
    );
    const { rangePages, questions } = profileNamed(analyzer, 'Solver.solve', MAIN_TS);
    expect(rangePages?.likely).toBeGreaterThan(1_900);
    expect(questions).toEqual([]);
  });

  const WITH_BLOCK = `
    class Table {
      static rows = 3e6;
      static cells = null;
      static {
        const { rows } = this;
        function fill(cells) { for (let i = 0; i < cells.length; i++) cells[i] = i; }
        var made = new Float64Array(rows);
        fill(made);
        Table.cells = made;
      }
    }
    for (let round = 0; round < 9; round++) for (let i = 0; i < Table.cells.length; i++) Table.cells[i] += 1;`;

  it('a static block runs with the class as `this`, after the static fields before it', () => {
    const { rangePages, durationSeconds } = profileIn(WITH_BLOCK, 'Table.static block');
    expect(rangePages?.likely).toBeGreaterThan(5_800);
    expect(durationSeconds?.likely).toBeGreaterThan(1e-3);
  });

  it('what a static block sets is there afterwards', () => {
    expect(profileIn(WITH_BLOCK, 'for (let round = 0; round < 9;…').rangePages?.likely).toBeGreaterThan(
      5_800,
    );
  });

  it('parameters that are properties are there once the superclass has made the instance', () => {
    const analyzer = analyzerOf(
      `
      import { EventEmitter } from 'node:events';
      class Solver extends EventEmitter {
        constructor(private readonly count = 1_000_000) {
          super();
        }
        solve() {
          const cells = new Float64Array(this.count);
          for (let i = 0; i < cells.length; i++) cells[i] = i;
        }
      }
      new Solver().solve();`,
      {},
      MAIN_TS,
    );
    expect(profileNamed(analyzer, 'Solver.solve', MAIN_TS).durationSeconds?.likely).toBeGreaterThan(1e-4);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalysisCancelled } from '../../src/analysis/analyzer.ts';
import { createAnalyzer } from '../../src/analysis/index.ts';
import { analyzerOf, hostOf, MAIN, profileNamed } from './program-fixture.ts';

const SOURCE = `
class Solver extends Base { #n = 3; constructor({ size = 10 } = {}) { super(); this.size = size; } *rows() { yield* [1, 2]; } }
async function main(...args) { try { for await (const x of args) { await x?.y?.(); } } catch { throw new Error(\`a\${args}\`); } }
label: for (const k in { a: 1 }) { switch (k) { case 'a': continue label; default: break; } }
export default main;
`;

describe('the analyser', () => {
  it('ends where prototypes would go round', () => {
    const source = `const a = {}; const b = {};
      try { Object.setPrototypeOf(a, b); Object.setPrototypeOf(b, a); } catch {}
      a.x = 1;
      class Failure extends Error { constructor(text) { super(text); Object.setPrototypeOf(this, Failure.prototype); this.text = text; } }
      Object.setPrototypeOf(Failure.prototype, Failure.prototype);
      Failure.prototype.code = 2;
      module.exports = { Failure };`;
    expect(profileNamed(analyzerOf(source), 'Failure.constructor').confidence).toBeGreaterThan(0);
  });

  it('never throws, whatever is typed so far', () => {
    fc.assert(
      fc.property(fc.nat(SOURCE.length), fc.string({ maxLength: 20 }), (cut, inserted) => {
        const analyzer = analyzerOf(SOURCE.slice(0, cut) + inserted);
        const { entities } = analyzer.outline(MAIN);
        expect(analyzer.profiles(MAIN)).toHaveLength(entities.length);
        analyzer.timeline(MAIN);
      }),
      { numRuns: 60 },
    );
  });

  it('gives one profile an entity, in the order of the outline, low ≤ likely ≤ high', () => {
    const analyzer = analyzerOf(
      'function f() { for (let i = 0; i < 9; i++) { g(i); } } const g = (x) => [x]; f();',
    );
    const profiles = analyzer.profiles(MAIN);
    expect(profiles.map(({ entity }) => entity)).toEqual(
      analyzer.outline(MAIN).entities.map(({ index }) => index),
    );
    for (const { durationSeconds } of profiles) {
      expect(durationSeconds?.low).toBeLessThanOrEqual(durationSeconds?.likely ?? Number.NaN);
      expect(durationSeconds?.likely).toBeLessThanOrEqual(durationSeconds?.high ?? Number.NaN);
    }
  });

  it('answers the same for the same source', () => {
    const source = 'const a = []; function f() { for (let i = 0; i < 1e5; i++) a.push(Math.random()); } f();';
    expect(analyzerOf(source).profiles(MAIN)).toEqual(analyzerOf(source).profiles(MAIN));
  });

  it('answers the same for a deep recursion, however much of the stack is taken', () => {
    const source = `
      class Tree { constructor(depth) { if (depth > 0) { for (const side of ['left', 'right']) { this[side] = new Tree(depth - 1); } } } }
      const walk = (tree) => { if (tree) { try { [tree.left].forEach((one) => { walk(one); }); } finally { walk(tree.right); } } };
      walk(new Tree(1000));`;
    const profilesBelow = (frames: number): unknown =>
      frames === 0 ? analyzerOf(source).profiles(MAIN) : [profilesBelow(frames - 1)].at(0);
    expect(profilesBelow(500)).toEqual(profilesBelow(0));
  });

  it('follows an edit of the file and of one it imports', () => {
    const files = {
      [MAIN]: "import { n } from './n.js'; export function f() { return new Uint8Array(n); } f();",
    };
    const analyzer = createAnalyzer(hostOf({ ...files, '/project/n.js': '' }));
    analyzer.setText(MAIN, files[MAIN] ?? '');
    analyzer.setText('/project/n.js', 'export const n = 1 << 20;');
    const before = profileNamed(analyzer, 'f').pagesPerCall?.likely ?? 0;
    analyzer.setText('/project/n.js', 'export const n = 4 << 20;');
    const after = profileNamed(analyzer, 'f').pagesPerCall?.likely ?? 0;
    expect(after / before).toBeGreaterThan(3);
  });

  it('runs again only what an edit is linked to by imports', () => {
    const files = {
      '/project/n.js': 'export const n = 1 << 20;',
      [MAIN]: "import { n } from './n.js'; export function f() { return new Uint8Array(n); } f();",
      '/project/alone.js': 'export function g() { return new Uint8Array(9); } g();',
    };
    const analyzer = createAnalyzer(hostOf(files));
    for (const [file, text] of Object.entries(files)) analyzer.setText(file, text);
    const before = { main: analyzer.profiles(MAIN), alone: analyzer.profiles('/project/alone.js') };
    expect(analyzer.profiles(MAIN)).toBe(before.main);
    analyzer.setText('/project/n.js', 'export const n = 2 << 20;');
    expect(analyzer.profiles(MAIN)).not.toEqual(before.main);
    expect(analyzer.profiles('/project/alone.js')).toBe(before.alone);
  });

  it('gives new profiles for another runtime', () => {
    const analyzer = analyzerOf(
      'const kept = []; function f() { kept.push({ a: 1 }); } for (let i = 0; i < 1e5; i++) f();',
    );
    const before = analyzer.profiles(MAIN);
    analyzer.setRuntime({ name: 'node20', maxSemiSpaceMiB: 1 });
    expect(analyzer.profiles(MAIN)).not.toEqual(before);
  });

  it('is abandoned when the caller no longer wants it', () => {
    const analyzer = analyzerOf('for (let i = 0; i < 1e9; i++) { for (let j = 0; j < 1e9; j++) {} }');
    expect(() => analyzer.profiles(MAIN, () => true)).toThrow(AnalysisCancelled);
  });

  it('profiles a tagged region on its own', () => {
    const source = `
      const a = new Uint8Array(1 << 20), b = new Uint8Array(1 << 22);
      function step() {
        // @migrate approve begin quiet
        a.fill(1);
        // @migrate end quiet
        b.fill(1);
      }
      for (let i = 0; i < 3; i++) step();`;
    const analyzer = analyzerOf(source);
    const [region] = analyzer.regionProfiles(MAIN);
    expect(region?.rangePages?.likely).toBeGreaterThanOrEqual(256);
    expect(region?.rangePages?.likely).toBeLessThan(300);
  });
});

import { describe, expect, it } from 'vitest';
import { executionsOf } from './program-fixture.ts';

const callsOf = (source: string, name = 'work'): number =>
  executionsOf(source, `function ${name}`)
    .filter(({ depth }) => depth > 1)
    .reduce((sum, { calls }) => sum + calls.likely, 0);

const RUN = `
  const kept = [];
  function work() { kept[0] = new Array(50).fill(0); }
  function other() { kept[1] = {}; }`;

describe('after a branch that nobody knows the way of', () => {
  it('a number that one way set is one of two', () => {
    const source = `
      function run(input) {
        let count = 10;
        if (input.urgent) count = 1000;
        for (let i = 0; i < count; i++) input.total++;
      }`;
    const [loop] = executionsOf(source, 'for (');
    const trips = loop && {
      low: loop.trips.low / loop.calls.low,
      likely: loop.trips.likely / loop.calls.likely,
    };
    expect(trips?.low).toBeLessThan(25);
    expect(trips?.likely).toBeGreaterThan(300);
    expect(trips?.likely).toBeLessThan(700);
  });

  it.each([
    ['an if', 'if (options.urgent) count = 1000;'],
    ['a switch', 'switch (options.mode) { case "urgent": count = 1000; break; default: count = 10; }'],
  ])('a number is so also in a program that runs by itself: %s', (_name, set) => {
    const source = `
      async function main() {
        const reply = await fetch('http://localhost/options');
        const options = await reply.json();
        let count = 10;
        ${set}
        for (let i = 0; i < count; i++) console.log(i);
      }
      main();`;
    const [loop] = executionsOf(source, 'for (');
    expect(loop?.trips.low).toBeLessThan(25);
    expect(loop?.trips.likely).toBeGreaterThan(300);
    expect(loop?.trips.high).toBeGreaterThan(900);
  });

  it.each([
    ['a number', 'let x = 0; if (input.a) x = 1;', 'x === 1'],
    ['a number in a switch', 'let x = 0; switch (input.a) { case 1: x = 1; break; case 2: x = 2; }', 'x > 1'],
    ['a flag', 'let x = false; if (input.a) x = true;', 'x'],
    ['a text that may be set', 'let x; if (input.a) x = "bad";', 'x'],
    ['one of two texts', 'let x; if (input.a) x = "get"; else x = "set";', 'x === "get"'],
    ['an object that may be there', 'let x = null; if (input.a) x = { a: 1 };', 'x'],
    [
      'what leaves a loop',
      'let x = null; for (;;) { if (input.a) { x = { a: 1 }; break; } if (input.b) break; }',
      'x',
    ],
  ])('decides nothing for certain: %s', (_name, set, test) => {
    const source = `${RUN} exports.run = function run(input) { other(); ${set} if (${test}) work(); };`;
    const share = callsOf(source) / callsOf(source, 'other');
    expect(share).toBeGreaterThan(0.05);
    expect(share).toBeLessThan(0.95);
  });

  it('the other way finds variables as the branch found them', () => {
    const source = `${RUN} exports.run = function run(input) {
      other();
      let x = 0;
      if (input.a) x = 5; else if (x === 5) work();
    };`;
    expect(callsOf(source)).toBe(0);
  });

  it('a way that returned has set nothing for those that went on', () => {
    const source = `${RUN} exports.run = function run(input) {
      other();
      let failed = false;
      if (input.a) { failed = true; return failed; }
      if (failed) work();
    };`;
    expect(callsOf(source)).toBe(0);
  });

  it('a way that returned has set what others find', () => {
    const source = `${RUN}
      let table = null;
      exports.load = function load(input) { if (input.a) { table = [1, 2]; return table; } return []; };
      exports.run = function run(input) { other(); for (const one of table) work(); };`;
    expect(callsOf(source)).toBe(2 * callsOf(source, 'other'));
  });

  it('what both ways set alike is certain', () => {
    const source = `${RUN} exports.run = function run(input) {
      other();
      let x = 0;
      if (input.a) x = 2; else x = 2;
      if (x === 2) work();
    };`;
    expect(callsOf(source)).toBe(callsOf(source, 'other'));
  });

  it('a loop whose variable both ways move is moved by one of them', () => {
    const source = `
      function run(input) {
        let i = 0;
        while (i < 1200) { if (input.a) i += 2; else i += 3; }
      }`;
    const [loop] = executionsOf(source, 'while (');
    const trips = loop && loop.trips.likely / loop.calls.likely;
    expect(trips).toBeGreaterThanOrEqual(400);
    expect(trips).toBeLessThanOrEqual(600);
  });
});

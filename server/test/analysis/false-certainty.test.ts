import { describe, expect, it } from 'vitest';
import { profileIn, tripsOf } from './program-fixture.ts';

describe('what the run cannot follow', () => {
  it('asks what a function does that only code built from text defines', () => {
    const { questions } = profileIn(
      `const handlers = { count: 0 };
      function define(name) { eval('handlers.' + name + ' = () => []'); }
      function work(name) { define(name); return handlers.start(); }`,
      'work',
    );
    expect(questions).toContain('What does `handlers.start(…)` do? It is not in the source.');
  });

  it('runs methods that the program adds to classes of the library', () => {
    const { allocationBytesPerSecond, questions } = profileIn(
      `const kept = [];
      Date.prototype.table = function () { kept[0] = new Array(1000).fill(0); };
      String.prototype.table = function () { kept[0] = new Array(1000).fill(0); };
      function work() { new Date().table(); 'text'.table(); }`,
      'work',
    );
    expect(questions.filter((question) => question.startsWith('What does'))).toEqual([]);
    expect(allocationBytesPerSecond?.likely).toBeGreaterThan(100e6);
  });

  it('takes a helper that throws on a condition nobody knows as the exception', () => {
    const { allocationBytesPerSecond } = profileIn(
      `const kept = [];
      function fail(text) { throw new Error(text); }
      function work(input) {
        if (input.broken) fail('broken');
        kept[0] = new Array(1000).fill(0);
      }`,
      'work',
    );
    expect(allocationBytesPerSecond?.likely).toBeGreaterThan(100e6);
  });

  it.each([
    ['an or', 'isFine(input) || fail("broken")'],
    ['an and', 'isBroken(input) && fail("broken")'],
    ['a fallback', 'input ? input : fail("none")'],
    ['the first arm', 'isBroken(input) ? fail("broken") : input'],
  ])('takes a helper that throws in %s as the exception', (_name, check) => {
    const { allocationBytesPerSecond } = profileIn(
      `const kept = [];
      function fail(text) { throw new Error(text); }
      function work(input, isFine, isBroken) {
        ${check};
        kept[0] = new Array(1000).fill(0);
      }`,
      'work',
    );
    expect(allocationBytesPerSecond?.likely).toBeGreaterThan(100e6);
  });

  it('charges a function that nobody knows as much as one allocates in the mean, with all doubt', () => {
    const { allocationBytesPerSecond } = profileIn('function work(widget) { widget.refresh(); }', 'work');
    expect(allocationBytesPerSecond?.likely).toBeGreaterThan(100e6);
    expect(allocationBytesPerSecond?.likely).toBeLessThan(1e9);
    expect(allocationBytesPerSecond?.low).toBeLessThan(10e6);
  });

  it('takes a method of an object that was lost sight of for the method of that name that the program has', () => {
    const source = `
      function Task(size) { this.size = size; }
      Task.prototype.step = function () { for (let k = 0; k < this.size; k++) {} };
      const task = new Task(40);
      task.step();
      exports.tick = function tick(queue) { queue.current.step(); };`;
    const { durationSeconds, questions } = profileIn(source, 'tick');
    const own = profileIn(source, 'Task.prototype.step');
    expect(questions).toEqual([]);
    expect(durationSeconds?.likely).toBeGreaterThan((own.durationSeconds?.likely ?? 0) * 0.9);
    expect(durationSeconds?.likely).toBeLessThan((own.durationSeconds?.likely ?? 0) * 3);
  });

  it('takes a function given to an unknown one beside a list as called for each element', () => {
    const source = `
      const rows = new Array(500).fill(1);
      registry.visitAll(rows, (row) => { for (let k = 0; k < 10; k++) {} });
      registry.once((row) => { for (let j = 0; j < 10; j++) {} });`;
    expect(tripsOf(source, 'for (let k')).toBe(5000);
    expect(tripsOf(source, 'for (let j')).toBe(10);
  });

  it('asks whether an error is real that ends all that comes after it', () => {
    const { questions } = profileIn(
      `function fail(text) { throw new Error(text); }
      function work() { fail('always'); return new Array(1000).fill(0); }`,
      'work',
    );
    expect(questions).toContain('Does `fail` throw (line 1)? Nothing after it is counted.');
  });
});

import { inEnglish } from '@migration-tags/simulator';
import { describe, expect, it } from 'vitest';
import { executionsOf, profileIn } from './program-fixture.ts';

/** The loop that starts with `for` or `while`. */
const loopIn = (source: string) =>
  executionsOf(source, /\b(?:for|while) \(/.exec(source)?.[0] ?? '').map(({ questions, trips }) => ({
    asked: [...questions].map(inEnglish),
    trips: { low: trips.low, likely: trips.likely, high: trips.high },
  }));

const askedOf = (source: string) => loopIn(source).flatMap(({ asked }) => asked);

/** Calls of a function by the program. */
const callsOf = (source: string, name: string): number =>
  executionsOf(source, `function ${name}`)
    .filter(({ depth }) => depth > 1)
    .reduce((sum, { calls }) => sum + calls.likely, 0);

const HOW_MANY = /^How many (?:elements does|trips does) `.*` \(line 1\) (?:have|make)\? `assume trips=…`$/;

describe('a loop over a collection that is empty', () => {
  it.each([
    ['{}', 'for (const key in known) known[key]++;'],
    ['[]', 'for (const one of known) one.done = true;'],
    ['[]', 'for (let i = 0; i < known.length; i++) known[i].done = true;'],
    ['[]', 'while (known.length > 0) known.pop().done = true;'],
    ['new Map()', 'while (known.size) known.clear();'],
    ['new Map()', 'for (const [key] of known) known.delete(key);'],
    ['{}', 'for (const key of Object.keys(known)) known[key]++;'],
    ['{}', 'for (const [key, value] of Object.entries(known)) value.done = true;'],
    ['new Map()', 'for (const one of known.values()) one.done = true;'],
    ['new Set()', 'for (const one of known) one.done = true;'],
  ])('runs as over what nobody knows, and asks, when an event runs it over %s: %s', (empty, loop) => {
    const known = `const known = ${empty};`;
    for (const source of [
      `${known} setInterval(() => { ${loop} }, 1000);`,
      `${known} exports.sweep = function sweep() { ${loop} };`,
      `${known} require('web').onRequest(() => { ${loop} });`,
    ]) {
      const [run] = loopIn(source);
      expect(run?.asked).toEqual([expect.stringMatching(HOW_MANY)]);
      expect(run?.trips.low).toBeLessThanOrEqual(2.1);
      expect(run?.trips.likely).toBeGreaterThan(10);
      expect(run?.trips.high).toBeGreaterThan(100);
    }
  });

  it.each([
    ['[]', 'known.forEach((one) => { one.done = true; });'],
    ['[]', 'known.filter((one) => one.done).map((one) => one.name);'],
    ['new Set()', 'known.forEach((one) => { one.done = true; });'],
    ['{}', 'Object.values(known).map((one) => one.name);'],
    ['{}', 'Object.keys(known).forEach((one) => { known[one]++; });'],
  ])('runs what is called for each of %s: %s', (empty, visit) => {
    const source = `const known = ${empty}; setInterval(() => { ${visit} }, 1000);`;
    const [callback] = executionsOf(source, '(one) =>');
    expect(callback?.calls.likely).toBeGreaterThan(50);
    expect(callback?.calls.low).toBeLessThanOrEqual(2.1);
    expect([...(callback?.parent?.questions ?? [])].map(inEnglish)[0]).toMatch(
      /^How many elements does `.*` \(line 1\) have\?/,
    );
  });

  it('says nothing certain of what runs it', () => {
    const source = `
      const known = [];
      setInterval(function sweep() {
        for (const one of known) one.text = JSON.stringify(one);
      }, 1000);`;
    const { confidence, ratePagesPerSecond, questions } = profileIn(source, 'sweep');
    expect(confidence).toBeLessThan(0.3);
    expect(ratePagesPerSecond?.high).toBeGreaterThan(0);
    expect(questions).toHaveLength(1);
  });

  it('is left once it has emptied it', () => {
    const source = `
      const known = [];
      setInterval(() => {
        known.push(1, 2, 3);
        while (known.length > 0) known.pop();
        for (const one of known) one.done = true;
      }, 1000);`;
    expect(executionsOf(source, 'while')[0]?.trips.likely).toBe(6);
    expect(askedOf(source)).toEqual([]);
    expect(executionsOf(source, 'for')[0]?.trips.high).toBe(0);
  });

  it('asks nothing where the program itself comes by it as it starts', () => {
    expect(askedOf('const known = []; for (const one of known) one.done = true;')).toEqual([]);
    expect(
      askedOf('const known = []; function main() { for (const one of known) one.done = true; } main();'),
    ).toEqual([]);
    expect(
      askedOf(
        'const known = []; async function main() { await 0; } main().then(() => { for (const one of known) one.done = true; });',
      ),
    ).toEqual([]);
  });

  it('asks nothing of one that the event itself has made', () => {
    expect(
      askedOf('setInterval(() => { const own = []; for (const one of own) one.done = true; }, 1000);'),
    ).toEqual([]);
    expect(
      askedOf(
        'setInterval(async () => { const own = []; await 0; for (const one of own) one.done = true; }, 1000);',
      ),
    ).toEqual([]);
  });

  it('asks nothing once something is in it', () => {
    expect(
      askedOf('const known = [{}]; setInterval(() => { for (const one of known) one.done = true; }, 1000);'),
    ).toEqual([]);
  });
});

describe('a collection that an event finds empty', () => {
  /** Whether an event gets to `reached` and to `after`. */
  const reachedIn = (work: string) => {
    const source = `const known = [], table = new Map();
      function reached() {} function after() {}
      setInterval(function look() { ${work} }, 1000);`;
    return ['reached', 'after'].map((name) => callsOf(source, name) > 0);
  };

  it.each([
    'if (known.length === 0) return reached(); after();',
    'if (!known.length) return reached(); after();',
    'if (table.size > 0) reached(); else after();',
    'const job = known.shift(); if (!job) return reached(); after();',
    'const job = known.pop(); if (!job) return reached(); after();',
    'const first = known[0]; if (first === undefined) return reached(); after();',
    'if (table.has("a")) reached(); else after();',
    'const one = table.get("a"); if (!one) return reached(); after();',
    'known.length ? reached() : after();',
  ])('may have something in it or not: %s', (work) => {
    expect(reachedIn(work)).toEqual([true, true]);
  });

  it('has nothing in it for the rest of an event that has emptied it', () => {
    expect(reachedIn('known.length = 0; if (known.length > 0) reached(); else after();')).toEqual([
      false,
      true,
    ]);
    expect(
      reachedIn('table.set(1, 2); table.delete(1); if (table.size > 0) reached(); else after();'),
    ).toEqual([false, true]);
  });

  it('gets what is put at its end', () => {
    const source = `
      const known = [];
      setInterval(() => { known[known.length] = 1; for (const one of known) console.log(one); }, 1000);`;
    expect(executionsOf(source, 'for (const one')[0]?.trips.likely).toBe(3);
  });
});

describe('a list whose length is in doubt', () => {
  const taken = (test: string) => {
    const source = `
      const bits = require('fs').readFileSync('in', 'utf8').split(' ').filter((one) => one.startsWith('x'));
      function some() {} function none() {}
      if (${test}) some(); else none();`;
    return ['some', 'none'].map((name) => callsOf(source, name));
  };

  it.each([
    'bits.length',
    'bits.length > 0',
    'bits.length !== 0',
    'bits && bits.length >= 1',
  ])('may be empty, if seldom: %s', (test) => {
    const [some = 0, none = 0] = taken(test);
    expect(some).toBeGreaterThan(none);
    expect(none).toBeGreaterThan(0);
  });

  it.each([
    '!bits.length',
    'bits.length === 0',
    '!bits || bits.length < 1',
  ])('is seldom found empty: %s', (test) => {
    const [some = 0, none = 0] = taken(test);
    expect(some).toBeLessThan(none);
    expect(some).toBeGreaterThan(0);
  });
});

describe('what one of many commands empties', () => {
  it('is as full as before for all others', () => {
    const source = `
      const known = { a: 1, b: 2, c: 3 };
      setInterval(function flush() { for (const key in known) known[key] = 0; }, 1000);
      require('net').createServer((socket) => socket.on('data', (line) => {
        switch (line.toString()) {
          case 'show': socket.write('shown'); break;
          case 'help': socket.write('helped'); break;
          case 'stop': socket.end(); break;
          case 'stats': socket.write('stats'); break;
          case 'reset': for (const key of Object.keys(known)) delete known[key]; break;
        }
      })).listen(80);`;
    const [loop] = executionsOf(source, 'for (const key in');
    expect(loop && loop.trips.likely / loop.calls.likely).toBe(3);
  });
});

describe('what listens for the next event alone', () => {
  it('hears one', () => {
    const source = `
      const bus = new (require('node:events'))();
      function heard() {}
      for (let i = 0; i < 10; i++) { bus.once('done', heard); bus.emit('done'); }
      bus.emit('done');`;
    const [node] = executionsOf(source, 'function heard');
    expect(node?.calls.likely).toBe(10);
  });

  it('may ask for the one after it', () => {
    const source = `
      const bus = new (require('node:events'))();
      function heard() { bus.once('done', heard); }
      bus.once('done', heard);
      for (let i = 0; i < 5; i++) bus.emit('done');`;
    const [node] = executionsOf(source, 'function heard');
    expect(node?.calls.likely).toBe(5);
  });
});

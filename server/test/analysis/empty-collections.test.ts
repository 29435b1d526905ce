import { inEnglish } from '@migration-tags/simulator';
import { describe, expect, it } from 'vitest';
import { executionsOf } from './program-fixture.ts';

/** What is asked of the loop that starts with `for` or `while`. */
const askedOf = (source: string) => {
  const [loop] = executionsOf(source, /\b(?:for|while) \(/.exec(source)?.[0] ?? '');
  return [...(loop?.questions ?? [])].map(inEnglish);
};

/** Of one that line 1 makes. */
const howMany = (made: string) => [`How many elements does \`${made}\` (line 1) have? \`assume trips=…\``];

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
  ])('asks how much others will have put into %s when an event runs it: %s', (empty, loop) => {
    const known = `const known = ${empty};`;
    expect(askedOf(`${known} setInterval(() => { ${loop} }, 1000);`)).toEqual(howMany(empty));
    expect(askedOf(`${known} exports.sweep = function sweep() { ${loop} };`)).toEqual(howMany(empty));
  });

  it('asks nothing where the program itself comes by it as it starts', () => {
    expect(askedOf('const known = []; for (const one of known) one.done = true;')).toEqual([]);
    expect(
      askedOf('const known = []; function main() { for (const one of known) one.done = true; } main();'),
    ).toEqual([]);
  });

  it('asks nothing of one that the event itself has made', () => {
    expect(
      askedOf('setInterval(() => { const own = []; for (const one of own) one.done = true; }, 1000);'),
    ).toEqual([]);
  });

  it('asks nothing once something is in it', () => {
    expect(
      askedOf('const known = [{}]; setInterval(() => { for (const one of known) one.done = true; }, 1000);'),
    ).toEqual([]);
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

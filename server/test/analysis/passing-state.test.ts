import { describe, expect, it } from 'vitest';
import { executionsOf, profileIn } from './program-fixture.ts';

/** How often a function of the program is called, by what ran. */
const callsOf = (source: string, name: string): number =>
  executionsOf(source, `function ${name}`)
    .filter(({ depth }) => depth > 1)
    .reduce((sum, { calls }) => sum + calls.likely, 0);

/** How many of the events work. */
const shareOf = (source: string, name = 'work'): number => callsOf(source, name) / callsOf(source, 'come');

const IN_BETWEEN = { over: 0.05, under: 0.95 };

const expectPerhaps = (source: string, name = 'work'): void => {
  expect(shareOf(source, name)).toBeGreaterThan(IN_BETWEEN.over);
  expect(shareOf(source, name)).toBeLessThan(IN_BETWEEN.under);
};

const OTHERS =
  'const net = require("net"); const fs = require("fs"); const kept = []; function come() { kept[1] = {}; } function work() { kept[0] = new Array(50).fill(0); }';

describe('what an event finds that other events set', () => {
  it.each([
    ['a flag', 'let open = false;', 'open = true;', 'if (open) work();'],
    ['a flag that bars', 'let closed = true;', 'closed = false;', 'if (closed) return; work();'],
    [
      'a flag beside another test',
      'let open = false;',
      'open = true;',
      'if (open && kept.length < 5) work();',
    ],
    ['a field', 'const peer = { state: 0 };', 'peer.state = 1;', 'if (peer.state === 1) work();'],
    [
      'a state by its name',
      'let state = "idle";',
      'state = "busy";',
      'switch (state) { case "busy": work(); }',
    ],
    ['a number counted up', 'let pending = 0;', 'pending++;', 'if (pending > 2) work();'],
    ['bytes added up', 'let pending = 0;', 'pending += kept.length;', 'if (pending < 2) return; work();'],
    ['what is nothing yet', 'let peer = null;', 'peer = makePeer();', 'if (peer) work();'],
    ['an operand', 'let open = false;', 'open = true;', 'open && work();'],
    ['either of two', 'let open = false;', 'open = true;', 'open ? work() : 0;'],
    [
      'a short function that reads it',
      'let open = false; const isOpen = () => open;',
      'open = true;',
      'if (isOpen()) work();',
    ],
  ])('decides nothing for certain: %s', (_name, declared, set, read) => {
    const listener = `${OTHERS} ${declared} net.createServer(() => { come(); ${read} }).listen(1);`;
    expectPerhaps(`${listener} fs.watch("x", () => { ${set} });`);
    // Where nobody else sets it, what is there is what an event finds.
    expect([0, 1]).toContain(shareOf(listener));
  });

  it('lets a loop begin that others may have room for', () => {
    const source = `${OTHERS}
      let active = 2;
      const waiting = [];
      fs.watch("x", () => { active--; });
      net.createServer(() => { come(); while (active < 2 && waiting.pop()) { active++; work(); } }).listen(1);`;
    expect(shareOf(source)).toBeGreaterThan(1);
  });

  it.each([
    ['which the event has set itself', 'open = true; if (open) work();'],
    ['which it makes', 'let open = true; fs.watch("y", () => { open = false; }); if (open) work();'],
  ])('is certain %s', (_name, read) => {
    const source = `${OTHERS} let open = false; fs.watch("x", () => { open = false; });
      net.createServer(() => { come(); ${read} }).listen(1);`;
    expect(shareOf(source)).toBe(1);
  });

  it('is what its own calls leave behind where nobody else sets it', () => {
    const source = `
      class Table {
        rows = [];
        isFilled = false;
        get(key) {
          if (!this.isFilled) { for (let i = 0; i < 5000; i++) this.rows.push({ i }); this.isFilled = true; }
          return this.rows[key];
        }
      }
      exports.Table = Table;`;
    expect(profileIn(source, 'Table.get').durationSeconds?.high).toBeLessThan(1e-6);
  });

  it('is data where a number is computed: what is there says most of it', () => {
    const source = `${OTHERS} let rows = 4; fs.watch("x", () => { rows = kept.length * 7; });
      net.createServer(() => { come(); if (rows > 2) work(); }).listen(1);`;
    expect(shareOf(source)).toBe(1);
  });

  it('is set by methods of the object at hand only', () => {
    const source = `${OTHERS}
      class Door { open = true; }
      class Shop { open = true; shut() { this.open = false; } }
      const door = new Door(); const shop = new Shop();
      fs.watch("x", () => { shop.shut(); });
      net.createServer(() => { come(); if (door.open) work(); }).listen(1);`;
    expect(shareOf(source)).toBe(1);
    expectPerhaps(source.replace('if (door.open)', 'if (shop.open)'));
  });
});

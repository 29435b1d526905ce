import { describe, expect, it } from 'vitest';
import { analyzerOf, executionsOf, profileNamed } from './program-fixture.ts';

describe("a class of the program's own that extends an emitter of Node's", () => {
  const source = `
    const { Socket } = require('node:dgram');
    class Names extends Socket {
      constructor(answer) {
        super('udp4');
        this.on('query', answer);
        this.on('message', this.handle.bind(this));
      }
      handle(data, from) {
        this.emit('query', [1, 2, 3], from.port);
      }
    }
    new Names(function answer(names) {
      for (const name of names) console.log(name);
    }).bind(53);`;

  it('hears what it emits itself, with what is handed over', () => {
    const [loop] = executionsOf(source, 'for (const name');
    expect(loop && loop.trips.likely / loop.calls.likely).toBe(3);
    const events = executionsOf(source, 'function answer').filter(({ parent }) => parent?.parent === null);
    expect(events).toEqual([]);
  });

  it('hears from outside what Node emits', () => {
    const handled = executionsOf(source, 'handle(data');
    expect(handled).toHaveLength(1);
    expect(handled[0]?.recurrence).toBe('without end');
  });

  it('hears no more what it no longer listens to', () => {
    const calls = executionsOf(
      `const { Transform } = require('stream');
       class Parser extends Transform {
         parse() { this.emit('header', 1); this.removeAllListeners('header'); this.emit('header', 2); }
       }
       const parser = new Parser();
       parser.on('header', function heard() {});
       parser.parse();`,
      'function heard',
    );
    expect(calls.reduce((sum, { calls: { likely } }) => sum + likely, 0)).toBe(1);
  });

  it('asks nothing of it', () => {
    expect(profileNamed(analyzerOf(source), 'answer').questions).toEqual([]);
  });
});

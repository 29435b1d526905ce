import { describe, expect, it } from 'vitest';
import { profileIn, tripsOf } from './program-fixture.ts';

const asked = (source: string): readonly string[] =>
  profileIn(source, 'work').questions.filter((question) => question.startsWith('What does'));

describe('modules of Node', () => {
  it.each([
    ["import assert from 'node:assert/strict';", 'assert.equal(1, 1)'],
    ["import { equal } from 'assert/strict';", 'equal(1, 1)'],
    ["import { join } from 'node:path/posix';", "join('a', 'b')"],
    ["import path from 'path/win32';", "path.join('a', 'b')"],
    ["import EventEmitter from 'node:events';", "new EventEmitter().emit('done')"],
    ["import { channel } from 'node:diagnostics_channel';", "channel('orders').publish({})"],
  ])('%s is known by every name it has', (statement, call) => {
    expect(asked(`${statement}\nexport function work() { return ${call}; }`)).toEqual([]);
  });

  it('asks about one that is named with `node:` and not known, by the name of what is called', () => {
    const source = "import { open } from 'node:future';\nexport function work() { return open(); }";
    expect(asked(source)).toEqual(['What does `future.open(…)` do? It is not in the source.']);
  });

  it('knows the constants that loops run over or texts are split by', () => {
    const source = `import { METHODS } from 'node:http';
      import { delimiter } from 'node:path';
      for (const method of METHODS) Math.sin(method.length);
      for (const folder of 'a:b:c'.split(delimiter)) Math.cos(folder.length);`;
    expect(tripsOf(source, 'for (const method of METHODS)')).toBe(34);
    expect(tripsOf(source, 'for (const folder of')).toBe(3);
  });
});

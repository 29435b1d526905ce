import { describe, expect, it } from 'vitest';
import { profileIn, tripsOf } from './program-fixture.ts';

const BODY = '{ for (let k = 0; k < 10; k++) {} return n; }';

describe('lodash', () => {
  it.each([
    ['times', `_.times(30, (n) => ${BODY})`, 300],
    ['a method of a list', `_.map([1, 2, 3], (n) => ${BODY})`, 30],
    ['another name of one', `_.each([1, 2, 3], (n) => ${BODY})`, 30],
    ['the values of an object', `_.forEach({ a: 1, b: 2 }, (n) => ${BODY})`, 20],
  ])('calls what it is given as often as there are elements: %s', (_name, call, trips) => {
    expect(tripsOf(`const _ = require('lodash'); ${call};`, 'for (let k')).toBe(trips);
  });

  it.each([
    ['its package', "import { times } from 'lodash';"],
    ['as modules', "import { times } from 'lodash-es';"],
    ['one function', "import times from 'lodash/times';"],
  ])('is known by %s', (_name, imported) => {
    expect(tripsOf(`${imported} times(30, (n) => ${BODY});`, 'for (let k')).toBe(300);
  });

  it('asks what the others do', () => {
    const { questions } = profileIn(
      "const _ = require('lodash'); exports.work = function work(list) { return _.shuffle(list); };",
      'work',
    );
    expect(questions).toContain('What does `lodash.shuffle(…)` do? It is not in the source.');
  });
});

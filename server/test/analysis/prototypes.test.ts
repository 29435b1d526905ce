import { expect, it } from 'vitest';
import { tripsOf } from './program-fixture.ts';

const LOOP = 'for (let i = 0; i < 7; i++) {}';

it.each([
  ['set as a property', 'Derived.prototype = { other() {} }; Derived.prototype.__proto__ = Base.prototype;'],
  ['of one made with it', 'Derived.prototype = Object.create(Base.prototype);'],
  ['set by a function', 'Object.setPrototypeOf(Derived.prototype, Base.prototype);'],
  ['read as a property', 'Derived.prototype = new Base().__proto__;'],
])('methods are inherited from a prototype %s', (_, link) => {
  const source = `function Base() {}
    Base.prototype.work = function () { ${LOOP} };
    function Derived() { Base.call(this); }
    ${link}
    new Derived().work();`;
  expect(tripsOf(source, LOOP)).toBe(7);
});

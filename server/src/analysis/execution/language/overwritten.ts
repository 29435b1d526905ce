import { onceForEach } from '../../../memo/once-for-each.ts';
import type { Statement } from '../../program/code.ts';
import { mentions } from '../code-facts/started-anew.ts';
import { environmentOf } from '../values/environment.ts';
import { Thing } from '../values/value.ts';
import type { Frame } from './frame.ts';

type Declaration = Extract<Statement, { kind: 'declare' }>;

/**
 * A variable that is declared again, as in the next iteration of a loop, and that its new value is not made of: what it held is let go of before that is made. V8's
 * optimised code keeps no register for it (TurboFan's register allocation goes by liveness): `var flags = new Array(100000)` in a loop promotes nothing. A loop
 * of an async function is not optimised while it goes round: that keeps what it held.
 */
export const letGo = (frame: Frame, declaration: Declaration): void => {
  const { target } = declaration;
  if (target.kind !== 'local' || frame.code.async) return;
  const environment = environmentOf(target, frame.environment);
  if (environment.slots[target.slot] instanceof Thing && isMadeAnew(declaration))
    environment.set(target.slot, undefined);
};

const isMadeAnew = onceForEach(({ target, initial }: Declaration): boolean => {
  if (target.kind !== 'local' || !initial) return false;
  const { binding } = target;
  return !binding.captured && !binding.moduleLevel && !mentions(initial, binding);
});

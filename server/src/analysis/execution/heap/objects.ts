import type { Site } from '../../program/code.ts';
import type { Machine } from '../run/machine.ts';
import { Thing } from '../values/value.ts';
import { birth } from './heap.ts';

/** An object with no properties yet. Its memory is accounted for by who makes it. */
export const plainObject = (
  machine: Machine,
  site: Site,
  prototype: Thing | null = machine.realm?.prototypeOf('Object') ?? null,
): Thing => {
  const { shape, born, multiplicity } = birth(machine, site);
  return new Thing(shape, prototype, born, multiplicity);
};

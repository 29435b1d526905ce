import type { Reference } from '../../program/code.ts';
import { growthFactor } from '../heap/growth.ts';
import { type Growing, notePut } from '../heap/stretch.ts';
import type { Thing, Value } from '../values/value.ts';
import type { Frame } from './frame.ts';
import { isText, textLength } from './operators.ts';
import type { Place } from './patterns.ts';
import { longerText } from './text-growth.ts';

/** A field has been stepped on, or something was put to the text that it holds. */
export const noteStep = (
  { machine }: Frame,
  target: Reference,
  { object }: Place,
  before: Value,
  after: Value,
): void => {
  if (machine.standIns.length === 0 || object === null || target.kind !== 'member') return;
  const [was, is] = [amountOf(before), amountOf(after)];
  if (was !== null && is !== null) notePut(machine, object, target.name, was, is, FIELD);
};

/** Of a counter, or of the characters of a text. */
const amountOf = (value: Value): number | null => {
  if (typeof value === 'number') return value;
  return isText(value) ? textLength(value).likely : null;
};

const FIELD: Growing<Thing> = {
  sizeOf: ({ fields }, name) => amountOf(fields.get(name)) ?? 0,
  goOn: (machine, object, name, by) => {
    const value = object.fields.get(name);
    const more = by * (growthFactor(machine, object) - 1);
    if (typeof value === 'number')
      object.setOwn(name, value + (Number.isInteger(value) ? Math.round(more) : more));
    else if (isText(value)) object.setOwn(name, longerText(value, more));
  },
};

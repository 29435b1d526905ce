import { ONCE, type Quantity, scale } from '../../effects/quantity.ts';
import type { NativeCall } from '../calls/native-call.ts';
import { ArrayThing, isCallable, Thing, Unknown, type Value } from '../values/value.ts';
import { setCount } from './array-count.ts';
import { arrayOf } from './arrays.ts';
import { plainObject } from './objects.ts';

/** A list or object that has more elements than are at hand: how many times as many. */
export interface GoesOn {
  readonly container: object;
  readonly times: Quantity;
}

/** What `JSON.parse` gives, as things on our heap. */
export const fromHostValue = (
  call: Pick<NativeCall, 'machine' | 'site'>,
  value: unknown,
  goesOn: GoesOn | null = null,
): Value => {
  const { machine, site } = call;
  const times = goesOn !== null && value === goesOn.container ? goesOn.times : ONCE;
  if (Array.isArray(value)) {
    const elements = value.map((element) => fromHostValue(call, element, goesOn));
    const count = scale(times, elements.length);
    return setCount(arrayOf(machine, site, elements, Math.round(count.likely)), count);
  }
  if (typeof value === 'object' && value !== null) {
    const thing = plainObject(machine, site);
    for (const [name, field] of Object.entries(value)) thing.setOwn(name, fromHostValue(call, field, goesOn));
    thing.extraKeys = Math.round((times.likely - 1) * thing.fields.size);
    return thing;
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return null;
};

/** Things converted at the most. */
const MOST_CONVERTED = 50_000;
/** Characters of what is not known. */
const UNKNOWN_CHARACTERS = 10;

/** The value as the host's own, for `JSON.stringify`; `complete` when nothing in it is unknown or left out. */
export const toHostValue = (value: Value): { value: unknown; complete: boolean; characters: number } => {
  let complete = true;
  let characters = 0;
  let converted = 0;
  const open = new Set<Thing>();
  const convert = (part: Value): unknown => {
    if (part instanceof Unknown) {
      complete = false;
      characters += part.estimate && part.type === 'string' ? part.estimate.likely : UNKNOWN_CHARACTERS;
      return null;
    }
    if (!(part instanceof Thing)) {
      characters += String(part).length + 2;
      return part;
    }
    if (isCallable(part) || open.has(part) || ++converted > MOST_CONVERTED) {
      complete = complete && isCallable(part);
      return undefined;
    }
    open.add(part);
    const result = part instanceof ArrayThing ? convertArray(part) : convertObject(part);
    open.delete(part);
    return result;
  };
  const convertArray = (array: ArrayThing): unknown => {
    const kept = array.elements.kept(array.length);
    if (kept.length !== array.length) complete = false;
    const before = characters;
    const elements = kept.map(convert);
    if (kept.length > 0) characters = before + ((characters - before) * array.length) / kept.length;
    return elements;
  };
  const convertObject = (thing: Thing): unknown => {
    if (thing.extraKeys > 0) complete = false;
    const object: Record<string, unknown> = {};
    for (const [name, field] of thing.fields) {
      characters += name.length + 4;
      object[name] = convert(field);
    }
    return object;
  };
  const result = convert(value);
  return { value: result, complete, characters };
};

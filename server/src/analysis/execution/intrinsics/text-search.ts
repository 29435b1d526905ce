import { ONCE, quantity, scale } from '../../effects/quantity.ts';
import { callValue } from '../calls/calls.ts';
import { listResult, type NativeCall } from '../calls/native-call.ts';
import { setCount } from '../heap/array-count.ts';
import { arrayOf, iteratorOver } from '../heap/arrays.ts';
import { birth } from '../heap/heap.ts';
import { textLength, textOf } from '../language/operators.ts';
import { forEachIndex } from '../loops/sampling.ts';
import { SampledText, sampleOf, textLike } from '../values/sampled-text.ts';
import {
  type ArrayThing,
  isCallable,
  RegExpThing,
  SOME_BOOLEAN,
  SOME_STRING,
  stringOfLength,
  Thing,
  UNKNOWN,
  type Value,
} from '../values/value.ts';
import type { Intrinsic } from './index.ts';

/** Texts that are looked through: by the host where they are known. */

export const receiverText = (call: NativeCall): string | null => textOf(call.receiver);

/** A text as long as the receiver, which goes on as it does. */
export const sameLength = ({ receiver }: NativeCall): Value =>
  textLike(textLength(receiver), sampleOf(receiver));

/** Matches made one by one; more are counted. */
const MOST_MATCHES = 200;

const regexpOf = (value: Value): RegExp | null => {
  if (!(value instanceof RegExpThing)) return null;
  try {
    return new RegExp(value.source, value.flags);
  } catch {
    return null;
  }
};

/** A time budget for host regular expressions, which a hostile one could exhaust, is bounded through the text's length. */
const LONGEST_SEARCHED = 1 << 19;

/** Characters that the host looks through in about the time of a step. Measured: regular expressions of one class, Node 20. */
const SCANNED_A_STEP = 64;

export const scanned = ({ machine }: NativeCall, characters: number): void =>
  machine.spend(Math.floor(Math.max(0, characters) / SCANNED_A_STEP));

/** So many parts as those of the sample, in all of a text that goes on like it. */
const partsAsInSample = (call: NativeCall, text: SampledText, found: readonly Value[]): ArrayThing => {
  const count = scale(text.times, found.length);
  return setCount(listResult(call, found, Math.round(count.likely)), count);
};

/** The same of a text much shorter than the sample: how many there are, not what they are. */
const splitAsInSample = (call: NativeCall, text: SampledText, by: string | RegExp): ArrayThing => {
  const parts = text.sample.split(by);
  scanned(call, text.sample.length);
  if (text.times.likely >= 1) {
    // What stands behind the last separator goes on in the next copy of the sample.
    const whole = parts.length > 1 ? parts.slice(0, -1) : parts;
    return partsAsInSample(call, text, whole);
  }
  const count = 1 + Math.round((parts.length - 1) * text.times.likely);
  return listResult(call, [stringOfLength(quantity(text.length.likely / count))], count);
};

/** The program has looked at a text from a place on. */
export const noteReading = (
  { machine, receiver }: Pick<NativeCall, 'machine' | 'receiver'>,
  at: number,
): void => machine.reading.note(textLength(receiver), at);

/** What is found in a text that nobody knows; `null`: the same code has found nothing in others. */
const typicalParts = (call: NativeCall): ArrayThing | null => {
  const { machine, site, receiver } = call;
  const typical = machine.found.typical(site, textLength(receiver));
  if (!typical) return null;
  const { characters, count } = typical;
  const parts = [stringOfLength(quantity(characters))];
  return setCount(listResult(call, parts, Math.max(1, Math.round(count.likely))), count);
};

const split: Intrinsic = (call) => {
  const whole = receiverText(call);
  const [separator] = call.values;
  const by = separator instanceof RegExpThing ? regexpOf(separator) : textOf(separator);
  if (call.receiver instanceof SampledText && by !== null) return splitAsInSample(call, call.receiver, by);
  if (whole === null || whole.length > LONGEST_SEARCHED * 10 || by === null)
    return typicalParts(call) ?? call.typical();
  scanned(call, whole.length);
  const parts = separator === undefined ? [whole] : whole.split(by);
  call.machine.found.note(call.site, whole, parts);
  return listResult(call, parts.slice(0, 50_000), parts.length);
};

const replace: Intrinsic = (call) => {
  const whole = receiverText(call);
  const [pattern, replacement] = call.values;
  const by = pattern instanceof RegExpThing ? regexpOf(pattern) : textOf(pattern);
  if (whole === null || by === null || whole.length > LONGEST_SEARCHED) {
    const { receiver } = call;
    const isLike = receiver instanceof SampledText && by !== null;
    if (isCallable(replacement)) {
      const each = quantity(1, 10, 1000);
      const times = isLike ? scale(receiver.times, matchesOf(receiver.sample, by).length) : each;
      forEachIndex(call.machine, times, () => {
        callValue(call.machine, replacement, undefined, [SOME_STRING, SOME_STRING], call.site);
        return true;
      });
    } else if (isLike) return receiver.map((sample) => sample.replace(by, textOf(replacement) ?? ''));
    return sameLength(call);
  }
  scanned(call, whole.length);
  if (!isCallable(replacement)) return whole.replace(by, textOf(replacement) ?? '');
  const matches = matchesOf(whole, by);
  forEachIndex(call.machine, matches.length, (index) => {
    callValue(call.machine, replacement, undefined, [...(matches[index] ?? [])], call.site);
    return true;
  });
  return sameLength(call);
};

/** All of a global search, else the first. */
const matchesOf = (text: string, by: string | RegExp): readonly RegExpMatchArray[] =>
  by instanceof RegExp && by.global
    ? [...text.matchAll(by)]
    : [text.match(by)].filter((match) => match !== null);

/** What each group has matched, the whole first; those that have names by these as well. */
const matchArray = (
  call: NativeCall,
  match: RegExpMatchArray,
  groupOf: (text: string | undefined) => Value = (text) => text,
): ArrayThing => {
  const { machine, site } = call;
  return call.result(() => {
    const groups = arrayOf(machine, site, Array.from(match, groupOf));
    if (match.groups) {
      const { shape, born, multiplicity } = birth(machine, site, 'groups');
      const named = new Thing(shape, null, born, multiplicity);
      for (const [name, text] of Object.entries(match.groups)) named.setOwn(name, groupOf(text));
      groups.setOwn('groups', named);
    }
    return groups;
  });
};

const foundMatch = (call: NativeCall, match: RegExpMatchArray): ArrayThing => {
  const groups = matchArray(call, match);
  // A global search has none.
  if (match.index !== undefined) groups.setOwn('index', match.index);
  return groups;
};

/** A match of texts that nobody knows: that of a pattern which also matches nothing, so that it can be asked. */
const someMatch = (call: NativeCall, by: RegExp): ArrayThing | null => {
  const found = new RegExp(`${by.source}|`, by.flags).exec('');
  return found && matchArray(call, found, () => SOME_STRING);
};

const match: Intrinsic = (call) => {
  const whole = receiverText(call);
  const by = regexpOf(call.values[0]);
  const { receiver } = call;
  if (receiver instanceof SampledText && by) {
    scanned(call, receiver.sample.length);
    const found = receiver.sample.match(by);
    return found && by.global ? partsAsInSample(call, receiver, found) : found && foundMatch(call, found);
  }
  if (whole === null || !by || whole.length > LONGEST_SEARCHED) {
    if (!by || by.global) return (by && typicalParts(call)) ?? call.typical();
    return someMatch(call, by);
  }
  scanned(call, whole.length);
  const found = whole.match(by);
  if (by.global) call.machine.found.note(call.site, whole, found ?? []);
  return found && foundMatch(call, found);
};

const matchAll: Intrinsic = (call) => {
  const { machine, site, receiver } = call;
  const sampled = receiver instanceof SampledText ? receiver : null;
  const text = sampled?.sample ?? receiverText(call);
  const by = regexpOf(call.values[0]);
  if (text === null || !by?.global || text.length > LONGEST_SEARCHED) return call.typical();
  scanned(call, text.length);
  const all = [...text.matchAll(by)];
  const matches = machine.silently(() => all.slice(0, MOST_MATCHES).map((found) => matchArray(call, found)));
  const count = scale(sampled?.times ?? ONCE, all.length);
  return setCount(iteratorOver(machine, site, matches, Math.round(count.likely)), count);
};

const exec: Intrinsic = (call) => {
  const { receiver } = call;
  const [searched] = call.values;
  const by = regexpOf(receiver);
  if (searched instanceof SampledText && by && receiver instanceof RegExpThing)
    return execInSample(call, receiver, by, searched);
  const whole = textOf(searched);
  if (whole === null || !by || !(receiver instanceof RegExpThing) || whole.length > LONGEST_SEARCHED)
    return UNKNOWN;
  const goesOn = by.global || by.sticky;
  const start = goesOn ? receiver.lastIndex : 0;
  if (typeof start !== 'number') return UNKNOWN;
  by.lastIndex = start;
  const found = by.exec(whole);
  if (found) scanned(call, found.index - start);
  else if (!by.sticky) scanned(call, whole.length - start);
  if (goesOn) {
    receiver.lastIndex = by.lastIndex;
    noteReading({ machine: call.machine, receiver: whole }, start);
  }
  return found && foundMatch(call, found);
};

/** A search goes on from one copy of the sample to the next, until the text is over. */
const execInSample = (call: NativeCall, pattern: RegExpThing, by: RegExp, text: SampledText): Value => {
  const goesOn = by.global || by.sticky;
  const start = goesOn ? pattern.lastIndex : 0;
  if (typeof start !== 'number') return UNKNOWN;
  const begins = start - (start % text.sample.length);
  by.lastIndex = start - begins;
  let before = begins;
  let found = by.exec(text.sample);
  if (!found && by.global && start > begins) {
    before += text.sample.length;
    by.lastIndex = 0;
    found = by.exec(text.sample);
  }
  if (found) scanned(call, before + found.index - start);
  else if (!by.sticky) scanned(call, text.sample.length);
  if (!found || before + found.index >= text.length.likely) {
    if (goesOn) pattern.lastIndex = 0;
    return null;
  }
  found.index += before;
  if (goesOn) {
    pattern.lastIndex = before + by.lastIndex;
    noteReading({ machine: call.machine, receiver: text }, start);
  }
  return foundMatch(call, found);
};

const test: Intrinsic = (call) => {
  const found = exec({ ...call, result: (make) => call.machine.silently(make) });
  return found === null ? false : found instanceof Thing ? true : SOME_BOOLEAN;
};

const constructRegExp: Intrinsic = ({ machine, values: [source, flags], site }) => {
  const shape = machine.shapeOf(site);
  const regexp = new RegExpThing(shape, machine.realm?.prototypeOf('RegExp') ?? null, ++machine.births, 1);
  regexp.source = source instanceof RegExpThing ? source.source : (textOf(source) ?? '(?!)');
  regexp.flags = textOf(flags ?? '') ?? '';
  return regexp;
};

export const TEXT_SEARCH_INTRINSICS: readonly (readonly [string, Intrinsic])[] = [
  ['RegExp', constructRegExp],
  ['RegExp.prototype.exec', exec],
  ['RegExp.prototype.test', test],
  ['String.prototype.split', split],
  ['String.prototype.replace', replace],
  ['String.prototype.replaceAll', replace],
  ['String.prototype.match', match],
  ['String.prototype.matchAll', matchAll],
];

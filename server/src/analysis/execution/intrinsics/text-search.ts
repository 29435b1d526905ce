import { ONCE, type Quantity, quantity, scale } from '../../effects/quantity.ts';
import { callValue } from '../calls/calls.ts';
import { listResult, type NativeCall } from '../calls/native-call.ts';
import { setCount } from '../heap/array-count.ts';
import { arrayOf, iteratorOver } from '../heap/arrays.ts';
import { birth } from '../heap/heap.ts';
import { textLength, textOf } from '../language/operators.ts';
import { forEachIndex } from '../loops/sampling.ts';
import { SAMPLE_LENGTH, SampledText, sampleOf, textLike } from '../values/sampled-text.ts';
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
  if (!(value instanceof RegExpThing) || value.source === null) return null;
  try {
    return new RegExp(value.source, value.flags);
  } catch {
    return null;
  }
};

/** A time budget for host regular expressions, which a hostile one could exhaust, is bounded through the text's length. */
const LONGEST_SEARCHED = 1 << 19;

/** A text as it is looked through from end to end: of a very long one, only its beginning. `null`: nobody knows it. */
const searchedText = (value: Value, longest = LONGEST_SEARCHED): string | SampledText | null => {
  const text = textOf(value);
  if (text === null) return value instanceof SampledText ? value : null;
  return text.length <= longest ? text : new SampledText(quantity(text.length), text.slice(0, SAMPLE_LENGTH));
};

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
  const whole = searchedText(call.receiver, LONGEST_SEARCHED * 10);
  const [separator] = call.values;
  const by = separator instanceof RegExpThing ? regexpOf(separator) : textOf(separator);
  if (whole === null || by === null) return typicalParts(call) ?? call.typical();
  if (whole instanceof SampledText) return splitAsInSample(call, whole, by);
  scanned(call, whole.length);
  const parts = separator === undefined ? [whole] : whole.split(by);
  call.machine.found.note(call.site, whole, parts);
  return listResult(call, parts.slice(0, 50_000), parts.length);
};

/** Of a text of which nobody knows how many there are. Reconstruction. */
const SOME_MATCHES = quantity(1, 10, 1000);

/** So many matches that nobody knows; each is asked for what to put in its place, if that is how they are replaced. */
const replaceMatches = (call: NativeCall, count: Quantity): Value => {
  const [, replacement] = call.values;
  if (isCallable(replacement))
    forEachIndex(call.machine, count, () => {
      callValue(call.machine, replacement, undefined, [SOME_STRING, SOME_STRING], call.site);
      return true;
    });
  return sameLength(call);
};

const replace: Intrinsic = (call) => {
  const whole = searchedText(call.receiver);
  const [pattern, replacement] = call.values;
  const by = pattern instanceof RegExpThing ? regexpOf(pattern) : textOf(pattern);
  if (whole === null || by === null) return replaceMatches(call, SOME_MATCHES);
  if (whole instanceof SampledText) {
    scanned(call, whole.sample.length);
    return isCallable(replacement)
      ? replaceMatches(call, scale(whole.times, matchesOf(whole.sample, by).length))
      : whole.map((sample) => sample.replace(by, textOf(replacement) ?? ''));
  }
  scanned(call, whole.length);
  if (!isCallable(replacement)) return whole.replace(by, textOf(replacement) ?? '');
  const matches = matchesOf(whole, by);
  const replacements = new Map<number, string>();
  forEachIndex(call.machine, matches.length, (index) => {
    const match = matches[index];
    if (!match) return true;
    const values = [...match, match.index, whole];
    const put = textOf(callValue(call.machine, replacement, undefined, values, call.site));
    if (put !== null) replacements.set(index, put);
    return true;
  });
  if (replacements.size < matches.length) return sameLength(call);
  let next = 0;
  return whole.replace(by, (match) => replacements.get(next++) ?? match);
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
  const whole = searchedText(call.receiver);
  const by = regexpOf(call.values[0]);
  if (whole === null || !by) {
    if (!by || by.global) return (by && typicalParts(call)) ?? call.typical();
    return someMatch(call, by);
  }
  if (whole instanceof SampledText) {
    scanned(call, whole.sample.length);
    const found = whole.sample.match(by);
    return found && by.global ? partsAsInSample(call, whole, found) : found && foundMatch(call, found);
  }
  scanned(call, whole.length);
  const found = whole.match(by);
  if (by.global) call.machine.found.note(call.site, whole, found ?? []);
  return found && foundMatch(call, found);
};

const matchAll: Intrinsic = (call) => {
  const { machine, site } = call;
  const whole = searchedText(call.receiver);
  const sampled = whole instanceof SampledText ? whole : null;
  const text = whole instanceof SampledText ? whole.sample : whole;
  const by = regexpOf(call.values[0]);
  if (text === null || !by?.global) return call.typical();
  scanned(call, text.length);
  const all = [...text.matchAll(by)];
  const count = scale(sampled?.times ?? ONCE, all.length);
  const matches = (most: number): Value[] => all.slice(0, most).map((found) => matchArray(call, found));
  return iteratorOver(machine, site, {
    count,
    first: () => matches(1)[0],
    list: () => setCount(arrayOf(machine, site, matches(MOST_MATCHES), Math.round(count.likely)), count),
  });
};

const exec: Intrinsic = (call) => {
  const { receiver } = call;
  const [searched] = call.values;
  const by = regexpOf(receiver);
  if (searched instanceof SampledText && by && receiver instanceof RegExpThing)
    return execInSample(call, receiver, by, searched);
  const whole = textOf(searched);
  if (whole === null || !by || !(receiver instanceof RegExpThing)) return UNKNOWN;
  const goesOn = by.global || by.sticky;
  const start = goesOn ? receiver.lastIndex : 0;
  if (typeof start !== 'number') return UNKNOWN;
  by.lastIndex = start;
  const end = start + LONGEST_SEARCHED;
  const found = by.exec(whole.slice(0, end));
  const isDecided = found ? found.index + found[0].length < end : by.sticky || by.source.startsWith('^');
  if (whole.length > end && !isDecided) return UNKNOWN;
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
  const prototype = machine.realm?.prototypeOf('RegExp') ?? null;
  const base = { shape: machine.shapeOf(site), prototype, born: ++machine.births, multiplicity: 1 };
  if (source instanceof RegExpThing)
    return new RegExpThing(base, source.source, textOf(flags ?? source.flags) ?? '');
  return new RegExpThing(base, textOf(source), textOf(flags ?? '') ?? '');
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

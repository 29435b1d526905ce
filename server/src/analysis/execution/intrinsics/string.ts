import { quantity } from '../../effects/quantity.ts';
import { arrayOf } from '../arrays.ts';
import { callValue } from '../calls.ts';
import { birth } from '../heap.ts';
import { listResult, type NativeCall } from '../native-call.ts';
import { concatenate, textLength, textOf } from '../operators.ts';
import { forEachIndex } from '../sampling.ts';
import {
  type ArrayThing,
  isCallable,
  RegExpThing,
  SOME_BOOLEAN,
  SOME_NUMBER,
  SOME_STRING,
  stringOfLength,
  Thing,
  UNKNOWN,
  Unknown,
  type Value,
} from '../value.ts';
import type { Intrinsic } from './index.ts';

/** Texts longer than this are not made, only measured. */
const LONGEST_TEXT = 1 << 22;
/** Matches made one by one; more are counted. */
const MOST_MATCHES = 200;

const receiverText = (call: NativeCall): string | null => textOf(call.receiver);

/** Computed by the host when receiver and arguments are known, `otherwise` when not. */
const known =
  (
    compute: (text: string, values: readonly (string | number | undefined)[]) => Value,
    otherwise: (call: NativeCall) => Value,
  ): Intrinsic =>
  (call) => {
    const text = receiverText(call);
    const plain: (string | number | undefined)[] = [];
    for (const value of call.values) {
      if (typeof value === 'string' || typeof value === 'number' || value === undefined) plain.push(value);
      else return otherwise(call);
    }
    return text === null ? otherwise(call) : compute(text, plain);
  };

const sameLength = (call: NativeCall): Value => stringOfLength(textLength(call.receiver));
const part = (call: NativeCall): Value => {
  const { low, likely, high } = textLength(call.receiver);
  return stringOfLength(quantity(Math.min(low, 1), likely / 2, high));
};
const anyNumber = (): Value => SOME_NUMBER;
const anyBoolean = (): Value => SOME_BOOLEAN;
const text = (value: string | number | undefined): string => String(value);
const optional = (value: string | number | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;

const regexpOf = (value: Value): RegExp | null => {
  if (!(value instanceof RegExpThing)) return null;
  try {
    return new RegExp(value.source, value.flags);
  } catch {
    return null;
  }
};

/** A time budget for host regular expressions, which a hostile one could exhaust, is bounded through the text's length. */
const LONGEST_SEARCHED = 200_000;

const split: Intrinsic = (call) => {
  const whole = receiverText(call);
  const [separator] = call.values;
  const by = separator instanceof RegExpThing ? regexpOf(separator) : textOf(separator);
  if (whole === null || whole.length > LONGEST_SEARCHED * 10 || by === null) return call.typical();
  const parts = separator === undefined ? [whole] : whole.split(by);
  return listResult(call, parts.slice(0, 50_000), parts.length);
};

const replace: Intrinsic = (call) => {
  const whole = receiverText(call);
  const [pattern, replacement] = call.values;
  const by = pattern instanceof RegExpThing ? regexpOf(pattern) : textOf(pattern);
  if (whole === null || by === null || whole.length > LONGEST_SEARCHED) {
    if (isCallable(replacement))
      forEachIndex(call.machine, quantity(1, 10, 1000), () => {
        callValue(call.machine, replacement, undefined, [SOME_STRING, SOME_STRING], call.site);
        return true;
      });
    return sameLength(call);
  }
  if (!isCallable(replacement)) return whole.replace(by, textOf(replacement) ?? '');
  const matches =
    by instanceof RegExp && by.global
      ? [...whole.matchAll(by)]
      : [whole.match(by)].filter((match) => match !== null);
  forEachIndex(call.machine, matches.length, (index) => {
    callValue(call.machine, replacement, undefined, [...(matches[index] ?? [])], call.site);
    return true;
  });
  return sameLength(call);
};

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

/** A match of texts that nobody knows: that of a pattern which also matches nothing, so that it can be asked. */
const someMatch = (call: NativeCall, by: RegExp): ArrayThing | null => {
  const found = new RegExp(`${by.source}|`, by.flags).exec('');
  return found && matchArray(call, found, () => SOME_STRING);
};

const match: Intrinsic = (call) => {
  const whole = receiverText(call);
  const by = regexpOf(call.values[0]);
  if (whole === null || !by || whole.length > LONGEST_SEARCHED) {
    if (!by || by.global) return call.typical();
    return someMatch(call, by);
  }
  const found = whole.match(by);
  return found && matchArray(call, found);
};

const matchAll: Intrinsic = (call) => {
  const whole = receiverText(call);
  const by = regexpOf(call.values[0]);
  if (whole === null || !by?.global || whole.length > LONGEST_SEARCHED) return call.typical();
  const all = [...whole.matchAll(by)];
  return call.machine.silently(() =>
    arrayOf(
      call.machine,
      call.site,
      all.slice(0, MOST_MATCHES).map((found) => matchArray(call, found)),
      all.length,
    ),
  );
};

const exec: Intrinsic = (call) => {
  const { receiver } = call;
  const whole = textOf(call.values[0]);
  const by = regexpOf(receiver);
  if (whole === null || !by || !(receiver instanceof RegExpThing) || whole.length > LONGEST_SEARCHED)
    return UNKNOWN;
  by.lastIndex = receiver.lastIndex;
  const found = by.exec(whole);
  receiver.lastIndex = by.lastIndex;
  return found && matchArray(call, found);
};

const test: Intrinsic = (call) => {
  const found = exec({ ...call, result: (make) => call.machine.silently(make) });
  return found === null ? false : found instanceof Thing ? true : SOME_BOOLEAN;
};

const toText: Intrinsic = ({ values }) => {
  if (values.length === 0) return '';
  return textOf(values[0]) ?? stringOfLength(textLength(values[0]));
};

const constructRegExp: Intrinsic = ({ machine, values: [source, flags], site }) => {
  const shape = machine.shapeOf(site);
  const regexp = new RegExpThing(shape, machine.realm?.prototypeOf('RegExp') ?? null, ++machine.births, 1);
  regexp.source = source instanceof RegExpThing ? source.source : (textOf(source) ?? '(?!)');
  regexp.flags = textOf(flags ?? '') ?? '';
  return regexp;
};

const repeat: Intrinsic = (call) => {
  const [count] = call.values;
  const whole = receiverText(call);
  if (whole !== null && typeof count === 'number' && count >= 0 && whole.length * count <= LONGEST_TEXT)
    return whole.repeat(count);
  const { low, likely, high } = textLength(call.receiver);
  const times = typeof count === 'number' ? count : 10;
  return stringOfLength(quantity(low * times, likely * times, high * times));
};

const pad =
  (compute: (whole: string, length: number, fill: string) => string): Intrinsic =>
  (call) => {
    const [length, fill] = call.values;
    const whole = receiverText(call);
    if (whole === null || typeof length !== 'number') return sameLength(call);
    return compute(whole, Math.min(length, 10_000), fill === undefined ? ' ' : (textOf(fill) ?? ' '));
  };

const prototype = (name: string, intrinsic: Intrinsic): readonly [string, Intrinsic] => [
  `String.prototype.${name}`,
  intrinsic,
];

export const STRING_INTRINSICS: readonly (readonly [string, Intrinsic])[] = [
  ['String', toText],
  [
    'String.fromCharCode',
    ({ values }) =>
      values.every((value) => typeof value === 'number')
        ? String.fromCharCode(...values)
        : new Unknown('string', quantity(values.length)),
  ],
  ['RegExp', constructRegExp],
  ['RegExp.prototype.exec', exec],
  ['RegExp.prototype.test', test],
  prototype(
    'charCodeAt',
    known((whole, [at]) => whole.charCodeAt(optional(at) ?? 0), anyNumber),
  ),
  prototype(
    'codePointAt',
    known((whole, [at]) => whole.codePointAt(optional(at) ?? 0), anyNumber),
  ),
  prototype(
    'charAt',
    known(
      (whole, [at]) => whole.charAt(optional(at) ?? 0),
      () => stringOfLength(quantity(1)),
    ),
  ),
  prototype(
    'at',
    known(
      (whole, [at]) => whole.at(optional(at) ?? 0),
      () => stringOfLength(quantity(1)),
    ),
  ),
  prototype(
    'indexOf',
    known((whole, [wanted, from]) => whole.indexOf(text(wanted), optional(from)), anyNumber),
  ),
  prototype(
    'lastIndexOf',
    known((whole, [wanted]) => whole.lastIndexOf(text(wanted)), anyNumber),
  ),
  prototype(
    'includes',
    known((whole, [wanted]) => whole.includes(text(wanted)), anyBoolean),
  ),
  prototype(
    'startsWith',
    known((whole, [wanted, at]) => whole.startsWith(text(wanted), optional(at)), anyBoolean),
  ),
  prototype(
    'endsWith',
    known((whole, [wanted]) => whole.endsWith(text(wanted)), anyBoolean),
  ),
  prototype(
    'localeCompare',
    known((whole, [other]) => whole.localeCompare(text(other)), anyNumber),
  ),
  prototype(
    'slice',
    known((whole, [from, to]) => whole.slice(optional(from), optional(to)), part),
  ),
  prototype(
    'substring',
    known((whole, [from, to]) => whole.substring(optional(from) ?? 0, optional(to)), part),
  ),
  prototype(
    'substr',
    known(
      (whole, [from, length]) =>
        whole.slice(
          optional(from),
          length === undefined ? undefined : (optional(from) ?? 0) + (optional(length) ?? 0),
        ),
      part,
    ),
  ),
  prototype(
    'toUpperCase',
    known((whole) => whole.toUpperCase(), sameLength),
  ),
  prototype(
    'toLowerCase',
    known((whole) => whole.toLowerCase(), sameLength),
  ),
  prototype(
    'trim',
    known((whole) => whole.trim(), sameLength),
  ),
  prototype(
    'trimStart',
    known((whole) => whole.trimStart(), sameLength),
  ),
  prototype(
    'trimEnd',
    known((whole) => whole.trimEnd(), sameLength),
  ),
  prototype(
    'normalize',
    known((whole) => whole, sameLength),
  ),
  prototype('toString', (call) => call.receiver),
  prototype('valueOf', (call) => call.receiver),
  prototype('concat', (call) =>
    call.values.reduce((whole, value) => concatenate(call.machine, whole, value), call.receiver),
  ),
  prototype('repeat', repeat),
  prototype(
    'padStart',
    pad((whole, length, fill) => whole.padStart(length, fill)),
  ),
  prototype(
    'padEnd',
    pad((whole, length, fill) => whole.padEnd(length, fill)),
  ),
  prototype('split', split),
  prototype('replace', replace),
  prototype('replaceAll', replace),
  prototype('match', match),
  prototype('matchAll', matchAll),
];

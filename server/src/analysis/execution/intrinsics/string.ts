import { quantity } from '../../effects/quantity.ts';
import type { NativeCall } from '../calls/native-call.ts';
import { concatenate, textLength, textOf } from '../language/operators.ts';
import { SampledText, sampleOf, textLike } from '../values/sampled-text.ts';
import { SOME_BOOLEAN, SOME_NUMBER, stringOfLength, Unknown, type Value } from '../values/value.ts';
import type { Intrinsic } from './index.ts';
import { noteReading, receiverText, sameLength, scanned } from './text-search.ts';

/** Texts longer than this are not made, only measured. */
const LONGEST_TEXT = 1 << 22;

/** Of a text of which only the beginning is known: `work` answers for it where the arguments are known. */
const inSample =
  (
    work: (text: SampledText, values: readonly (string | number | undefined)[]) => Value,
    otherwise: (call: NativeCall) => Value,
  ): ((call: NativeCall) => Value) =>
  (call) => {
    const values = plainValues(call.values);
    return call.receiver instanceof SampledText && values ? work(call.receiver, values) : otherwise(call);
  };

/** `null`: one of them is not known, or no plain value. */
const plainValues = (values: readonly Value[]): readonly (string | number | undefined)[] | null => {
  const plain = values.filter(
    (value) => typeof value === 'string' || typeof value === 'number' || value === undefined,
  );
  return plain.length === values.length ? plain : null;
};

/** Computed by the host when receiver and arguments are known, `otherwise` when not. */
const known =
  (
    compute: (text: string, values: readonly (string | number | undefined)[]) => Value,
    otherwise: (call: NativeCall) => Value,
  ): Intrinsic =>
  (call) => {
    const text = receiverText(call);
    const values = plainValues(call.values);
    return text === null || values === null ? otherwise(call) : compute(text, values);
  };

const part = (call: NativeCall): Value => {
  const { low, likely, high } = textLength(call.receiver);
  return textLike(quantity(Math.min(low, 1), likely / 2, high), sampleOf(call.receiver));
};
const oneCharacter = (): Value => stringOfLength(quantity(1));
const anyNumber = (): Value => SOME_NUMBER;
const anyBoolean = (): Value => SOME_BOOLEAN;
const text = (value: string | number | undefined): string => String(value);
/** One of a text's characters, as `take` gives it. */
const characterAt = (
  take: (text: string, at: number) => Value,
  otherwise: (call: NativeCall) => Value,
): Intrinsic => {
  const find = known(
    (whole, [at]) => take(whole, optional(at) ?? 0),
    inSample((whole, [at]) => take(whole.charAt(optional(at) ?? 0), 0), otherwise),
  );
  return (call) => {
    const { machine, receiver } = call;
    const [at = 0] = call.values;
    if (typeof at === 'number' && (typeof receiver === 'string' || receiver instanceof SampledText))
      machine.reading.noteCharacter(receiver, at);
    return find(call);
  };
};

const optional = (value: string | number | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;

const indexOf = known(
  (whole, [wanted, from]) => whole.indexOf(text(wanted), optional(from)),
  inSample((whole, [wanted, from]) => whole.indexOf(text(wanted), optional(from) ?? 0), anyNumber),
);

const toText: Intrinsic = ({ values }) => {
  if (values.length === 0) return '';
  const [value] = values;
  return textOf(value) ?? textLike(textLength(value), sampleOf(value));
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
  prototype(
    'charCodeAt',
    characterAt((text, at) => text.charCodeAt(at), anyNumber),
  ),
  prototype(
    'codePointAt',
    characterAt((text, at) => text.codePointAt(at), anyNumber),
  ),
  prototype(
    'charAt',
    characterAt((text, at) => text.charAt(at), oneCharacter),
  ),
  prototype(
    'at',
    known(
      (whole, [at]) => whole.at(optional(at) ?? 0),
      inSample(
        (whole, [at]) => whole.slice(optional(at) ?? 0, (optional(at) ?? 0) + 1 || undefined),
        oneCharacter,
      ),
    ),
  ),
  prototype('indexOf', (call) => {
    const found = indexOf(call);
    const [, from] = call.values;
    const end = typeof found === 'number' && found >= 0 ? found : (receiverText(call)?.length ?? 0);
    const start = typeof from === 'number' ? from : 0;
    scanned(call, end - start);
    noteReading(call, start);
    return found;
  }),
  prototype(
    'lastIndexOf',
    known((whole, [wanted]) => whole.lastIndexOf(text(wanted)), anyNumber),
  ),
  prototype(
    'includes',
    known(
      (whole, [wanted]) => whole.includes(text(wanted)),
      inSample((whole, [wanted]) => whole.sample.includes(text(wanted)) || SOME_BOOLEAN, anyBoolean),
    ),
  ),
  prototype(
    'startsWith',
    known(
      (whole, [wanted, at]) => whole.startsWith(text(wanted), optional(at)),
      inSample((whole, [wanted, at]) => whole.sample.startsWith(text(wanted), optional(at)), anyBoolean),
    ),
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
    known(
      (whole, [from, to]) => whole.slice(optional(from), optional(to)),
      inSample((whole, [from, to]) => whole.slice(optional(from) ?? 0, optional(to)), part),
    ),
  ),
  prototype(
    'substring',
    known(
      (whole, [from, to]) => whole.substring(optional(from) ?? 0, optional(to)),
      inSample((whole, [from, to]) => whole.slice(Math.max(0, optional(from) ?? 0), optional(to)), part),
    ),
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
    known(
      (whole) => whole.toUpperCase(),
      inSample((whole) => whole.map((sample) => sample.toUpperCase()), sameLength),
    ),
  ),
  prototype(
    'toLowerCase',
    known(
      (whole) => whole.toLowerCase(),
      inSample((whole) => whole.map((sample) => sample.toLowerCase()), sameLength),
    ),
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
];

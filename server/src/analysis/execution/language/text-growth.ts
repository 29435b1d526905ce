import { onceForEach } from '../../../memo/once-for-each.ts';
import { type Quantity, quantity } from '../../effects/quantity.ts';
import type { Expression, Pattern } from '../../program/code.ts';
import { variableKey } from '../code-facts/variable-key.ts';
import { type Growing, notePut } from '../heap/stretch.ts';
import { type Environment, environmentOf } from '../values/environment.ts';
import { SAMPLE_LENGTH, sampleOf, textLike } from '../values/sampled-text.ts';
import { stringOfLength, type Value } from '../values/value.ts';
import { evaluate } from './expressions.ts';
import type { Frame } from './frame.ts';
import { isText, textLength } from './operators.ts';

/** A text so many times as long as one of `length`. */
export const timesAsLong = ({ low, likely, high }: Quantity, times: number): Value =>
  stringOfLength(
    quantity(
      Math.min(LONGEST, low * times),
      Math.min(LONGEST, likely * times),
      Math.min(LONGEST, high * times),
    ),
  );

/** V8 `String::kMaxLength` on 64 bits. */
const LONGEST = 2 ** 29 - 24;

/**
 * The text that a variable or field holds once something was put to it: where the iteration stands for many that all go on with one text, as much as
 * they all put there. A field's text stays as long as it is: what iterations call may begin another there.
 */
export const grownText = (frame: Frame, target: Pattern, before: Value, after: Value): Value => {
  const { standIns, texts } = frame.machine;
  if (standIns.length === 0 || !isText(before) || !isText(after)) return after;
  const [was, is] = [textLength(before), textLength(after)];
  const born = bornOf(frame, target) ?? sharedSince(frame, target, is.likely);
  const times = timesOf(frame, target, born ?? texts.begunAt(is.likely));
  noteText(frame, target, was.likely, is.likely);
  const more = born === null ? 0 : Math.min((is.likely - was.likely) * (times - 1), LONGEST - is.likely);
  texts.noteRepetition(was.likely, is.likely, times, is.likely + Math.max(0, more));
  if (more < 1) return after;
  return textLike(longer(is, more), beginningOf(after));
};

/** A text that goes on as it does so far. */
export const longerText = (text: Value, by: number): Value => {
  const more = Math.min(by, LONGEST - textLength(text).likely);
  return more < 1 ? text : textLike(longer(textLength(text), more), beginningOf(text));
};

/** How a text goes on that is known, or as far as it is. */
const beginningOf = (text: Value): string =>
  typeof text === 'string' ? text.slice(0, SAMPLE_LENGTH) : sampleOf(text);

/** The same for `text = text + part`. */
export const assignedText = (frame: Frame, assignment: Assignment, value: Value): Value => {
  const { target } = assignment;
  if (frame.machine.standIns.length === 0 || !isText(value) || !putsTo(assignment)) return value;
  return target.kind === 'local' || target.kind === 'global'
    ? grownText(frame, target, evaluate(frame, target), value)
    : value;
};

type Assignment = Extract<Expression, { kind: 'assign' }>;

const longer = ({ low, likely, high }: Quantity, by: number): Quantity =>
  quantity(low + by, likely + by, high + by);

/** How many iterations put as much to a text that was begun at so many `births`. */
const timesOf = ({ machine }: Frame, target: Pattern, begun: number): number => {
  const variable = variableKey(target);
  return machine.standIns.reduce(
    (all, { births, count, startedAnew, stretch }) =>
      begun <= births && !startedAnew.has(variable) && stretch === null ? all * count : all,
    1,
  );
};

const noteText = ({ machine, environment }: Frame, target: Pattern, before: number, after: number): void => {
  if (target.kind === 'local')
    notePut(machine, environmentOf(target, environment), String(target.slot), before, after, TEXT);
};

const TEXT: Growing<Environment> = {
  sizeOf: ({ slots }, name) => textLength(slots[Number(name)]).likely,
  goOn: ({ standIns }, environment, name, by) => {
    const text = environment.slots[Number(name)];
    const times = standIns.at(-1)?.count ?? 1;
    if (isText(text)) environment.set(Number(name), longerText(text, by * (times - 1)));
  },
};

/** `births` when a variable came to be that one function alone assigns; `null`: others may as well. */
const bornOf = ({ environment }: Frame, target: Pattern): number | null =>
  target.kind === 'local' && !target.binding.captured ? environmentOf(target, environment).born : null;

/** The same of a variable that scripts share: functions may begin another text there, but have not for half of the loops' way. */
const sharedSince = ({ machine }: Frame, target: Pattern, length: number): number | null => {
  if (target.kind !== 'global') return null;
  const begun = machine.texts.begunAt(length);
  return machine.standIns.every(({ bornBefore, births }) => begun - bornBefore <= (births - bornBefore) / 2)
    ? begun
    : null;
};

const putsTo = onceForEach(({ target, value }: Assignment): boolean => {
  const key = variableKey(target);
  return key !== null && isPut(value, key);
});

/** A text put together from others, one of them the variable's. */
const isPut = (value: Expression, key: unknown): boolean => {
  const isPart = (part: Expression): boolean => variableKey(part) === key || isPut(part, key);
  switch (value.kind) {
    case 'binary':
      return value.operator === '+' && (isPart(value.left) || isPart(value.right));
    case 'template':
      return value.values.some(isPart);
    case 'call':
      return value.callee.kind === 'member' && value.callee.name === 'concat' && isPart(value.callee.object);
    default:
      return false;
  }
};

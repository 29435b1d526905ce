import { quantity } from '../../effects/quantity.ts';
import type { Argument, Expression } from '../../program/code.ts';
import { callValue, constructValue, instantiate } from '../calls/calls.ts';
import { BYTES, NANOSECONDS } from '../costs/operation-costs.ts';
import { allocate, birth, markEscaped } from '../heap/heap.ts';
import { noteThread } from '../host/worker-threads.ts';
import { environmentOf } from '../values/environment.ts';
import { orNumber } from '../values/fallbacks.ts';
import { RegExpThing, SOME_STRING, Thing, UNKNOWN, Unknown, type Value } from '../values/value.ts';
import { evaluateConditional, evaluateMaybe, unlessMissing } from './branches.ts';
import { defineClass } from './classes.ts';
import { callOneOf, functionsIn } from './dispatch-tables.ts';
import { type Frame, GeneratorStopped } from './frame.ts';
import { noteStep } from './growing-fields.ts';
import { iterate } from './iteration.ts';
import { arrayLiteral, objectLiteral, template } from './literals.ts';
import { noteMissing } from './missing-state.ts';
import { binary, truth, typeName, unary } from './operators.ts';
import { evaluateTest, noteRead } from './passing-state.ts';
import { assign, placeOf } from './patterns.ts';
import { awaitValue } from './promises.ts';
import { deleteProperty, getFrom, getProperty, isKeyed, keyText } from './properties.ts';
import { assignedText, grownText } from './text-growth.ts';

export const evaluate = (frame: Frame, expression: Expression): Value => {
  const { machine } = frame;
  machine.step();
  switch (expression.kind) {
    case 'literal':
      if (typeof expression.value === 'string') machine.texts.noteLiteral(expression.value);
      return expression.value;
    case 'local': {
      const value = environmentOf(expression, frame.environment).slots[expression.slot];
      if (machine.isTesting) noteRead(frame, expression, undefined, value);
      return value;
    }
    case 'global': {
      const value = machine.realm?.global(machine, expression.name, frame.code.site.file);
      if (machine.isTesting) noteRead(frame, expression, undefined, value);
      return value;
    }
    case 'this':
      return frame.thisValue;
    case 'binary':
      return binary(
        machine,
        expression.operator,
        evaluate(frame, expression.left),
        evaluate(frame, expression.right),
      );
    case 'member': {
      const object = evaluate(frame, expression.object);
      machine.compute(NANOSECONDS.fieldAccess);
      if (expression.optional && (object === undefined || object === null)) return undefined;
      noteMissing(frame, object, expression.object);
      const value = getProperty(machine, object, expression.name);
      if (machine.isTesting) noteRead(frame, expression, object, value);
      return value;
    }
    case 'element': {
      const object = evaluate(frame, expression.object);
      if (expression.optional && (object === undefined || object === null)) return undefined;
      noteMissing(frame, object, expression.object);
      const index = evaluate(frame, expression.index);
      machine.texts.flatten(object);
      machine.compute(isKeyed(object, index) ? NANOSECONDS.keyedAccess : NANOSECONDS.elementAccess);
      return getProperty(machine, object, index);
    }
    case 'assign': {
      const value = assignedText(frame, expression, evaluate(frame, expression.value));
      assign(frame, expression.target, value);
      return value;
    }
    case 'compound':
      return compound(frame, expression);
    case 'update': {
      const place = placeOf(frame, expression.target);
      const before = numeric(place.read());
      const operator = expression.operator === '++' ? '+' : '-';
      const after = binary(
        machine,
        operator,
        before,
        typeof before === 'bigint' ? 1n : Math.round(place.factor),
      );
      place.write(after);
      noteStep(frame, expression.target, place, before, after);
      return expression.prefix ? after : before;
    }
    case 'unary':
      return evaluateUnary(frame, expression);
    case 'logical':
      return logical(frame, expression);
    case 'conditional':
      machine.compute(NANOSECONDS.branch);
      return evaluateConditional(frame, expression);
    case 'call':
      return evaluateCall(frame, expression);
    case 'new': {
      const callee = evaluate(frame, expression.callee);
      const values = evaluateArguments(frame, expression.arguments);
      const written = expression.arguments.map(({ value }) => value);
      noteThread(machine, callee, written, values, expression.site);
      return constructValue(machine, callee, values, expression.site);
    }
    case 'super-call':
      return superCall(frame, expression);
    case 'super-member':
      return getFrom(
        machine,
        homeOf(frame)?.prototype ?? null,
        keyText(evaluate(frame, expression.key)) ?? '',
        frame.thisValue,
      );
    case 'function':
      return instantiate(frame, expression.code);
    case 'class':
      return defineClass(frame, expression);
    case 'array':
      return arrayLiteral(frame, expression);
    case 'object':
      return objectLiteral(frame, expression);
    case 'template':
      return template(frame, expression);
    case 'regexp': {
      const prototype = machine.realm?.prototypeOf('RegExp') ?? null;
      const born = birth(machine, frame.code.site, 'regular expression');
      return new RegExpThing({ ...born, prototype }, expression.source, expression.flags);
    }
    case 'sequence':
      evaluate(frame, expression.first);
      return evaluate(frame, expression.second);
    case 'await':
      return machine.within(expression.site, () => awaitValue(machine, evaluate(frame, expression.value)));
    case 'yield':
      return yieldValue(frame, expression);
    case 'import': {
      const specifier = evaluate(frame, expression.specifier);
      return typeof specifier === 'string'
        ? machine.settings.requireModule(specifier, frame.code.site.file)
        : new Unknown('any', null, 'imported module');
    }
    case 'new-target':
      return frame.construction ? (frame.callee ?? undefined) : undefined;
  }
};

const numeric = (value: Value): Value =>
  typeof value === 'number' || typeof value === 'bigint' || value instanceof Unknown
    ? value
    : value instanceof Thing
      ? UNKNOWN
      : Number(value);

const compound = (frame: Frame, expression: Extract<Expression, { kind: 'compound' }>): Value => {
  const { machine } = frame;
  const { operator } = expression;
  const place = placeOf(frame, expression.target);
  const before = place.read();
  if (operator === '&&' || operator === '||' || operator === '??') {
    const keep =
      operator === '??' ? before !== undefined && before !== null : truth(before) === (operator === '||');
    if (keep && !(before instanceof Unknown)) return before;
    const value = evaluate(frame, expression.value);
    place.write(value);
    return value;
  }
  const operand = evaluate(frame, expression.value);
  // A sum that one iteration adds to for many grows by as much as they all add.
  const repeated =
    (operator === '+' || operator === '-') && typeof operand === 'number' && typeof before === 'number';
  const sum = binary(machine, operator, before, repeated ? operand * place.factor : operand);
  const value = operator === '+' ? grownText(frame, expression.target, before, sum) : sum;
  place.write(value);
  noteStep(frame, expression.target, place, before, value);
  return value;
};

const evaluateUnary = (frame: Frame, expression: Extract<Expression, { kind: 'unary' }>): Value => {
  const { operator, value } = expression;
  if (operator === 'delete') {
    if (value.kind === 'member')
      return deleteProperty(frame.machine, evaluate(frame, value.object), value.name);
    if (value.kind === 'element')
      return deleteProperty(frame.machine, evaluate(frame, value.object), evaluate(frame, value.index));
    return true;
  }
  if (
    operator === 'typeof' &&
    value.kind === 'global' &&
    !frame.machine.realm?.hasGlobal(frame.machine, value.name, frame.code.site.file)
  )
    return 'undefined';
  const operand = evaluate(frame, value);
  if (operator === 'void') return undefined;
  if (operator === 'typeof') return typeName(operand) ?? SOME_STRING;
  return unary(frame.machine, operator, operand);
};

/** How often the right operand is evaluated when nobody knows the left one. */
const EITHER = quantity(0, 0.5, 1);

const logical = (frame: Frame, expression: Extract<Expression, { kind: 'logical' }>): Value => {
  const { operator } = expression;
  frame.machine.compute(NANOSECONDS.branch);
  if (operator === '??') {
    const left = evaluate(frame, expression.left);
    if (left === undefined || left === null) return evaluate(frame, expression.right);
    return left instanceof Unknown ? unlessMissing(frame, left, expression.right) : left;
  }
  const { value: left, holds: known, passes } = evaluateTest(frame, expression.left);
  if (known === (operator === '&&')) return evaluate(frame, expression.right);
  if (known !== null) {
    if (passes) evaluateMaybe(frame, expression.right, EITHER);
    return left;
  }
  const maybe = evaluateMaybe(frame, expression.right, EITHER);
  // `isValid(x) || fail()`: it goes on with what does not throw.
  if (!maybe) return left;
  const { value: right } = maybe;
  // `options || {}`: of an unknown and a known value the known one stands in.
  if (operator === '||')
    return right instanceof Unknown ? left : (left instanceof Unknown && orNumber(left, right)) || right;
  return truth(right) === false
    ? right
    : left instanceof Unknown && right instanceof Unknown
      ? right
      : new Unknown('any');
};

const evaluateCall = (frame: Frame, expression: Extract<Expression, { kind: 'call' }>): Value => {
  const { machine } = frame;
  const { callee } = expression;
  let receiver: Value;
  let target: Value;
  if (callee.kind === 'member' || callee.kind === 'element') {
    receiver = evaluate(frame, callee.object);
    const key = callee.kind === 'member' ? callee.name : evaluate(frame, callee.index);
    machine.compute(NANOSECONDS.fieldAccess);
    if ((receiver === undefined || receiver === null) && (callee.optional || expression.optional))
      return undefined;
    noteMissing(frame, receiver, callee.object);
    const table = key instanceof Unknown ? functionsIn(receiver) : null;
    if (table)
      return callOneOf(frame, table, receiver, argumentsFor(frame, expression, receiver), expression.site);
    target = getProperty(machine, receiver, key);
  } else if (callee.kind === 'super-member') {
    receiver = frame.thisValue;
    target = evaluate(frame, callee);
  } else {
    target = evaluate(frame, callee);
  }
  if (target === undefined && expression.optional) return undefined;
  const values = argumentsFor(frame, expression, receiver);
  return callValue(machine, target ?? missingCallee(callee), receiver, values, expression.site);
};

const argumentsFor = (
  frame: Frame,
  expression: Extract<Expression, { kind: 'call' }>,
  receiver: Value,
): readonly Value[] =>
  frame.machine.roots.keeping([receiver], () => evaluateArguments(frame, expression.arguments));

/** The program would stop there: so something that was not followed, as what `eval` runs, has put a function in its place. */
const missingCallee = (callee: Expression): Unknown => new Unknown('any', null, calleeName(callee));

const calleeName = (callee: Expression): string => {
  switch (callee.kind) {
    case 'local':
    case 'global':
      return callee.name;
    case 'this':
      return 'this';
    case 'member':
      return `${calleeName(callee.object)}.${callee.name}`;
    case 'element':
      return `${calleeName(callee.object)}[…]`;
    case 'call':
      return `${calleeName(callee.callee)}(…)`;
    default:
      return '…';
  }
};

export const evaluateArguments = (frame: Frame, list: readonly Argument[]): Value[] => {
  const values: Value[] = [];
  if (list.length > 0) frame.machine.roots.keeping(values, () => evaluateInto(frame, list, values));
  return values;
};

const evaluateInto = (frame: Frame, list: readonly Argument[], values: Value[]): void => {
  for (const { spread, value } of list) {
    const evaluated = evaluate(frame, value);
    if (!spread) values.push(evaluated);
    else if (evaluated instanceof Unknown) values.push(UNKNOWN);
    else
      iterate(frame.machine, evaluated, frame.code.site, (element) => {
        values.push(element);
        return values.length < 10_000;
      });
  }
};

const homeOf = (frame: Frame): Thing | null => frame.callee?.home ?? null;

const superCall = (frame: Frame, expression: Extract<Expression, { kind: 'super-call' }>): Value => {
  const { machine } = frame;
  const values = evaluateArguments(frame, expression.arguments);
  const { callee, construction } = frame;
  if (callee && construction) {
    machine.realm?.constructSuper(machine, callee, construction, values, expression.site);
    frame.thisValue = construction.instance ?? undefined;
  }
  return frame.thisValue;
};

const yieldValue = (frame: Frame, expression: Extract<Expression, { kind: 'yield' }>): Value => {
  const { machine } = frame;
  const value = expression.value ? evaluate(frame, expression.value) : undefined;
  markEscaped(machine, value);
  const take = (element: Value): boolean => {
    machine.compute(NANOSECONDS.yield);
    allocate(machine, BYTES.yield);
    return frame.take ? frame.take(element) : true;
  };
  if (!expression.delegate) {
    if (!take(value)) throw new GeneratorStopped();
    return UNKNOWN;
  }
  let more = true;
  iterate(machine, value, frame.code.site, (element) => {
    more = take(element);
    return more;
  });
  if (!more) throw new GeneratorStopped();
  return UNKNOWN;
};

import { type Dimension, nearestName, parseQuantity, say, unitsOf } from '@migration-tags/simulator';
import type { RawWord } from './directive-words.ts';
import type { TagProblem } from './problem.ts';
import { UNIT_ALIASES } from './vocabulary.ts';

type Setting = Extract<RawWord, { kind: 'setting' }>;
type Report = (problem: TagProblem) => void;

/** The operator is the one expected, and a value follows it. */
export const checkForm = (word: Setting, operator: string, example: string, report: Report): boolean => {
  if (word.value === '') {
    const reason = say`\`${word.name}\` has no value; expected \`${word.name}${operator}${example}\``;
    report({ kind: 'bad-value', span: word.span, reason, meant: null });
    return false;
  }
  if (word.operator === operator) return true;
  const meant = `${word.name}${operator}${word.value}`;
  const reason = say`\`${word.name}\` takes \`${operator}\`, not \`${word.operator}\``;
  report({ kind: 'bad-value', span: word.span, reason, meant });
  return false;
};

/** A number in the dimension's SI base, or a report at the number or, if only that is wrong, at its unit. */
export const readQuantity = (word: Setting, dimension: Dimension, report: Report): number | null => {
  const parsed = parseQuantity(word.value, dimension);
  if (parsed.ok) return parsed.value;
  const reason = parsed.problems
    .map(({ message }) => message)
    .reduce((first, next) => say`${first}; ${next}`);
  const [, number = '', unit = ''] =
    /^(\d[\d_]*(?:\.[\d_]+)?(?:[eE][+-]?\d+)?)\s*(.*)$/.exec(word.value) ?? [];
  const onlyUnitIsWrong = number !== '' && (unit === '' || !unitsOf(dimension).includes(unit));
  if (!onlyUnitIsWrong) {
    report({ kind: 'bad-value', span: word.valueSpan, reason, meant: null });
    return null;
  }
  const { end } = word.valueSpan;
  const span = unit === '' ? word.valueSpan : { start: end - unit.length, end };
  report({
    kind: 'bad-unit',
    span,
    reason,
    dimension,
    meant: unit === '' ? null : unitMeant(unit, dimension),
  });
  return null;
};

const unitMeant = (found: string, dimension: Dimension): string | null => {
  const units = unitsOf(dimension);
  if (dimension === 'count') return '';
  const alias = UNIT_ALIASES[found] ?? UNIT_ALIASES[found.toLowerCase()];
  return alias !== undefined && units.includes(alias) ? alias : nearestName(found, units);
};

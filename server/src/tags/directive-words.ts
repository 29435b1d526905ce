import { unitsOf } from '@migration-tags/simulator';
import type { Span } from '../source/span.ts';

/** One word of a directive: plain, or `name operator value` with or without spaces around the operator. */
export type RawWord =
  | { readonly kind: 'plain'; readonly text: string; readonly span: Span }
  | {
      readonly kind: 'setting';
      readonly text: string;
      readonly span: Span;
      readonly name: string;
      readonly nameSpan: Span;
      readonly operator: string;
      readonly operatorSpan: Span;
      readonly value: string;
      readonly valueSpan: Span;
    };

const escaped = (text: string): string => text.replace(/[/.*+?^${}()|[\]\\]/g, '\\$&');

const UNITS = (['bytes', 'duration', 'page-rate', 'call-rate'] as const)
  .flatMap((dimension) => unitsOf(dimension))
  .map(escaped)
  .join('|');

/** The value takes in a unit that stands apart from its number: `downtime <= 50 ms`. */
const WORD = new RegExp(
  `([\\p{L}_][\\p{L}\\p{N}_-]*)\\s*(<=|>=|==|=|<|>|:)\\s*([\\d._]+(?:[eE][+-]?\\d+)?\\s+(?:${UNITS})(?=\\s|$)|[^\\s=<>]*)|\\S+`,
  'gu',
);

export const splitWords = (text: string, body: Span): readonly RawWord[] =>
  [...text.slice(body.start, body.end).matchAll(WORD)].map((match) => {
    const [whole, name, operator, value] = match;
    const start = body.start + match.index;
    const span = { start, end: start + whole.length };
    if (name === undefined || operator === undefined || value === undefined) {
      return { kind: 'plain', text: whole, span };
    }
    const operatorStart = start + whole.indexOf(operator, name.length);
    return {
      kind: 'setting',
      text: whole,
      span,
      name,
      nameSpan: { start, end: start + name.length },
      operator,
      operatorSpan: { start: operatorStart, end: operatorStart + operator.length },
      value,
      valueSpan: { start: span.end - value.length, end: span.end },
    };
  });

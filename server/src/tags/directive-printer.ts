import { quantityText } from '@migration-tags/simulator';
import type { Directive } from './directive.ts';
import { BEGIN, FACT_NAMES, FACTS, MARKER } from './vocabulary.ts';

/** The canonical text of a directive, which parses back to the same one. */
export const printDirective = (directive: Directive): string => [MARKER, ...wordsOf(directive)].join(' ');

const wordsOf = (directive: Directive): readonly string[] => {
  switch (directive.kind) {
    case 'tag':
      return [
        directive.type,
        ...(directive.begin ? [BEGIN] : []),
        ...(directive.label === null ? [] : [directive.label]),
        ...(directive.downtimeSeconds === null
          ? []
          : [`downtime<=${quantityText(directive.downtimeSeconds, 'duration')}`]),
        ...(directive.because === null ? [] : [`because=${directive.because}`]),
      ];
    case 'end':
      return ['end', ...(directive.label === null ? [] : [directive.label])];
    case 'assume':
      return [
        'assume',
        ...FACT_NAMES.flatMap((name) => {
          const { field, dimension } = FACTS[name];
          const value = directive.facts[field];
          return value === undefined ? [] : [`${name}=${quantityText(value, dimension)}`];
        }),
      ];
    case 'ignore':
      return ['ignore', directive.rule, directive.reason];
  }
};

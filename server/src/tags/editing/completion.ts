import { type Message, say, unitsOf } from '@migration-tags/simulator';
import { RULES } from '../../rules/catalogue.ts';
import type { SourceOutline } from '../../source/outline.ts';
import type { Span } from '../../source/span.ts';
import type { TagSheet } from '../tag-sheet.ts';
import {
  BECAUSE,
  BECAUSE_NAMES,
  BEGIN,
  BEGIN_DOCS,
  DIRECTIVE_NAMES,
  DIRECTIVES,
  FACT_NAMES,
  FACTS,
  isFactName,
  isOptionName,
  MARKER,
  OPTION_NAMES,
  OPTIONS,
} from '../vocabulary.ts';
import { type DirectiveCursor, directiveCursor } from './cursor.ts';

export interface Completion {
  readonly kind: 'marker' | 'directive' | 'keyword' | 'option' | 'value' | 'unit' | 'label' | 'rule';
  readonly label: string;
  /** Replaces `replaces`; in snippet syntax when `isSnippet`. */
  readonly insertText: string;
  readonly isSnippet: boolean;
  readonly replaces: Span;
  readonly documentation: Message;
}

type Offer = Omit<Completion, 'replaces' | 'isSnippet'> & { readonly isSnippet?: boolean };

/** What may be written at an offset of a directive, in the order in which to offer it; empty outside directives. */
export const completionsAt = (
  outline: SourceOutline,
  sheet: TagSheet,
  offset: number,
): readonly Completion[] => {
  const cursor = directiveCursor(outline, offset);
  if (cursor === null) return [];
  const setting = settingAt(cursor);
  const replaces = setting ? { start: setting.valueStart, end: cursor.word.end } : cursor.word;
  const offers = setting ? valueOffers(setting) : wordOffers(cursor, sheet);
  return offers.map((offer) => ({ isSnippet: false, ...offer, replaces }));
};

const wordOffers = (cursor: DirectiveCursor, sheet: TagSheet): readonly Offer[] => {
  if (cursor.at === 'marker') {
    const documentation = say`A live-migration directive on the next code entity or on a region.`;
    return [{ kind: 'marker', label: MARKER, insertText: `${MARKER} `, documentation }];
  }
  if (cursor.at === 'directive') {
    return DIRECTIVE_NAMES.map((name) => plain('directive', name, DIRECTIVES[name]));
  }
  const { directive, before } = cursor;
  switch (directive) {
    case 'approve':
    case 'withdraw': {
      const begins = before.length === 0 ? [plain('keyword', BEGIN, BEGIN_DOCS)] : [];
      const unused = OPTION_NAMES.filter((name) => !before.some((word) => word.startsWith(name)));
      return [...begins, ...unused.map(optionOffer)];
    }
    case 'end':
      return before.length > 0 ? [] : openLabels(sheet, cursor.word.start);
    case 'assume': {
      const unused = FACT_NAMES.filter((name) => !before.some((word) => word.startsWith(`${name}=`)));
      return unused.map((name) => ({
        kind: 'option',
        label: name,
        insertText: `${name}=\${1:${FACTS[name].example}}`,
        isSnippet: true,
        documentation: FACTS[name].docs,
      }));
    }
    case 'ignore':
      return before.length > 0 ? [] : RULES.map(({ name, summary }) => plain('rule', name, summary));
  }
};

const plain = (kind: Completion['kind'], label: string, documentation: Message): Offer => ({
  kind,
  label,
  insertText: label,
  documentation,
});

const optionOffer = (name: (typeof OPTION_NAMES)[number]): Offer => {
  const { operator, example, docs } = OPTIONS[name];
  const value = name === 'because' ? `\${1|${BECAUSE_NAMES.join(',')}|}` : `\${1:${example}}`;
  return {
    kind: 'option',
    label: `${name}${operator}`,
    insertText: `${name}${operator}${value}`,
    isSnippet: true,
    documentation: docs,
  };
};

/** Labels of regions begun above and not ended there, the innermost first. */
const openLabels = (sheet: TagSheet, offset: number): readonly Offer[] => {
  const open: string[] = [];
  for (const { opensRegion, directive, span } of sheet.directives) {
    if (span.end >= offset) break;
    if (opensRegion?.label) open.unshift(opensRegion.label);
    if (directive?.kind === 'end' && directive.label !== null) {
      const ended = open.indexOf(directive.label);
      if (ended >= 0) open.splice(ended, 1);
    }
  }
  return [...new Set(open)].map((label) => plain('label', label, say`Ends the region \`${label}\`.`));
};

interface Setting {
  readonly name: string;
  readonly value: string;
  readonly valueStart: number;
}

const settingAt = (cursor: DirectiveCursor): Setting | null => {
  if (cursor.at !== 'argument') return null;
  const [, name, operator, value] = /^(\w+)(<=|=)(.*)$/.exec(cursor.typed) ?? [];
  if (name === undefined || operator === undefined || value === undefined) return null;
  return { name, value, valueStart: cursor.word.start + name.length + operator.length };
};

const valueOffers = ({ name, value }: Setting): readonly Offer[] => {
  if (name === 'because') return BECAUSE_NAMES.map((reason) => plain('value', reason, BECAUSE[reason]));
  const dimension = isFactName(name) ? FACTS[name].dimension : isOptionName(name) ? 'duration' : null;
  const number = /^[\d._]+(?:[eE][+-]?\d+)?/.exec(value)?.[0];
  if (dimension === null || number === undefined) return [];
  return unitsOf(dimension).map((unit) => plain('unit', `${number}${unit}`, say`In \`${unit}\`.`));
};

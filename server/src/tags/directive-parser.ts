import { nearestName, say } from '@migration-tags/simulator';
import type { Span } from '../source/span.ts';
import type { Directive, DirectiveKind, DirectiveWord, ParsedDirective, WordRole } from './directive.ts';
import type { DirectiveText } from './directive-lexer.ts';
import { type RawWord, splitWords } from './directive-words.ts';
import type { TagProblem } from './problem.ts';
import { checkForm, readQuantity } from './setting-value.ts';
import type { AssumedFacts } from './tag-sheet.ts';
import {
  BECAUSE_NAMES,
  BEGIN,
  DIRECTIVE_NAMES,
  FACT_NAMES,
  FACTS,
  isBecause,
  isDirectiveName,
  isFactName,
  isLabel,
  isOptionName,
  OPTION_NAMES,
  OPTIONS,
} from './vocabulary.ts';

type Report = (problem: TagProblem) => void;
type Mark = (role: WordRole, span: Span) => void;

/** Reads one directive; whatever is wrong goes to `report`, and what is right still counts. */
export const parseDirective = (
  text: string,
  { comment, marker, body }: DirectiveText,
  report: Report,
): ParsedDirective => {
  const words: DirectiveWord[] = [{ role: 'marker', span: marker }];
  const mark: Mark = (role, span) => words.push({ role, span });
  const [name, ...rest] = splitWords(text, body);
  const span = { start: marker.start, end: rest.at(-1)?.span.end ?? name?.span.end ?? marker.end };
  const parsed = { span, comment, words };

  if (name === undefined) {
    report({ kind: 'unknown-directive', span: marker, found: '', meant: null });
    return { ...parsed, directive: null, opensRegion: null };
  }
  if (!isDirectiveName(name.text)) {
    const meant = name.text === BEGIN ? `approve ${BEGIN}` : nearestName(name.text, DIRECTIVE_NAMES);
    report({ kind: 'unknown-directive', span: name.span, found: name.text, meant });
    const plain = [name, ...rest].map((word) => word.text);
    const begin = plain.indexOf(BEGIN);
    const label = plain.slice(begin + 1).find(isLabel) ?? null;
    return { ...parsed, directive: null, opensRegion: begin < 0 ? null : { label } };
  }
  mark('directive', name.span);
  const directive = parseNamed(name.text, name.span, rest, text, body, report, mark);
  const opensRegion = directive?.kind === 'tag' && directive.begin ? { label: directive.label } : null;
  return { ...parsed, directive, opensRegion };
};

const parseNamed = (
  name: (typeof DIRECTIVE_NAMES)[number],
  nameSpan: Span,
  rest: readonly RawWord[],
  text: string,
  body: Span,
  report: Report,
  mark: Mark,
): Directive | null => {
  switch (name) {
    case 'approve':
    case 'withdraw':
      return { kind: 'tag', type: name, ...parseTag(rest, report, mark) };
    case 'end':
      return { kind: 'end', label: parseEnd(rest, report, mark) };
    case 'assume':
      return parseAssume(rest, nameSpan, report, mark);
    case 'ignore':
      return parseIgnore(nameSpan, text, body, report, mark);
  }
};

type TagWords = Omit<Extract<Directive, { kind: 'tag' }>, 'kind' | 'type'>;

const parseTag = (words: readonly RawWord[], report: Report, mark: Mark): TagWords => {
  let begin = false;
  let label: TagWords['label'] = null;
  let downtimeSeconds: TagWords['downtimeSeconds'] = null;
  let because: TagWords['because'] = null;
  const seen = new Set<string>();
  const isRepeated = (name: string, span: Span): boolean => {
    if (!seen.has(name)) {
      seen.add(name);
      return false;
    }
    report({ kind: 'duplicate-option', span, found: name });
    return true;
  };

  for (const word of words) {
    if (word.kind === 'plain') {
      const { text, span } = word;
      if (text === BEGIN) {
        mark('keyword', span);
        if (!isRepeated(BEGIN, span)) begin = true;
      } else if (isOptionName(text)) {
        const { operator, example } = OPTIONS[text];
        const reason = say`\`${text}\` has no value; expected \`${text}${operator}${example}\``;
        report({ kind: 'bad-value', span, reason, meant: null });
      } else if (label === null && isLabel(text) && !isMisspeltBegin(text)) {
        mark('label', span);
        label = text;
      } else {
        report(unknownOption(word, 'tag', [BEGIN, ...OPTION_NAMES]));
      }
      continue;
    }
    if (!isOptionName(word.name)) {
      report(unknownOption(word, 'tag', OPTION_NAMES));
      continue;
    }
    const { operator, example } = OPTIONS[word.name];
    if (isRepeated(word.name, word.span) || !checkForm(word, operator, example, report)) continue;
    markSetting(word, mark);
    if (word.name === 'downtime') {
      downtimeSeconds = readQuantity(word, 'duration', report);
    } else if (isBecause(word.value)) {
      because = word.value;
    } else {
      report({
        kind: 'bad-value',
        span: word.valueSpan,
        reason: say`"${word.value}" is no claim; expected \`because=range\` or \`because=frequency\``,
        meant: nearestName(word.value, BECAUSE_NAMES),
      });
    }
  }
  return { begin, label, downtimeSeconds, because };
};

/** A label this close to `begin` was meant as one far less often than not. */
const isMisspeltBegin = (word: string): boolean => nearestName(word, [BEGIN]) !== null;

const parseEnd = (words: readonly RawWord[], report: Report, mark: Mark): string | null => {
  let label: string | null = null;
  for (const word of words) {
    if (word.kind === 'plain' && label === null && isLabel(word.text)) {
      mark('label', word.span);
      label = word.text;
    } else {
      report(unknownOption(word, 'end', []));
    }
  }
  return label;
};

const parseAssume = (
  words: readonly RawWord[],
  nameSpan: Span,
  report: Report,
  mark: Mark,
): Directive | null => {
  const facts: { -readonly [K in keyof AssumedFacts]: AssumedFacts[K] } = {};
  const seen = new Set<string>();
  for (const word of words) {
    const name = word.kind === 'plain' ? word.text : word.name;
    if (!isFactName(name)) {
      report(unknownOption(word, 'assume', FACT_NAMES));
      continue;
    }
    const { dimension, field, example } = FACTS[name];
    if (word.kind === 'plain') {
      const reason = say`\`${name}\` has no value; expected \`${name}=${example}\``;
      report({ kind: 'bad-value', span: word.span, reason, meant: null });
    } else if (seen.has(name)) {
      report({ kind: 'duplicate-option', span: word.span, found: name });
    } else if (checkForm(word, '=', example, report)) {
      markSetting(word, mark);
      const value = readQuantity(word, dimension, report);
      if (value !== null) facts[field] = value;
    }
    seen.add(name);
  }
  if (words.length === 0) report({ kind: 'empty-assume', span: nameSpan });
  return Object.keys(facts).length === 0 ? null : { kind: 'assume', facts };
};

/** Split by spaces alone: a reason is prose and may hold anything. */
const parseIgnore = (
  nameSpan: Span,
  text: string,
  body: Span,
  report: Report,
  mark: Mark,
): Directive | null => {
  const [rule, reason] = text.slice(nameSpan.end, body.end).matchAll(/(?<=^\s*)\S+|(?<=\S\s+)\S.*$/gs);
  const at = (match: RegExpExecArray): Span => {
    const start = nameSpan.end + match.index;
    return { start, end: start + match[0].length };
  };
  if (rule) mark('rule', at(rule));
  if (!rule || !reason) {
    report({ kind: 'ignore-without-reason', span: rule ? at(rule) : nameSpan, rule: rule?.[0] ?? '' });
    return null;
  }
  mark('reason', at(reason));
  return { kind: 'ignore', rule: rule[0], reason: reason[0] };
};

const markSetting = (word: Extract<RawWord, { kind: 'setting' }>, mark: Mark): void => {
  mark('option', word.nameSpan);
  mark('operator', word.operatorSpan);
  mark('value', word.valueSpan);
};

const unknownOption = (
  word: RawWord,
  directive: DirectiveKind,
  candidates: readonly string[],
): Extract<TagProblem, { kind: 'unknown-option' }> => ({
  kind: 'unknown-option',
  span: word.kind === 'plain' ? word.span : word.nameSpan,
  found: word.kind === 'plain' ? word.text : word.name,
  directive,
  meant: nearestName(word.kind === 'plain' ? word.text : word.name, candidates),
});

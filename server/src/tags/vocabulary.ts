import { type Dimension, type Message, say } from '@migration-tags/simulator';
import type { AssumedFacts } from './tag-sheet.ts';

/** The words of the tag language: one table for the parser, the printer, completion and the documentation shown with it. */

export const MARKER = '@migrate';

export const DIRECTIVES = {
  approve: say`Entering the code approves a pending live migration: it may start here, and stop the task here.`,
  withdraw: say`Entering the code withdraws the permission of an ongoing migration and bars pending ones until it is left.`,
  end: say`Ends the region of the same label, or the nearest one opened without a label.`,
  assume: say`Gives the analysis a fact that it cannot derive from the source.`,
  ignore: say`Suppresses one rule on the next code entity. The reason is required.`,
} as const;
export type DirectiveName = keyof typeof DIRECTIVES;
export const DIRECTIVE_NAMES = [
  'approve',
  'withdraw',
  'end',
  'assume',
  'ignore',
] as const satisfies DirectiveName[];

export const BEGIN = 'begin';
export const BEGIN_DOCS = say`Opens a region that runs to the \`end\` of the same label in the same block.`;

export const OPTIONS = {
  downtime: {
    operator: '<=',
    example: '50ms',
    docs: say`A contract: a migration that ends here must stop the service no longer than this. Checked by simulation.`,
  },
  because: {
    operator: '=',
    example: 'range',
    docs: say`The claim behind the tag, checked against the profile: a small \`range\` or a low \`frequency\`.`,
  },
} as const;
export type OptionName = keyof typeof OPTIONS;
export const OPTION_NAMES = ['downtime', 'because'] as const satisfies OptionName[];

export const BECAUSE = {
  range: say`The code writes within few distinct pages, however often.`,
  frequency: say`The code writes pages seldom, however many.`,
} as const;
export const BECAUSE_NAMES = ['range', 'frequency'] as const satisfies (keyof typeof BECAUSE)[];

interface FactWord {
  readonly dimension: Dimension;
  readonly field: keyof AssumedFacts;
  readonly example: string;
  readonly docs: Message;
}

export const FACTS = {
  trips: {
    dimension: 'count',
    field: 'trips',
    example: '1e6',
    docs: say`How often a loop runs.`,
  },
  duration: {
    dimension: 'duration',
    field: 'durationSeconds',
    example: '3s',
    docs: say`How long one execution lasts.`,
  },
  range: {
    dimension: 'bytes',
    field: 'rangeBytes',
    example: '4MiB',
    docs: say`The memory it writes, however long it runs.`,
  },
  rate: {
    dimension: 'page-rate',
    field: 'ratePagesPerSecond',
    example: '200pages/s',
    docs: say`Pages written per second.`,
  },
  size: {
    dimension: 'bytes',
    field: 'sizeBytes',
    example: '64MiB',
    docs: say`The size of the data it handles.`,
  },
  calls: {
    dimension: 'call-rate',
    field: 'callsPerSecond',
    example: '200/s',
    docs: say`How often events from outside call a function: requests, messages, ticks of a clock.`,
  },
} as const satisfies Readonly<Record<string, FactWord>>;
export type FactName = keyof typeof FACTS;
export const FACT_NAMES = [
  'trips',
  'duration',
  'range',
  'rate',
  'size',
  'calls',
] as const satisfies FactName[];

export const isDirectiveName = (word: string): word is DirectiveName => Object.hasOwn(DIRECTIVES, word);
export const isOptionName = (word: string): word is OptionName => Object.hasOwn(OPTIONS, word);
export const isFactName = (word: string): word is FactName => Object.hasOwn(FACTS, word);
export const isBecause = (word: string): word is keyof typeof BECAUSE => Object.hasOwn(BECAUSE, word);

const LABEL = /^[\p{L}_$][\p{L}\p{N}_$.-]*$/u;

/** Starts with a letter, `_` or `$`; goes on with those, digits, `.` and `-`; is no word of the language. */
export const isLabel = (word: string): boolean =>
  LABEL.test(word) && word !== BEGIN && !isDirectiveName(word) && !isOptionName(word) && !isFactName(word);

/** Spellings of units that people use and the language does not. */
export const UNIT_ALIASES: Readonly<Record<string, string>> = {
  sec: 's',
  secs: 's',
  second: 's',
  seconds: 's',
  msec: 'ms',
  msecs: 'ms',
  millis: 'ms',
  milliseconds: 'ms',
  µs: 'us',
  μs: 'us',
  usec: 'us',
  m: 'min',
  mins: 'min',
  minute: 'min',
  minutes: 'min',
  hour: 'h',
  hours: 'h',
  bytes: 'B',
  byte: 'B',
  K: 'KiB',
  KB: 'kB',
  M: 'MiB',
  mb: 'MB',
  G: 'GiB',
  gb: 'GB',
  pages: 'pages/s',
  'page/s': 'pages/s',
  pps: 'pages/s',
  rps: '/s',
  'req/s': '/s',
  'requests/s': '/s',
  'calls/s': '/s',
  'messages/s': '/s',
  hz: '/s',
  '/sec': '/s',
  '/second': '/s',
  rpm: '/min',
  '/m': '/min',
  '/minute': '/min',
  '/hour': '/h',
};

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createAnalyzer } from '../../server/src/analysis/index.ts';
import type { CodeEntity, SourceOutline } from '../../server/src/source/outline.ts';
import { diskHost } from '../accuracy/disk-host.ts';
import { asCommonJs, withMarks, withRound } from './measurable-source.ts';
import type { Orders } from './messages.ts';

/** What is measured, and how it is driven: one row of a table. */
export interface Subject {
  readonly suite: string;
  readonly name: string;
  /** Below the folder of the sources. */
  readonly file: string;
  /** As the outline names it: `main`, `Planner.chainTest`. */
  readonly function: string;
  /** Evaluated in the file's own scope, over and over. */
  readonly call: string;
  /** Scripts that share their global scope with the file, run before it. */
  readonly before: readonly string[];
  /** Evaluated before anything else: what the program expects of its host and Node does not have. */
  readonly host: string;
  readonly programArguments: readonly string[];
  /** Count the pages of each call of the function, rather than of the whole process in windows of time. */
  readonly perCall: boolean;
}

/** A subject, ready to be run. */
export interface Preparation {
  readonly orders: Orders;
  /** `63-82`: the function's first and last line. */
  readonly lineRange: string;
}

const WARM_UP_SECONDS = 2;

const FUNCTIONS: ReadonlySet<CodeEntity['kind']> = new Set([
  'function',
  'method',
  'constructor',
  'accessor',
  'arrow',
]);

const functionNamed = (outline: SourceOutline, name: string): CodeEntity => {
  const functions = outline.entities.filter(({ kind }) => FUNCTIONS.has(kind));
  const found = functions.find((entity) => entity.name === name);
  if (found !== undefined) return found;
  const names = functions.map((entity) => entity.name).join(', ');
  throw new Error(`${outline.fileName}: no function ${name}; it has ${names}`);
};

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

const marked = (text: string, { head, span }: CodeEntity): string => {
  const brace = text.indexOf('{', head.end);
  if (brace < 0 || brace >= span.end) throw new Error('only a function with a body in braces can be marked');
  return withMarks(text, brace, span.end);
};

const scriptAt = (file: string): Orders['before'][number] => ({
  file,
  code: asCommonJs(readFileSync(file, 'utf8'), file),
});

/** Reads the subject's source below `sources` and makes it measurable. */
export const prepare = (subject: Subject, sources: string): Preparation => {
  const file = path.resolve(sources, subject.file);
  const text = readFileSync(file, 'utf8');
  const analyzer = createAnalyzer(diskHost, { name: 'node20', maxSemiSpaceMiB: null });
  const entity = functionNamed(analyzer.outline(file), subject.function);
  analyzer.dispose();
  const source = withRound(subject.perCall ? marked(text, entity) : text, subject.call);
  return {
    orders: {
      file,
      before: subject.before.map((script) => scriptAt(path.resolve(sources, script))),
      host: subject.host,
      code: asCommonJs(source, file),
      programArguments: [...subject.programArguments],
      warmUpSeconds: WARM_UP_SECONDS,
      emptyCalls: 0,
      stopAfterSeconds: null,
    },
    lineRange: `${lineOf(text, entity.span.start)}-${lineOf(text, entity.span.end)}`,
  };
};

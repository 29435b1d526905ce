import type { JsonQuestion } from '../../preview/preview-document.ts';
import { wrapped } from './print.ts';

/** What keeps a result from being known. */
export const questionLines = (questions: readonly JsonQuestion[], width: number): readonly string[] =>
  questions.flatMap(({ file, start, question }) =>
    wrapped(`  ${file}:${start.line + 1}: ${question}`, width, '    '),
  );

/** The same of a result that is known, with doubts. */
export const doubtLines = (questions: readonly JsonQuestion[], width: number): readonly string[] =>
  questions.length > 0 ? ['What would make it more certain:', ...questionLines(questions, width)] : [];

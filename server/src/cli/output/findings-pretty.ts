import { inEnglish } from '@migration-tags/simulator';
import { lineIndex } from '../../preview/index.ts';
import type { Finding, Severity } from '../../rules/finding.ts';
import type { FileFindings } from './file-findings.ts';
import type { Palette } from './palette.ts';

const severityStyle = { error: 'red', warning: 'yellow', information: 'cyan', hint: 'dim' } as const;

/** One column, as the caret line counts it; so are characters outside the BMP, two UTF-16 units each. */
const TAB = ' ';

const lineAt = (text: string, line: number): string => text.split(/\r\n|\n|\r/)[line] ?? '';

/** The line the finding starts on, its own part underlined. */
const codeFrame = ({ span, severity }: Finding, text: string, paint: Palette): readonly string[] => {
  const positionAt = lineIndex(text);
  const start = positionAt(span.start);
  const end = positionAt(span.end);
  const source = lineAt(text, start.line).replaceAll('\t', TAB);
  const until = end.line === start.line ? end.character : source.length;
  const columns = (from: number, to: number): number => [...source.slice(from, to)].length;
  const number = String(start.line + 1);
  const margin = ' '.repeat(number.length);
  const carets = '^'.repeat(Math.max(1, columns(start.character, until)));
  return [
    `${paint('dim', `  ${number} |`)} ${source}`,
    `${paint('dim', `  ${margin} |`)} ${' '.repeat(columns(0, start.character))}${paint(severityStyle[severity], carets)}`,
  ];
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const NOUNS: readonly (readonly [Severity, string])[] = [
  ['error', 'error'],
  ['warning', 'warning'],
  ['information', 'note'],
  ['hint', 'hint'],
];

const summary = (checked: readonly FileFindings[]): string => {
  const all = checked.flatMap(({ findings }) => findings);
  const parts = NOUNS.flatMap(([severity, noun]) => {
    const count = all.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [counted(count, noun)];
  });
  return `${parts.length === 0 ? 'Nothing to report' : parts.join(', ')} in ${counted(checked.length, 'file')}.`;
};

/** For people: each finding with its place, its line of code and the remedy, then a count. */
export const findingsPretty = (checked: readonly FileFindings[], paint: Palette): readonly string[] => [
  ...checked.flatMap(({ file, text, findings }) => {
    const positionAt = lineIndex(text);
    return findings.flatMap((finding) => {
      const { line, character } = positionAt(finding.span.start);
      const preferred = finding.fixes.find((fix) => fix.preferred) ?? finding.fixes[0];
      return [
        `${paint('bold', `${file}:${line + 1}:${character + 1}`)} ` +
          `${paint(severityStyle[finding.severity], finding.severity)} ${inEnglish(finding.message)} ${paint('dim', `[${finding.rule}]`)}`,
        ...codeFrame(finding, text, paint),
        ...(preferred ? [`  Fix: ${inEnglish(preferred.title)}`] : []),
        '',
      ];
    });
  }),
  summary(checked),
];

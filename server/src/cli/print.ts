import type { CliIo } from './io.ts';

/** Of output that goes to no terminal. */
const DEFAULT_WIDTH = 80;
/** Wider tables are harder to read across. */
const WIDEST = 120;

export const widthOf = ({ stdout }: CliIo): number => Math.min(stdout.columns ?? DEFAULT_WIDTH, WIDEST);

export const printLines = ({ stdout }: CliIo, lines: readonly string[]): void =>
  stdout.write(`${lines.join('\n')}\n`);

export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export const printJson = ({ stdout }: CliIo, value: unknown): void => stdout.write(jsonText(value));

/** Breaks a sentence into lines of at most `width`, later ones indented. */
export const wrapped = (text: string, width: number, indent = ''): readonly string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
};

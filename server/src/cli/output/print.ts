import type { CliIo } from '../io.ts';

/** Of output that goes to no terminal. */
const DEFAULT_WIDTH = 80;
/** Wider tables are harder to read across. */
const WIDEST = 120;

export const widthOf = ({ stdout }: CliIo): number => Math.min(stdout.columns ?? DEFAULT_WIDTH, WIDEST);

export const printLines = ({ stdout }: CliIo, lines: readonly string[]): void =>
  stdout.write(`${lines.join('\n')}\n`);

export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export const printJson = ({ stdout }: CliIo, value: unknown): void => stdout.write(jsonText(value));

/** Words that stay together: code in backticks, a number and its unit. */
const UNBROKEN = /(?:`[^`]*`|\d \S|\S)+/g;

/** Breaks a sentence into lines of at most `width`; the first keeps its own indent, later ones get theirs. */
export const wrapped = (text: string, width: number, indent = ''): readonly string[] => {
  const [own = ''] = /^ */.exec(text) ?? [];
  const lines: string[] = [];
  let line = own;
  let empty = true;
  for (const word of text.match(UNBROKEN) ?? []) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
};

import { styleText } from 'node:util';
import type { CliIo } from '../io.ts';

type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan';

/** Paints text on a terminal, leaves it alone elsewhere and under NO_COLOR (no-color.org: set and not empty). */
export type Palette = (style: Style, text: string) => string;

export const paletteOf = ({ stdout, environmentVariables }: CliIo): Palette => {
  const coloured = stdout.isTerminal && !environmentVariables.NO_COLOR;
  return (style, text) => (coloured ? styleText(style, text, { validateStream: false }) : text);
};

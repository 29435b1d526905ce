import type { TagType } from '@migration-tags/simulator';

/** Colours resolved from the style sheet: a canvas and an exported picture cannot follow variables. */
export interface Palette {
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly remaining: string;
  readonly remainingFill: string;
  readonly dirtied: string;
  readonly sending: string;
  readonly budget: string;
  readonly stopped: string;
  readonly approve: string;
  readonly withdraw: string;
  readonly font: string;
}

export const readPalette = (element: Element): Palette => {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    background: colour('background'),
    text: colour('text'),
    muted: colour('muted'),
    line: colour('grid'),
    remaining: colour('remaining'),
    remainingFill: colour('remaining-fill'),
    dirtied: colour('dirtied'),
    sending: colour('sending'),
    budget: colour('budget'),
    stopped: colour('stopped'),
    approve: colour('approve'),
    withdraw: colour('withdraw'),
    font: style.fontFamily,
  };
};

export const tagColour = (palette: Palette, tag: TagType | null): string =>
  tag === null ? palette.muted : palette[tag];

import type { Score } from './score.ts';

/** Figures of an analysis at an earlier state of the project, kept because they cannot be had again. */
export interface EarlierFigures {
  /** The commit of the analysis. */
  readonly commit: string;
  readonly score: Score;
  readonly quiet: number;
}

/** The unseen rows as they were scored when they had just been measured, before anything was changed because of them. */
export const FIRST_SIGHT: Readonly<Record<'programs' | 'functions', EarlierFigures>> = {
  programs: {
    commit: 'bfa3b67',
    score: {
      rows: 34,
      answered: 1,
      withinTwo: 0.382,
      withinFour: 0.765,
      spearman: 0.701,
      covered: 0.5,
      medianWidth: 4.128,
    },
    quiet: 0.735,
  },
  functions: {
    commit: 'bfa3b67',
    score: {
      rows: 19,
      answered: 1,
      withinTwo: 0.421,
      withinFour: 0.684,
      spearman: 0.551,
      covered: 0.421,
      medianWidth: 3.717,
    },
    quiet: 0,
  },
};

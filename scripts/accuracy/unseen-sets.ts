import type { Score } from './score.ts';

/** Figures of an analysis at an earlier state of the project, kept because they cannot be had again. */
export interface EarlierFigures {
  /** The commit of the analysis. */
  readonly commit: string;
  readonly score: Score;
  readonly quiet: number;
}

/** Programs and functions that were scored before anything was changed because of them. */
export interface UnseenSet {
  /** Of its measured rows, `pages-NAME-programs.csv` and `pages-NAME-functions.csv`, and of its plots. */
  readonly name: string;
  readonly title: string;
  /** Of what has happened to it since it was measured. */
  readonly history: string;
  /** Nothing has been changed because of it: the report tells no reasons for its rows, lest anything be. */
  readonly isBlind: boolean;
  /** The rows as they were scored when they had just been measured. */
  readonly firstSight: Readonly<Record<'programs' | 'functions', EarlierFigures>>;
}

export const UNSEEN_SETS: readonly UnseenSet[] = [
  {
    name: 'unseen',
    title: 'Unseen',
    history: `They were scored once
before anything was changed because of them; since then, what the analysis did wrong on them has been corrected in general, as for the
programs above, and their coverage was watched while the widths of estimates were set. Their measurements
have been renewed since (see the data): some of the first had been taken while the machine was busy. The figures at first sight are against those.`,
    isBlind: false,
    firstSight: {
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
    },
  },
  {
    name: 'second-unseen',
    title: 'Second unseen',
    history: `Chosen and measured later than
the first such set, half of it modern TypeScript, and scored once before anything was changed because of it. Where several programs lie in
one folder, as they do in JetStream, a file that was run after others says so in its row. All programs have been measured again since (see the
data); the figures at first sight are against the first measurements.`,
    isBlind: false,
    firstSight: {
      programs: {
        commit: 'bceadb9',
        score: {
          rows: 50,
          answered: 1,
          withinTwo: 0.52,
          withinFour: 0.76,
          spearman: 0.457,
          covered: 0.56,
          medianWidth: 7.8,
        },
        quiet: 0.72,
      },
      functions: {
        commit: 'bceadb9',
        score: {
          rows: 28,
          answered: 1,
          withinTwo: 0.143,
          withinFour: 0.464,
          spearman: 0.531,
          covered: 0.536,
          medianWidth: 10.691,
        },
        quiet: 0,
      },
    },
  },
  {
    name: 'third-unseen',
    title: 'Third unseen',
    history: `Chosen by a rule that the data tells,
measured later than the other two, half of it modern TypeScript. Nothing has been changed because of it, and no reasons for its rows are told here, so that it can
go on telling how well the analysis does on what nobody has seen: what was gained since the first sight was gained elsewhere. In 35 of the 40 programs the data is in
the measured expression alone, in a text, a file or an argument that the untouched source does not name; in the sets before that is rarer.`,
    isBlind: true,
    firstSight: {
      programs: {
        commit: 'e107583',
        score: {
          rows: 40,
          answered: 1,
          withinTwo: 0.45,
          withinFour: 0.65,
          spearman: 0.309,
          covered: 0.65,
          medianWidth: 7.804,
        },
        quiet: 0.7,
      },
      functions: {
        commit: 'e107583',
        score: {
          rows: 32,
          answered: 1,
          withinTwo: 0.188,
          withinFour: 0.25,
          spearman: 0.134,
          covered: 0.5,
          medianWidth: 7.574,
        },
        quiet: 0,
      },
    },
  },
];

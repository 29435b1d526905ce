import {
  formatBytes,
  type Message,
  type Outcome,
  type Outcomes,
  type Strategy,
  say,
} from '@migration-tags/simulator';
import type { Tagging } from './page-state.ts';
import { milliseconds, percent, STRATEGY_TITLES, UNKNOWN } from './wording.ts';

/** The strategies that a preview compares, in the order of their cards. */
export const COMPARED = ['unguided', 'guided', 'oracle'] as const satisfies readonly Strategy[];
export type Compared = (typeof COMPARED)[number];

export interface CardRow {
  readonly label: Message;
  readonly value: Message;
  /** Against tags off; `null`: nothing to compare, or too close to tell apart. */
  readonly change: { readonly text: Message; readonly better: boolean } | null;
}

export interface Card {
  readonly strategy: Compared;
  readonly title: Message;
  readonly downtime: { readonly p50: Message; readonly p95: Message };
  /** Of the median, and of the 95th percentile. */
  readonly change: { readonly p50: CardRow['change']; readonly p95: CardRow['change'] };
  readonly rows: readonly CardRow[];
}

/** Differences below this are within the spread of one and the same migration (1.08x at the median, as measured). */
const NOTICEABLE = 0.08;

const change = (value: number | undefined, base: number | undefined): CardRow['change'] => {
  if (value === undefined || base === undefined || base <= 0) return null;
  const ratio = value / base - 1;
  if (Math.abs(ratio) < NOTICEABLE) return null;
  if (ratio > 1) return { text: say`${Number((ratio + 1).toFixed(1))} times`, better: false };
  const share = percent(Math.abs(ratio));
  return ratio < 0 ? { text: say`\u2212${share}`, better: true } : { text: say`+${share}`, better: false };
};

const slowdown = (ratio: number | undefined): Message => {
  if (ratio === undefined) return UNKNOWN;
  return ratio < 1.001 ? NONE : say`${Number(((ratio - 1) * 100).toFixed(1))} %`;
};

const NONE = say`none`;

const card = (strategy: Compared, outcome: Outcome | undefined, base: Outcome | undefined): Card => {
  const compare = strategy === 'unguided' ? undefined : base;
  const { downtimeMs, totalMs, sentBytes, taskSlowdown, waitMs } = outcome ?? {};
  const sent = sentBytes?.p50;
  return {
    strategy,
    title: STRATEGY_TITLES[strategy],
    downtime: { p50: milliseconds(downtimeMs?.p50), p95: milliseconds(downtimeMs?.p95) },
    change: {
      p50: change(downtimeMs?.p50, compare?.downtimeMs?.p50),
      p95: change(downtimeMs?.p95, compare?.downtimeMs?.p95),
    },
    rows: [
      {
        label: say`Migration time`,
        value: milliseconds(totalMs?.p50),
        change: change(totalMs?.p50, compare?.totalMs?.p50),
      },
      {
        label: say`Traffic`,
        value: sent === undefined ? UNKNOWN : formatBytes(sent),
        change: change(sent, compare?.sentBytes?.p50),
      },
      { label: say`Task slowdown`, value: slowdown(taskSlowdown?.p50), change: null },
      {
        label: say`Waiting to start`,
        value: waitMs?.p50 === 0 ? NONE : milliseconds(waitMs?.p50),
        change: null,
      },
      {
        label: say`Completes unforced`,
        value: outcome === undefined ? UNKNOWN : percent(outcome.converged),
        change: null,
      },
    ],
  };
};

/** `tagging`: what no tag has brought about is no gain of tags. */
export const cards = (outcomes: Outcomes, tagging: Tagging): readonly Card[] =>
  COMPARED.map((strategy) => {
    const isComparable = strategy !== 'guided' || tagging === 'counts';
    return card(strategy, outcomes[strategy], isComparable ? outcomes.unguided : undefined);
  });

const WITHOUT_TAGS: Readonly<Record<Exclude<Tagging, 'counts'>, Message>> = {
  none: say`Nothing is tagged here`,
  'too-short': say`No tag here stands on a phase that lasts long enough to count`,
};

/** What the tags buy, in one or two sentences. */
export const headline = ({ unguided, guided }: Outcomes, runs: number, tagging: Tagging): Message => {
  const on = guided?.downtimeMs;
  const off = unguided?.downtimeMs;
  if (tagging !== 'counts') {
    const why = WITHOUT_TAGS[tagging];
    return off
      ? say`${why}. The service stops for ${milliseconds(off.p50)} (p95: ${milliseconds(off.p95)}); try a tag on a phase below.`
      : say`${why}, and no migration completes; try a tag on a phase below.`;
  }
  if (!on && !off) return say`No migration of this workload completes, with tags or without.`;
  if (!on) return say`With tags, no migration completes: nothing approves in time.`;
  if (!off) {
    return say`Without tags no migration completes. With them the service stops for ${milliseconds(on.p50)}.`;
  }
  const median = change(on.p50, off.p50);
  const tail = change(on.p95, off.p95);
  if (median === null && tail === null) {
    return say`Tags hardly change the downtime here: ${milliseconds(on.p50)} with them, ${milliseconds(off.p50)} without, at the median of ${runs} runs.`;
  }
  const compared =
    median === null
      ? say`With tags the service stops for at most ${milliseconds(on.p95)} in 95 of 100 migrations, without them for ${milliseconds(off.p95)}.`
      : say`With tags the service stops for ${milliseconds(on.p50)} instead of ${milliseconds(off.p50)} (p95: ${milliseconds(on.p95)} instead of ${milliseconds(off.p95)}).`;
  const better = (median?.better ?? true) && (tail?.better ?? true);
  if (!better) return say`${compared} For some of them the tags make it worse.`;
  return guided?.waitMs && guided.waitMs.p50 > 0
    ? say`${compared} A request waits ${milliseconds(guided.waitMs.p50)}.`
    : compared;
};

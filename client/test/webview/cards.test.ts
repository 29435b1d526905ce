import { type Distribution, inEnglish, type Outcome } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import { inWords } from '../../../server/test/in-words.ts';
import { cards, headline } from '../../webview/model/cards.ts';

const around = (p50: number): Distribution => ({ p5: p50 / 2, p50, p95: p50 * 2, mean: p50 });

const outcome = (downtimeMs: Distribution | null, over: Partial<Outcome> = {}): Outcome => ({
  converged: downtimeMs === null ? 0 : 1,
  downtimeMs,
  hypervisorDowntimeMs: downtimeMs,
  totalMs: downtimeMs && around(2000),
  sentBytes: downtimeMs && around(2 ** 28),
  rounds: downtimeMs && around(4),
  waitMs: downtimeMs && around(0),
  attempts: downtimeMs && around(1),
  withdrawals: downtimeMs && around(0),
  suspendedMs: downtimeMs && around(0),
  taskMs: null,
  taskSlowdown: downtimeMs && around(1.02),
  ...over,
});

const cardsInWords = (...of: Parameters<typeof cards>) => inWords(cards(...of));
const headlineText = (...of: Parameters<typeof headline>): string => inEnglish(headline(...of));

const shownAs = (label: string, of: Outcome): string | undefined =>
  cardsInWords({ unguided: of }, 'counts')[0]?.rows.find((row) => row.label === label)?.value;

describe('cards', () => {
  test('stand for tags off, tags on and the best start, in this order', () => {
    expect(cardsInWords({}, 'counts').map(({ title }) => title)).toEqual([
      'Tags off',
      'Tags on',
      'Best start with hindsight',
    ]);
  });

  test('say unknown, never 0, where no run completes', () => {
    const [off] = cardsInWords({ unguided: outcome(null) }, 'counts');
    expect(off?.downtime).toEqual({ p50: 'unknown', p95: 'unknown' });
    expect(off?.rows.map(({ value }) => value)).toEqual(['unknown', 'unknown', 'unknown', 'unknown', '0 %']);
  });

  test('say unknown for a strategy that was not run', () => {
    expect(cardsInWords({}, 'counts')[1]?.rows.every(({ value }) => value === 'unknown')).toBe(true);
  });

  test('give units', () => {
    const of = outcome(around(120), { waitMs: around(1500) });
    expect(shownAs('Migration time', of)).toBe('2 s');
    expect(shownAs('Traffic', of)).toBe('256 MiB');
    expect(shownAs('Task slowdown', of)).toBe('2 %');
    expect(shownAs('Waiting to start', of)).toBe('1.5 s');
  });

  test('a share of nearly all runs is not all of them', () => {
    expect(shownAs('Completes unforced', outcome(around(1), { converged: 0.999 }))).toBe('> 99 %');
    expect(shownAs('Completes unforced', outcome(around(1), { converged: 0.001 }))).toBe('< 1 %');
  });

  test.each([
    [100, 50, { text: '−50 %', better: true }],
    [100, 150, { text: '+50 %', better: false }],
    [100, 400, { text: '4 times', better: false }],
    [100, 95, null],
  ])('tags off %d ms, on %d ms: %j', (off, on, change) => {
    expect(
      cardsInWords({ unguided: outcome(around(off)), guided: outcome(around(on)) }, 'counts')[1]?.change.p50,
    ).toEqual(change);
  });
});

test('tags that have no say are given no credit', () => {
  const outcomes = {
    unguided: outcome(around(100)),
    guided: outcome(around(50)),
    oracle: outcome(around(20)),
  };
  const [, guided, oracle] = cardsInWords(outcomes, 'too-short');
  expect(guided?.change.p50).toBeNull();
  expect(guided?.rows.every(({ change }) => change === null)).toBe(true);
  expect(oracle?.change.p50?.text).toBe('−80 %');
});

describe('the headline', () => {
  test('compares medians and tails', () => {
    const text = headlineText({ unguided: outcome(around(400)), guided: outcome(around(40)) }, 200, 'counts');
    expect(text).toBe(
      'With tags the service stops for 40 ms instead of 400 ms (p95: 80 ms instead of 800 ms).',
    );
  });

  test('of a workload without a tag says so', () => {
    expect(headlineText({ unguided: outcome(around(400)) }, 200, 'none')).toMatch(
      /^Nothing is tagged here. The service stops for 400 ms/,
    );
    expect(headlineText({ unguided: outcome(null) }, 200, 'none')).toContain('no migration completes');
    expect(headlineText({ unguided: outcome(around(400)) }, 200, 'too-short')).toMatch(
      /^No tag here stands on a phase that lasts long enough to count. The service stops for 400 ms/,
    );
  });

  test('names the wait that the tags cost', () => {
    const guided = outcome(around(40), { waitMs: around(3000) });
    expect(headlineText({ unguided: outcome(around(400)), guided }, 200, 'counts')).toContain(
      'A request waits 3 s.',
    );
  });

  test('does not call a difference within the spread a gain', () => {
    const text = headlineText({ unguided: outcome(around(41)), guided: outcome(around(40)) }, 200, 'counts');
    expect(text).toBe(
      'Tags hardly change the downtime here: 40 ms with them, 41 ms without, at the median of 200 runs.',
    );
  });

  test('speaks of the tail when only the tail changes', () => {
    const unguided = outcome({ ...around(40), p95: 900 });
    expect(headlineText({ unguided, guided: outcome(around(40)) }, 200, 'counts')).toContain(
      '80 ms in 95 of 100',
    );
  });

  test('says when the tags make it worse', () => {
    expect(
      headlineText({ unguided: outcome(around(40)), guided: outcome(around(400)) }, 200, 'counts'),
    ).toContain('worse');
  });

  test.each([
    [null, around(1), /^Without tags no migration completes/],
    [around(1), null, /^With tags, no migration completes/],
    [null, null, /^No migration of this workload completes/],
  ])('off %j, on %j', (off, on, expected) => {
    expect(headlineText({ unguided: outcome(off), guided: outcome(on) }, 10, 'counts')).toMatch(expected);
  });
});

import { exactly, verbatim } from '@migration-tags/simulator';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unknownProfile } from '../../../src/analysis/profiles/entity-profiles.ts';
import type { FileForecast } from '../../../src/lsp/predictions/forecast.ts';
import {
  type ForecastMessage,
  ForecastReceiver,
  ForecastSender,
} from '../../../src/lsp/predictions/forecast-messages.ts';
import type { EntityReport } from '../../../src/preview/entity-report.ts';

const PATH = '/a.ts';

/** What some entities are judged to do; the same object as long as nothing about it changes. */
const judgedAs = (count: number): readonly Omit<EntityReport, 'subject' | 'tag' | 'shortWindow'>[] =>
  Array.from({ length: count }, (_, entity) => ({
    profile: {
      ...unknownProfile(entity, []),
      rangePages: { low: 1, likely: entity, high: 99 },
    },
    verdict: 'hot',
    neededSeconds: null,
    longEnough: null,
    downtimeMs: null,
    explanation: [verbatim(`entity ${entity}`)],
  }));

const POOL = judgedAs(6);

const SHORT = { lastsSeconds: exactly(1), neededSeconds: 9, pays: null } as const;

const forecastOf = (
  picked: readonly { readonly judged: number; readonly start: number; readonly isShort?: boolean }[],
): FileForecast => ({
  reports: picked.flatMap(({ judged, start, isShort }) => {
    const said = POOL[judged];
    const span = { start, end: start + 1 };
    const shortWindow = isShort ? SHORT : null;
    return said
      ? [{ ...said, subject: { kind: 'loop', name: 'for', span, head: span }, tag: null, shortWindow }]
      : [];
  }),
  suggestions: [],
  regions: [],
  elsewhere: [],
  dataFiles: [],
  sourceFiles: [],
  findings: [],
});

const forecasts = fc.array(
  fc
    .uniqueArray(fc.record({ judged: fc.nat(5), start: fc.nat(99), isShort: fc.boolean() }), {
      selector: ({ judged }) => judged,
    })
    .map(forecastOf),
  { maxLength: 6 },
);

const sent = (message: ForecastMessage): ForecastMessage => structuredClone(message);

test('whatever was sent before, a forecast arrives as it was', () => {
  fc.assert(
    fc.property(forecasts, (all) => {
      const sender = new ForecastSender();
      const receiver = new ForecastReceiver();
      for (const forecast of all)
        expect(receiver.forecast(PATH, sent(sender.message(PATH, forecast)))).toEqual(forecast);
    }),
  );
});

test('what a report says is sent once, as long as it stays the same', () => {
  const sender = new ForecastSender();
  const judgedIn = ({ reports }: ForecastMessage) => reports.map(({ judged }) => judged);
  sender.message(PATH, forecastOf([0, 1].map((judged) => ({ judged, start: judged }))));
  const moved = forecastOf([1, 2, 0].map((judged) => ({ judged, start: 50 + judged })));
  expect(judgedIn(sender.message(PATH, moved))).toEqual([1, POOL[2], 0]);
  const judgedAnew: FileForecast = {
    ...moved,
    reports: moved.reports.map((report) => ({
      ...report,
      verdict: 'low-range',
      explanation: [verbatim('now quiet')],
    })),
  };
  expect(judgedIn(sender.message(PATH, judgedAnew))).toMatchObject(
    [1, 2, 0].map(() => ({ verdict: 'low-range' })),
  );
});

test('a forecast that builds on one that was forgotten is none', () => {
  const sender = new ForecastSender();
  const receiver = new ForecastReceiver();
  const forecast = forecastOf([{ judged: 0, start: 0 }]);
  receiver.forecast(PATH, sender.message(PATH, forecast));
  receiver.forget(PATH);
  expect(receiver.forecast(PATH, sender.message(PATH, forecast))).toBeNull();
  sender.forget(PATH);
  expect(receiver.forecast(PATH, sender.message(PATH, forecast))).toEqual(forecast);
});

import { parseScenario } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import {
  initialState,
  isUntouched,
  restoredState,
  shownDocument,
  shownScenario,
} from '../../webview/model/page-state.ts';
import { phaseRows, tryTag } from '../../webview/model/phase-rows.ts';
import { runsWithin } from '../../webview/model/trials.ts';
import { sampleDocument, sampleScenario } from './sample-document.ts';

const base = sampleScenario();
const document = sampleDocument();
const initial = initialState(base);
const [row] = phaseRows(document, base, {});
if (!row) throw new Error('the sample has phases');
const changed = {
  ...initial,
  knobs: { ...initial.knobs, downtimeLimitSeconds: 0.2 },
  tried: tryTag({}, row, null),
  shown: 'oracle' as const,
  run: 4,
};

describe('the state of the page', () => {
  test('starts at the document', () => {
    expect(isUntouched(base, initial)).toBe(true);
    expect(shownScenario(document, base, initial)).toEqual(base);
  });

  test('comes back after a reload of the same entry, and only of the same', () => {
    const kept: unknown = JSON.parse(JSON.stringify({ entry: 'a.ts', ...changed }));
    expect(restoredState(base, 'a.ts', kept)).toEqual(changed);
    expect(restoredState(base, 'b.ts', kept)).toEqual(initial);
    expect(restoredState(base, 'a.ts', { entry: 'a.ts', run: 1e9, shown: 'luck' })).toEqual(initial);
    expect(restoredState(base, 'a.ts', undefined)).toEqual(initial);
  });

  test('exports a scenario that reads back as the one shown', () => {
    const shown = shownScenario(document, base, changed);
    const parsed = parseScenario(shownDocument(document, shown, {}).scenario);
    expect(parsed.ok && parsed.value).toEqual(shown);
  });
});

describe('the number of runs of a quick trial', () => {
  test('fits the time that is left for it', () => {
    expect(runsWithin(20, 18, 200)).toBe(20);
    expect(runsWithin(40, 36, 200)).toBe(20);
    expect(runsWithin(20, 9, 200)).toBe(40);
  });

  test('is never more than the scenario asks for, nor too few for a quantile', () => {
    expect(runsWithin(20, 0, 200)).toBe(200);
    expect(runsWithin(20, 10_000, 200)).toBe(10);
    expect(runsWithin(5, 10_000, 5)).toBe(5);
  });
});

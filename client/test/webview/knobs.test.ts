import { inEnglish } from '@migration-tags/simulator';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knobsOf, positionOf, readKnobs, SLIDERS, stopsWith, withKnobs } from '../../webview/model/knobs.ts';
import { sampleScenario } from './sample-document.ts';

describe.each(SLIDERS)('the $label slider', (slider) => {
  const [lowest = 0] = slider.stops;
  const highest = slider.stops.at(-1) ?? 0;

  test('stops at values that read as two digits', () => {
    for (const stop of slider.stops)
      expect(inEnglish(slider.format(stop))).toMatch(/^(?:[\d,]{1,5}|\d+\.\d{1,2}) \D+$/);
  });

  test('comes back to every stop, so that a key always moves it', () => {
    slider.stops.forEach((stop, position) => {
      expect(positionOf(slider.stops, stop)).toBe(position);
    });
  });

  test('grows from end to end in even ratios', () => {
    slider.stops.slice(1).forEach((stop, index) => {
      const ratio = stop / (slider.stops[index] ?? 0);
      expect(ratio).toBeGreaterThan(1.05);
      expect(ratio).toBeLessThan(1.26);
    });
  });

  test('also stops at the scenario’s own value, within its range or beyond', () => {
    for (const own of [lowest * 1.234567, highest * 3, lowest / 3, lowest]) {
      const stops = stopsWith(slider, own);
      expect(stops[positionOf(stops, own)]).toBe(own);
      expect([...stops].sort((a, b) => a - b)).toEqual(stops);
    }
  });
});

describe('the scenario with knobs', () => {
  const scenario = sampleScenario();

  test('is the same while they stand where they stood', () => {
    expect(withKnobs(scenario, knobsOf(scenario))).toEqual(scenario);
  });

  test('uses a VM of another size in the same proportions', () => {
    const { vm } = withKnobs(scenario, { ...knobsOf(scenario), memoryBytes: scenario.vm.memoryBytes * 4 });
    expect(vm.touchedBytes).toBe(scenario.vm.touchedBytes * 4);
    expect(vm.nonZeroBytes).toBe(scenario.vm.nonZeroBytes * 4);
  });
});

describe('kept knobs', () => {
  const own = knobsOf(sampleScenario());

  test('come back', () => {
    const kept = { ...own, memoryBytes: 2 ** 30, withdrawal: 'cancel' as const };
    expect(readKnobs(JSON.parse(JSON.stringify(kept)), own)).toEqual(kept);
  });

  test('that make no sense are the scenario’s own', () => {
    const kept = { memoryBytes: -1, downtimeLimitSeconds: 'soon', algorithm: 'teleport', withdrawal: 7 };
    expect(readKnobs(kept, own)).toEqual(own);
    fc.assert(fc.property(fc.anything(), (anything) => void readKnobs(anything, own)));
  });
});

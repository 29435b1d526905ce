import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  knobsOf,
  positionOf,
  readKnobs,
  SLIDER_STEPS,
  SLIDERS,
  valueAt,
  withKnobs,
} from '../../webview/model/knobs.ts';
import { sampleScenario } from './sample-document.ts';

const position = fc.integer({ min: 0, max: SLIDER_STEPS });

describe.each(SLIDERS)('the $label slider', (slider) => {
  const own = Math.sqrt(slider.low * slider.high);

  test('stands at the scenario’s own value exactly', () => {
    expect(valueAt(slider, positionOf(slider, own, own), own)).toBe(own);
  });

  test('comes back to the position a value was read from, give or take the rounding of the value', () => {
    fc.assert(
      fc.property(position, (at) => {
        expect(Math.abs(positionOf(slider, valueAt(slider, at, own), own) - at)).toBeLessThanOrEqual(4);
      }),
    );
  });

  test('grows from end to end', () => {
    const values = Array.from({ length: SLIDER_STEPS + 1 }, (_, at) => valueAt(slider, at, slider.low));
    expect([...values].sort((a, b) => a - b)).toEqual(values);
    expect(values.at(0)).toBe(slider.low);
    expect(values.at(-1)).toBe(slider.high);
  });

  test('widens to hold a scenario beyond its ends', () => {
    const beyond = slider.high * 3;
    expect(positionOf(slider, beyond, beyond)).toBe(SLIDER_STEPS);
    expect(valueAt(slider, SLIDER_STEPS, beyond)).toBe(beyond);
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

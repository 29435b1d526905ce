import {
  defaultEnvironment,
  type Environment,
  inEnglish,
  parseScenario,
  scenarioToJson,
  simulate,
} from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import type { Timeline } from '../../src/analysis/timeline.ts';
import { previewTimeline } from '../../src/preview/preview-timeline.ts';
import { region } from './sample-profiles.ts';
import { loop, phase, timelineOf } from './sample-timelines.ts';

const environment: Environment = {
  ...defaultEnvironment,
  vm: { ...defaultEnvironment.vm, memoryBytes: 2 ** 27, touchedBytes: 2 ** 27, nonZeroBytes: 2 ** 27 },
  link: { ...defaultEnvironment.link, bandwidthBytesPerSecond: 1e8 },
  migration: { ...defaultEnvironment.migration, timeoutSeconds: 4, onTimeout: 'force' },
};
const HOT = [region(100, 60_000, 'random')];
const QUIET = [region(1, 100)];
const tagged = timelineOf([
  loop(8, phase(1, 15, HOT, { tag: 'withdraw' }), phase(2, 10, QUIET, { tag: 'approve' })),
]);

const known = (timeline: Timeline, own: Environment = environment) => {
  const preview = previewTimeline(timeline, own, { runs: 60 });
  if (preview.kind === 'unknown') throw new Error('The sample timeline is known.');
  return preview;
};

test('compares tags off, tags on and the best start, on the same requests', () => {
  const { outcomes } = known(tagged);
  expect(Object.keys(outcomes)).toEqual(['unguided', 'guided', 'oracle']);
  expect(outcomes.guided?.downtimeMs?.p50).toBeLessThan(outcomes.unguided?.downtimeMs?.p50 ?? 0);
  expect(outcomes.guided?.converged).toBe(1);
});

test('the scenario is what was simulated: written out and read back, it gives the same outcomes', () => {
  const { scenario, outcomes } = known(tagged);
  const parsed = parseScenario(JSON.parse(JSON.stringify(scenarioToJson(scenario))));
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => inEnglish(message)).join());
  expect(simulate(parsed.value)).toEqual(outcomes);
});

describe('the notes', () => {
  test('state the policy', () => {
    expect(known(tagged).notes.map(inEnglish).join('\n')).toContain(
      'Policy: qemu-precopy at 800 Mbit/s, stopping for at most 300 ms; an attempt longer than 4 s is forced to ' +
        'stop and copy; after 10 min a request no longer waits for tags; withdrawal by hold.',
    );
  });

  test('say what the policy does with tags off', () => {
    expect(known(tagged).notes.map(inEnglish).join('\n')).toMatch(
      /\d+ % of the migrations are forced with tags off/,
    );
  });

  test('say so when the hypervisor finds the quiet phase by itself', () => {
    const patient: Environment = {
      ...environment,
      migration: { ...environment.migration, timeoutSeconds: 300 },
    };
    expect(known(tagged, patient).notes.map(inEnglish).join('\n')).toContain(
      'every migration completes by itself with tags off too',
    );
  });

  test('say so when no tag approves', () => {
    expect(
      known(timelineOf([phase(1, 20, QUIET)]))
        .notes.map(inEnglish)
        .join('\n'),
    ).toContain('No tag approves');
    expect(known(tagged).notes.map(inEnglish).join('\n')).not.toContain('No tag approves');
  });
});

test('an unknown timeline gives its questions', () => {
  expect(previewTimeline(timelineOf([phase(1, null, QUIET)]), environment).kind).toBe('unknown');
});

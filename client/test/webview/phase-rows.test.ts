import { describe, expect, test } from 'vitest';
import { inWords } from '../../../server/test/in-words.ts';
import {
  phaseKey,
  phaseRows,
  readTriedTags,
  stillTried,
  tryTag,
  withTriedTags,
} from '../../webview/model/phase-rows.ts';
import { sampleDocument, sampleScenario } from './sample-document.ts';

const scenario = sampleScenario();
const document = sampleDocument();
const [solve, checkpoint] = phaseRows(document, scenario, {});
if (!solve || !checkpoint) throw new Error('the sample has two phases');

describe('phase rows', () => {
  test('name each place of the workload with its tag, duration and range', () => {
    expect(inWords(solve)).toMatchObject({
      name: 'solve',
      tag: 'withdraw',
      writtenTag: 'withdraw',
      duration: { likely: '2.4 s', between: '2 s – 3 s' },
      range: { likely: '32 MiB', between: null },
    });
    expect(solve.place?.start.line).toBe(21);
  });

  test('phases of one place are one row, and take a tag together', () => {
    const [first] = document.places;
    if (!first) throw new Error('the sample has places');
    const twice = { ...document, places: [first, { ...first, phase: 1 }] };
    expect(phaseKey(twice, 0, 0)).toBe(phaseKey(twice, 0, 1));
    const [row, ...others] = phaseRows(twice, scenario, {});
    expect(others).toEqual([]);
    if (!row) throw new Error('one row');
    const tried = withTriedTags(twice, scenario, tryTag({}, row, 'approve'));
    expect(tried.workload.tasks[0]?.phases.map(({ tag }) => tag)).toEqual(['approve', 'approve']);
  });

  test('a place that is not known still has a row', () => {
    const rows = phaseRows({ ...document, places: [] }, scenario, {});
    expect(rows.map(({ place }) => place)).toEqual([null, null]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(2);
  });
});

describe('trying a tag', () => {
  test('changes the phase and leaves the source’s tag in view', () => {
    const tried = tryTag({}, checkpoint, null);
    expect(phaseRows(document, scenario, tried)[1]).toMatchObject({ tag: null, writtenTag: 'approve' });
    expect(withTriedTags(document, scenario, tried).workload.tasks[0]?.phases[1]?.tag).toBeNull();
  });

  test('going back to what the source says is trying nothing', () => {
    expect(tryTag(tryTag({}, checkpoint, 'withdraw'), checkpoint, 'approve')).toEqual({});
  });

  test('what was tried and then written is a try no more', () => {
    const tried = tryTag(tryTag({}, checkpoint, null), solve, 'approve');
    const written = withTriedTags(document, scenario, tryTag({}, checkpoint, null));
    expect(stillTried(phaseRows(document, written, tried))).toEqual(tryTag({}, solve, 'approve'));
  });

  test('kept tries come back; what is none is left out', () => {
    const tried = tryTag({}, checkpoint, null);
    expect(readTriedTags(JSON.parse(JSON.stringify(tried)))).toEqual(tried);
    expect(readTriedTags({ a: 'approve', b: 3, c: 'maybe' })).toEqual({ a: 'approve' });
    expect(readTriedTags(null)).toEqual({});
  });
});

import { describe, expect, it } from 'vitest';
import { readSteady } from '../../../scripts/validation/measured.ts';
import {
  createExperiment,
  EXPERIMENT_NAMES,
  type ExperimentName,
  type MeasuredMigrations,
} from '../../src/experiments/index.ts';
import { MIGRATION_POLICIES } from '../../src/experiments/migration-policies.ts';

/** Two of the measured steady migrations, read as the command does. */
function measured(): MeasuredMigrations {
  const [first, second] = readSteady(1);
  if (first === undefined || second === undefined) throw new Error('no measured migrations');
  return { steady: [first, second], guided: [] };
}
const create = (name: ExperimentName, options: { readonly seed: number; readonly size: number }) =>
  createExperiment(name, { ...options, measured: measured() });

describe.each(EXPERIMENT_NAMES)('%s', (name) => {
  it('gives a trial the same rows whenever and in whatever order it is run', () => {
    const first = create(name, { seed: 7, size: 2 });
    const second = create(name, { seed: 7, size: 2 });
    const forwards = [first.runTrial(0), first.runTrial(1)];
    const backwards = [second.runTrial(1), second.runTrial(0)];
    expect(backwards.reverse()).toEqual(forwards);
  });

  it('gives other rows for another seed', () => {
    const one = create(name, { seed: 7, size: 1 });
    const other = create(name, { seed: 8, size: 1 });
    // The last trial: the first cell of `limits` never converges, whatever the seed.
    expect(other.runTrial(other.trials - 1)).not.toEqual(one.runTrial(one.trials - 1));
  });

  it('survives being written to JSON and read back', () => {
    const rows = create(name, { seed: 7, size: 1 }).runTrial(0);
    expect(JSON.parse(JSON.stringify(rows))).toEqual(rows);
  });
});

describe('the claim’s report', () => {
  const experiment = createExperiment('claim', { seed: 3, size: 1 });
  const row = (off: number, on: number | null) => ({
    case: 0,
    policy: 'Xen',
    withdrawal: 'hold',
    offCompleted: true,
    onCompleted: on !== null,
    offDowntimeMs: off,
    onDowntimeMs: on,
    offTaskLostMs: off,
    onTaskLostMs: on,
  });

  it('counts what got worse as well as what got better', () => {
    const { tables } = experiment.report([row(500, 100), row(500, 100), row(100, 500), row(100, 105)]);
    const [line] = tables[0]?.rows ?? [];
    expect(line?.slice(0, 7)).toEqual(['Xen', 'hold', '4', '0 → 0', '300 → 103', '50 %', '25 %']);
    expect(
      tables.find(({ title }) => title.startsWith('Where tags lose most under hold'))?.rows,
    ).toHaveLength(1);
  });

  it('lists the worst losses of every policy, however much worse those of another are', () => {
    const harsh = [1000, 2000, 3000, 4000].map((on) => ({ ...row(100, on), policy: 'harsh' }));
    const { tables } = experiment.report([...harsh, { ...row(100, 200), policy: 'mild' }]);
    const listed = tables.find(({ title }) => title.startsWith('Where tags lose most under hold'))?.rows;
    expect(listed?.map((cells) => cells[1])).toEqual(['harsh', 'harsh', 'harsh', 'mild']);
    expect(listed?.[0]).toContain('100 → 4000');
  });

  it('shows a side that never completed as failed, not as zero', () => {
    const { tables } = experiment.report([row(500, null)]);
    expect(tables[0]?.rows[0]?.slice(2, 5)).toEqual(['0', '0 → 1', '– → –']);
  });

  it('runs every policy with every way to withdraw', () => {
    const rows = experiment.runTrial(0);
    expect(rows).toHaveLength(MIGRATION_POLICIES.length * 3);
  });
});

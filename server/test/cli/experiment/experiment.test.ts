import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createExperiment } from '@migration-tags/simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { htmlReport } from '../../../src/cli/experiment/html-report.ts';
import { rowsInOrder, runTrials } from '../../../src/cli/experiment/run-trials.ts';
import { readState, writeState } from '../../../src/cli/experiment/state-file.ts';
import { inThisThread } from '../../../src/cli/experiment/trial-runner.ts';
import { InputError } from '../../../src/cli/io.ts';
import { runInMemory } from '../memory-io.ts';

const request = { name: 'limits', seed: 1, size: 1 } as const;
const experiment = createExperiment(request.name, request);
const never = (): boolean => false;
const ignore = (): void => {};

let folder: string;
let state: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'experiment-'));
  state = join(folder, 'state.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('an interrupted experiment', () => {
  it('gives, resumed from its file, the rows of one that was not interrupted', async () => {
    const whole = new Map();
    await runTrials(experiment.trials, whole, [inThisThread(request)], never, ignore);

    const begun = new Map();
    const done = await runTrials(
      experiment.trials,
      begun,
      [inThisThread(request)],
      () => begun.size >= 5,
      ignore,
    );
    expect(done).toBe(false);
    writeState(state, request, begun);
    const resumed = readState(state, request);
    expect(resumed.size).toBe(5);
    expect(await runTrials(experiment.trials, resumed, [inThisThread(request)], never, ignore)).toBe(true);
    expect(rowsInOrder(resumed)).toEqual(rowsInOrder(whole));
  });

  it('leaves a whole file, nothing half written beside it', () => {
    writeState(state, request, new Map([[0, experiment.runTrial(0)]]));
    expect(existsSync(`${state}.next`)).toBe(false);
    expect(JSON.parse(readFileSync(state, 'utf8'))).toMatchObject({ schema: 1, name: 'limits' });
  });
});

describe('any number of runners', () => {
  it('gives the same rows', async () => {
    const one = new Map();
    const three = new Map();
    await runTrials(experiment.trials, one, [inThisThread(request)], never, ignore);
    const runners = [inThisThread(request), inThisThread(request), inThisThread(request)];
    await runTrials(experiment.trials, three, runners, never, ignore);
    expect(rowsInOrder(three)).toEqual(rowsInOrder(one));
  });
});

describe('a state file', () => {
  it('that is not one is refused by name', () => {
    writeFileSync(state, '{"schema":1');
    expect(() => readState(state, request)).toThrow(InputError);
    expect(() => readState(state, request)).toThrow(state);
  });

  it('of another seed is refused, and left alone', () => {
    writeState(state, request, new Map());
    expect(() => readState(state, { ...request, seed: 2 })).toThrow(/seed 1/);
    expect(existsSync(state)).toBe(true);
  });
});

describe('a state file of measured data', () => {
  it('is not gone on with against other data', () => {
    const validation = { name: 'validation', seed: 1, size: 1, dataFolder: '/one' } as const;
    writeState(state, validation, new Map());
    expect(readState(state, validation).size).toBe(0);
    expect(() => readState(state, { ...validation, dataFolder: '/other' })).toThrow(/the data of \/one/);
  });
});

describe('the report page', () => {
  it('needs nothing from elsewhere and escapes what it shows', () => {
    const page = htmlReport(
      {
        title: 'a < b',
        findings: [],
        tables: [],
        charts: [
          {
            title: 'chart',
            xLabel: 'x',
            yLabel: 'y',
            scale: 'log',
            diagonal: true,
            series: [{ name: 'series', points: [[0, 10]] }],
          },
        ],
      },
      'migration-tags experiment',
    );
    expect(page).toContain('a &lt; b');
    expect(page).not.toMatch(/https?:|src=|NaN/);
    expect(page.match(/<circle/g)).toHaveLength(1);
  });
});

describe('the verb', () => {
  it('prints tables, leaves no state behind, and writes no progress where there is no terminal', async () => {
    const run = await runInMemory([
      'experiment',
      'limits',
      '--size',
      '1',
      '--workers',
      '1',
      '--state',
      state,
    ]);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('never');
    expect(run.stderr).toBe('');
    expect(existsSync(state)).toBe(false);
  });

  describe('validation', () => {
    const data = join(import.meta.dirname, '../../../../simulator/test/data');
    const someLines = (name: string): string =>
      readFileSync(join(data, name), 'utf8').split('\n').slice(0, 3).join('\n');
    const files = {
      'measured/qemu-steady.jsonl': someLines('qemu-steady.jsonl'),
      'measured/qemu-guided.jsonl': someLines('qemu-guided.jsonl'),
    };
    const validate = (world: Record<string, string>, ...more: readonly string[]) =>
      runInMemory(['experiment', 'validation', '--size', '3', '--workers', '1', '--state', state, ...more], {
        files: world,
      });

    it('holds the simulator against the migrations in a folder', async () => {
      const run = await validate(files, '--data', 'measured', '--json');
      expect(run.code).toBe(0);
      const { rows, report } = JSON.parse(run.stdout);
      expect(rows).toHaveLength(6);
      expect(rows[0]).toMatchObject({ set: 'steady', name: 0, 'measured.downtimeMs': 222.69 });
      expect(report.tables[0].rows[0]).toEqual(['completes or not, right', '3 of 3']);
    });

    it('says where the migrations are when they are not there', async () => {
      const run = await validate({});
      expect(run.code).toBe(2);
      expect(run.stderr).toContain('simulator/test/data/qemu-steady.jsonl: there is no such file');
      expect(run.stderr).toContain('--data');
    });

    it('names the line and the field of what it cannot read', async () => {
      const broken = files['measured/qemu-guided.jsonl'].replace('"linkMbit": 480', '"linkMbit": "480"');
      const wrong = await validate({ ...files, 'measured/qemu-guided.jsonl': broken }, '--data', 'measured');
      expect(wrong.code).toBe(2);
      expect(wrong.stderr).toMatch(/qemu-guided\.jsonl: \[0\]\.linkMbit: expected a number; found "480"/);
      const cut = await validate(
        { ...files, 'measured/qemu-steady.jsonl': '{}\n{"id"' },
        '--data',
        'measured',
      );
      expect(cut.stderr).toContain('qemu-steady.jsonl: line 2: expected one JSON object a line');
    });

    it('is alone in reading measured data', async () => {
      const run = await runInMemory(['experiment', 'limits', '--data', 'measured'], { files });
      expect(run.code).toBe(2);
      expect(run.stderr).toContain('--data');
    });
  });

  it('refuses an unknown experiment and a size of 0', async () => {
    expect((await runInMemory(['experiment', 'luck'])).code).toBe(2);
    expect((await runInMemory(['experiment', 'limits', '--size', '0'])).code).toBe(2);
  });
});

import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { TrialRow } from '@migration-tags/simulator';
import * as v from 'valibot';
import { InputError } from '../io.ts';
import type { TrialRequest } from './trial-runner.ts';

/** Finished trials by number. */
export type FinishedTrials = Map<number, readonly TrialRow[]>;

const scalar = v.union([v.number(), v.string(), v.boolean(), v.null()]);
const stateSchema = v.object({
  schema: v.literal(1),
  name: v.string(),
  seed: v.number(),
  size: v.number(),
  dataFolder: v.optional(v.string()),
  trials: v.array(v.tuple([v.number(), v.array(v.record(v.string(), scalar))])),
});

/** The trials an interrupted run has finished; none when there is no such file. */
export function readState(file: string, request: TrialRequest): FinishedTrials {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return new Map();
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), stateSchema), readFileSync(file, 'utf8'));
  if (!parsed.success) {
    throw new InputError(`${file}: expected the state of an experiment; delete it to start anew`);
  }
  const { name, seed, size, trials } = parsed.output;
  if (name !== request.name || seed !== request.seed || size !== request.size) {
    throw new InputError(
      `${file}: holds ${name} with seed ${seed} and size ${size}; expected ${request.name} with seed ${request.seed} and size ${request.size}, so delete it or name another --state`,
    );
  }
  if (parsed.output.dataFolder !== request.dataFolder) {
    throw new InputError(
      `${file}: was made with the data of ${parsed.output.dataFolder}; delete it or name another --state`,
    );
  }
  return new Map(trials);
}

/** Replaces the file in one step, so that it is whole whenever the program ends. */
export function writeState(file: string, request: TrialRequest, finished: FinishedTrials): void {
  const { name, seed, size, dataFolder } = request;
  const state: v.InferOutput<typeof stateSchema> = {
    schema: 1,
    name,
    seed,
    size,
    ...(dataFolder === undefined ? {} : { dataFolder }),
    trials: [...finished].map(([trial, rows]) => [trial, [...rows]]),
  };
  mkdirSync(dirname(file), { recursive: true });
  const next = `${file}.next`;
  writeFileSync(next, JSON.stringify(state));
  renameSync(next, file);
}

export const deleteState = (file: string): void => rmSync(file, { force: true });

import { exactly, say, verbatim } from '@migration-tags/simulator';
import type { EntityProfile } from '../../src/analysis/entity-profile.ts';
import { buildOutline } from '../../src/analysis/frontend/outline.ts';
import { unknownProfile } from '../../src/analysis/profiles/entity-profiles.ts';
import type { Configuration } from '../../src/configuration/configuration.ts';
import type { FileForecast, SuggestedTag } from '../../src/lsp/predictions/forecast.ts';
import type { Predictor } from '../../src/lsp/predictions/predictor.ts';
import type { EntityReport } from '../../src/preview/entity-report.ts';

/** What a test says of an entity, by its name. */
export interface ScriptedEntity {
  /** `null`: not known. */
  readonly downtimeMs: number | null;
  readonly question?: string;
  readonly suggest?: SuggestedTag['tag'];
  readonly savesMs?: number;
  /** A region around all statements of its body. */
  readonly suggestRegion?: SuggestedTag['tag'];
  readonly writes?: EntityProfile['writes'];
  /** A file on whose size the numbers rest. */
  readonly reads?: string;
  /** Path of another source file on which they rest. */
  readonly restsOn?: string;
}

export type Script = Readonly<Record<string, ScriptedEntity>>;

/** Predicts what a test wrote down, and remembers what it was asked. */
export class ScriptedPredictor implements Predictor {
  readonly asked: { readonly path: string; readonly configuration: Configuration; readonly text: string }[] =
    [];
  readonly forgotten: string[] = [];
  readonly #texts = new Map<string, string>();
  readonly #script: Script;

  constructor(script: Script) {
    this.#script = script;
  }

  prepare(): void {}

  setText(path: string, text: string): void {
    this.#texts.set(path, text);
  }

  forget(path: string): void {
    this.forgotten.push(path);
    this.#texts.delete(path);
  }

  async forecast(path: string, configuration: Configuration): Promise<FileForecast> {
    const text = this.#texts.get(path) ?? '';
    this.asked.push({ path, configuration, text });
    const { entities, lists } = buildOutline(path, text);
    const known = entities.flatMap((entity) => {
      const scripted = this.#script[entity.name];
      return scripted ? [{ entity, scripted }] : [];
    });
    return {
      reports: known.map(
        ({ entity, scripted }): EntityReport => ({
          subject: entity,
          profile: profile(entity.index, scripted),
          tag: null,
          shortWindow: null,
          verdict: scripted.downtimeMs === null ? 'unknown' : 'low-range',
          neededSeconds: null,
          longEnough: null,
          downtimeMs:
            scripted.downtimeMs === null ? null : { p50: scripted.downtimeMs, p95: scripted.downtimeMs * 2 },
          explanation: [say`Its whole range fits the budget.`],
        }),
      ),
      suggestions: known.flatMap(({ entity, scripted: { suggest, savesMs } }) =>
        suggest
          ? [
              {
                tag: suggest,
                span: entity.head,
                savedDowntimeMs: savesMs ?? null,
                why: say`It writes little.`,
              },
            ]
          : [],
      ),
      regions: known.flatMap(({ entity, scripted: { suggestRegion, savesMs } }) => {
        const items = lists.find(({ owner }) => owner === entity.index)?.items ?? [];
        const [start, end] = [items[0]?.span.start, items.at(-1)?.span.end];
        return suggestRegion && start !== undefined && end !== undefined
          ? [
              {
                tag: suggestRegion,
                statements: { start, end },
                savedDowntimeMs: savesMs ?? null,
                why: say`Both write much.`,
              },
            ]
          : [];
      }),
      elsewhere: [],
      dataFiles: known.flatMap(({ scripted: { reads } }) => (reads === undefined ? [] : [reads])),
      sourceFiles: [path, ...known.flatMap(({ scripted: { restsOn } }) => restsOn ?? [])],
      findings: [],
    };
  }

  async preview(): Promise<null> {
    return null;
  }

  dispose(): void {}
}

const profile = (entity: number, { downtimeMs, question, writes }: ScriptedEntity): EntityProfile => ({
  ...unknownProfile(entity, question === undefined ? [] : [verbatim(question)]),
  durationSeconds: downtimeMs === null ? null : exactly(2),
  rangePages: downtimeMs === null ? null : exactly(256),
  writes: writes ?? null,
  confidence: 0.8,
  why: [say`The loop runs ${1000} times.`],
});

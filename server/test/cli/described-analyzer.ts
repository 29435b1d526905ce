import { type TagType, verbatim } from '@migration-tags/simulator';
import type { AnalysisHost, Analyzer } from '../../src/analysis/analyzer.ts';
import type { EntityProfile } from '../../src/analysis/entity-profile.ts';
import { OutlineCache } from '../../src/analysis/frontend/outline.ts';
import type { TimelineStep } from '../../src/analysis/timeline.ts';
import type { CodeEntity, SourceOutline } from '../../src/source/outline.ts';
import { readTags, type TagSheet } from '../../src/tags/index.ts';
import { profileOf } from '../preview/sample-profiles.ts';

/**
 * An analyzer with real syntax and tags, whose figures are described by entity name. Its timeline repeats the
 * described entities of the entry file, in order, ten times; an entity that is not described is not known.
 */
export const describedAnalyzer = (
  described: Readonly<Record<string, Pick<EntityProfile, 'writes' | 'durationSeconds'>>>,
  host: AnalysisHost,
): Analyzer => {
  const outlines = new OutlineCache();
  const texts = new Map<string, string>();
  const outlineOf = (file: string): SourceOutline =>
    outlines.outline(file, texts.get(file) ?? host.readFile(file) ?? '');
  const profileFor = ({ name, index }: CodeEntity): EntityProfile => {
    const figures = described[name];
    return figures
      ? profileOf(figures.writes, figures.durationSeconds?.likely ?? null, index)
      : profileOf(null, null, index);
  };
  const tagOn = (sheet: TagSheet, entity: CodeEntity): TagType | null =>
    sheet.tags.find(({ target }) => target.kind === 'entity' && target.entity === entity.index)?.type ?? null;
  return {
    setText: (file, text) => void texts.set(file, text),
    forget: (file) => void texts.delete(file),
    setRuntime: () => {},
    outline: outlineOf,
    tags: (file) => readTags(outlineOf(file)),
    profiles: (file) => outlineOf(file).entities.map(profileFor),
    assumptionUses: (file) => readTags(outlineOf(file)).assumptions.map(() => []),
    dataFiles: () => [],
    sourceFiles: () => [],
    regionProfiles: (file) => readTags(outlineOf(file)).tags.map(() => undefined),
    timeline(file) {
      const sheet = readTags(outlineOf(file));
      const steps = outlineOf(file).entities.flatMap((entity): TimelineStep[] => {
        if (!(entity.name in described)) return [];
        const { durationSeconds, writes } = profileFor(entity);
        const place = { file, entity: entity.index, span: entity.span };
        const tag = tagOn(sheet, entity);
        return [
          {
            kind: 'phase',
            phase: {
              name: verbatim(entity.name),
              place,
              around: [],
              running: [],
              durationSeconds,
              tag,
              isIdle: false,
              writes,
              why: [],
            },
          },
        ];
      });
      const place = { file, entity: null, span: { start: 0, end: 0 } };
      const trips = { low: 10, likely: 10, high: 10 };
      const main: TimelineStep = { kind: 'loop', place, trips, endless: false, steps };
      return {
        entryFile: file,
        tasks: steps.length > 0 ? [[main]] : [],
        visits: [],
        notes: [],
        questions: [],
        arrivals: [],
      };
    },
    dispose: () => {},
  };
};

import { fieldOf, type Outcomes, type Scenario, scenarioToJson } from '@migration-tags/simulator';
import type { PreviewDocument } from '../../../server/src/preview/preview-document.ts';
import { COMPARED, type Compared } from './cards.ts';
import { type Knobs, knobsOf, readKnobs, withKnobs } from './knobs.ts';
import { readTriedTags, type TriedTags, withTriedTags } from './phase-rows.ts';

/** What the reader has changed in the page; everything shown follows from it and the document. */
export interface PageState {
  readonly knobs: Knobs;
  readonly tried: TriedTags;
  /** The strategy whose migration the timeline and the table show. */
  readonly shown: Compared;
  /** Which of the scenario's runs the timeline shows, from 0. */
  readonly run: number;
}

export const initialState = (scenario: Scenario): PageState => ({
  knobs: knobsOf(scenario),
  tried: {},
  shown: 'guided',
  run: 0,
});

/** State as an earlier page of the same entry kept it; what does not fit is left at its start. */
export const restoredState = (scenario: Scenario, entry: string, kept: unknown): PageState => {
  const initial = initialState(scenario);
  if (fieldOf(kept, 'entry') !== entry) return initial;
  const shown = fieldOf(kept, 'shown');
  const run = fieldOf(kept, 'run');
  return {
    knobs: readKnobs(fieldOf(kept, 'knobs'), initial.knobs),
    tried: readTriedTags(fieldOf(kept, 'tried')),
    shown: COMPARED.find((strategy) => strategy === shown) ?? initial.shown,
    run: typeof run === 'number' && Number.isInteger(run) && run >= 0 && run < scenario.runs ? run : 0,
  };
};

/** The scenario that the page shows: the document's, with the knobs turned and the tags tried. */
export const shownScenario = (document: PreviewDocument, base: Scenario, state: PageState): Scenario =>
  withKnobs(withTriedTags(document, base, state.tried), state.knobs);

/** Whether tags have a say: `too-short`, none of them stands on a phase of the timeline. */
export type Tagging = 'none' | 'too-short' | 'counts';

export const taggingOf = ({ entities }: PreviewDocument, { workload }: Scenario): Tagging => {
  if (workload.tasks.some(({ phases }) => phases.some(({ tag }) => tag !== null))) return 'counts';
  return entities.some(({ tag }) => tag !== null) ? 'too-short' : 'none';
};

/** Nothing is changed: the document's own outcomes hold, with all their runs. */
export const isUntouched = (base: Scenario, state: PageState): boolean =>
  Object.keys(state.tried).length === 0 && JSON.stringify(state.knobs) === JSON.stringify(knobsOf(base));

/** The document as the page shows it, to be exported. */
export const shownDocument = (
  document: PreviewDocument,
  scenario: Scenario,
  outcomes: Outcomes,
): PreviewDocument => ({ ...document, scenario: scenarioToJson(scenario), outcomes });

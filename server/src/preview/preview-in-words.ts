import { type Message, type Scenario, scenarioToJson, type Translate } from '@migration-tags/simulator';
import type { JsonEntity, PreviewDocument } from './preview-document.ts';

/** A preview as the analysis says it. */
export interface SaidPreview extends PreviewDocument<Message> {
  readonly scenario: Scenario | null;
  /** Of the scenario's phases, as messages: `phaseNames[task][phase]`. */
  readonly phaseNames: readonly (readonly Message[])[];
  /** Paths of the source files that the program is read from. */
  readonly sourceFiles: readonly string[];
}

/** The document to show or print, in one language. */
export const previewInWords = (
  { phaseNames, sourceFiles: _, ...preview }: SaidPreview,
  translate: Translate,
): PreviewDocument => ({
  ...preview,
  entities: preview.entities.map((entity) => entityInWords(entity, translate)),
  scenario: preview.scenario && scenarioToJson(withNames(preview.scenario, phaseNames, translate)),
  notes: preview.notes.map(translate),
  questions: preview.questions.map((asked) => ({ ...asked, question: translate(asked.question) })),
});

export const entityInWords = (entity: JsonEntity<Message>, translate: Translate): JsonEntity => ({
  ...entity,
  name: translate(entity.name),
  why: entity.why.map(translate),
  questions: entity.questions.map(translate),
});

const withNames = (scenario: Scenario, names: SaidPreview['phaseNames'], translate: Translate): Scenario => ({
  ...scenario,
  workload: {
    ...scenario.workload,
    tasks: scenario.workload.tasks.map((task, taskIndex) => ({
      ...task,
      phases: task.phases.map((phase, index) => {
        const name = names[taskIndex]?.[index];
        return name ? { ...phase, name: translate(name) } : phase;
      }),
    })),
  },
});

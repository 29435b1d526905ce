import { type Message, MessageSet, say } from '@migration-tags/simulator';
import type { ContextNode } from '../execution/costs/context-tree.ts';
import type { SourcePlace, TimelinePhase, TimelineQuestion, TimelineStep } from '../timeline.ts';
import { isWide } from './known-duration.ts';
import type { SourcePlaces } from './source-places.ts';

/** Questions asked at the most. */
const MOST_QUESTIONS = 20;

/** Collects what a timeline leaves open, each question once. */
export class TimelineQuestions {
  readonly asked: TimelineQuestion[] = [];
  readonly #questions = new MessageSet();
  readonly #places: SourcePlaces;

  constructor(places: SourcePlaces) {
    this.#places = places;
  }

  /** What the told phases leave open: their lengths, and what the code inside them could not know. */
  askOf(steps: readonly TimelineStep[], nodeOf: (phase: TimelinePhase) => ContextNode | undefined): void {
    for (const step of steps) {
      if (step.kind === 'loop') {
        this.askOf(step.steps, nodeOf);
        continue;
      }
      const { place, name, durationSeconds, isIdle } = step.phase;
      if (isIdle) continue;
      // What stands at the top level has no place for an `assume`; the code inside asks for itself.
      if (isTaggable(step.phase) && (durationSeconds === null || isWide(durationSeconds)))
        this.#pose({ place, question: say`How long does \`${name}\` take? \`assume duration=\u2026\`` });
      const node = nodeOf(step.phase);
      if (node) this.#askInside(node, place);
      if (durationSeconds === null && this.asked.length === 0)
        this.#pose({
          place,
          question: say`How long does \`${name}\` take? Move it into a function to \`assume duration=\u2026\``,
        });
    }
  }

  #askInside(node: ContextNode, within: SourcePlace): void {
    for (const child of node.children.values()) {
      const place = this.#places.placeOf(child);
      for (const question of child.questions)
        this.#pose({ place: placeAsked(child, question, place), question, within });
      this.#askInside(child, within);
    }
  }

  /** What the code itself could not know. */
  ask(node: ContextNode, place: SourcePlace): void {
    for (const question of node.questions) this.#pose({ place: placeAsked(node, question, place), question });
  }

  #pose(asked: TimelineQuestion): void {
    if (this.asked.length < MOST_QUESTIONS && this.#questions.add(asked.question)) this.asked.push(asked);
  }
}

/** The call that a question of a file's top level is about; else the code that asks it. */
const placeAsked = ({ askedAt }: ContextNode, question: Message, place: SourcePlace): SourcePlace => {
  const site = askedAt?.get(question);
  return site ? { ...place, span: site.span } : place;
};

/** An entity or a region of the source, not the module around them nor the waiting for events. */
const isTaggable = ({ place, running }: TimelinePhase): boolean =>
  place.entity !== null || running.length > 0;

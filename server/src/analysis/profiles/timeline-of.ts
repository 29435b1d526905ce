import { formatDuration, type Message, say } from '@migration-tags/simulator';
import { entersPackage, isPackagePath } from '../../source/file-path.ts';
import { isFunctionKind } from '../../source/outline.ts';
import type { RuntimeSettings } from '../analyzer.ts';
import { type Quantity, quantity } from '../effects/quantity.ts';
import type { ContextNode } from '../execution/costs/context-tree.ts';
import { isTopLevel } from '../program/placed-site.ts';
import { type Timeline, type TimelinePhase, type TimelineStep, WAITING_FOR_EVENTS } from '../timeline.ts';
import { isWide } from './known-duration.ts';
import { secondsOf } from './node-time.ts';
import { type RecurringCode, recurringTasks } from './recurring-tasks.ts';
import { type FileFacts, SourcePlaces } from './source-places.ts';
import { summarise } from './summarise.ts';
import { tagVisits, tagVisitsOfEvents } from './tag-visits.ts';
import { type Around, TimelinePhases } from './timeline-phases.ts';
import { TimelineQuestions } from './timeline-questions.ts';

export interface TimelineInputs {
  readonly entryFile: string;
  /** Roots of what the entry file ran. */
  readonly executed: ReadonlySet<ContextNode>;
  /** The event loop never runs dry: an interval, a server. */
  readonly endless: boolean;
  /** Functions of the program that it runs meanwhile. */
  readonly recurring: readonly RecurringCode[];
  readonly runtime: RuntimeSettings;
  readonly facts: (file: string) => FileFacts;
}

/** Phases shorter than this end before the coordinator has reacted (DESIGN "Phases"): seconds. */
const SHORTEST_PHASE_SECONDS = 0.15;
/** Code entities deeper than this are told as part of what is around them. */
const DEEPEST_PHASE = 24;
/** A child that runs about once per execution of its parent is told in line. */
const ABOUT_ONCE = 1.5;
/** A phase that is so much of what is around it is all of it. */
const ALL = 0.99;
/** A loop of short rounds without end is told in stretches: as its writes are steady, any length will do. */
const ENDLESS_STRETCH = quantity(10);
/** What is left of an execution beside its told parts is told where it is more than this share, though short. */
const LEAST_REST = 0.1;

export const timelineOf = (inputs: TimelineInputs): Timeline => new TimelineBuilder(inputs).build();

class TimelineBuilder {
  readonly #inputs: TimelineInputs;
  readonly #questions: TimelineQuestions;
  readonly #phases: TimelinePhases;
  readonly #places: SourcePlaces;

  constructor(inputs: TimelineInputs) {
    this.#inputs = inputs;
    this.#places = new SourcePlaces(inputs.facts);
    this.#questions = new TimelineQuestions(this.#places);
    this.#phases = new TimelinePhases(this.#places, inputs.runtime);
  }

  build(): Timeline {
    const { entryFile, executed, endless } = this.#inputs;
    const nodes = [...executed];
    const main = nodes.find(({ site }) => site.file === entryFile && isTopLevel(site));
    if (!main) return { entryFile, tasks: [], visits: [], notes: [], questions: [], arrivals: [] };
    const outside: Around = { places: [], tag: null };
    const events = recurringTasks(this.#inputs.recurring, {
      places: this.#places,
      phases: this.#phases,
      stepsOf: (node) => this.#stepsOf(node, outside, 0),
      shortestPhaseSeconds: SHORTEST_PHASE_SECONDS,
      stretchSeconds: ENDLESS_STRETCH,
    });
    const first = this.#stepsOf(main, outside, 0);
    const later = this.#laterSteps(nodes, outside);
    const lasting = [...endlessSteps(first), ...events.tasks];
    const areSideBySide = events.tasks.length > 0 || lasting.length > 1;
    const tasks = areSideBySide ? lasting : [];
    if (tasks.length === 0)
      tasks.push(endless ? [...first, this.#waitingFor(main, later)] : [...first, ...later]);
    for (const steps of tasks) this.#questions.askOf(steps, (phase) => this.#phases.nodeOf(phase));
    const notes = areSideBySide ? [...startUpNotes(first), ...events.notes] : [];
    return {
      entryFile,
      tasks,
      visits: [...tagVisits(nodes, this.#places), ...tagVisitsOfEvents(events.rates, this.#places)],
      notes,
      questions: [...events.questions, ...this.#questions.asked],
      arrivals: events.arrivals,
    };
  }

  /** Listeners of what was stopped before the end ran while the program waited: told where they took long. */
  #laterSteps(nodes: readonly ContextNode[], outside: Around): readonly TimelineStep[] {
    return nodes
      .filter(({ site }) => !isTopLevel(site))
      .filter((node) => this.#inputs.endless || secondsOf(node, 1) >= SHORTEST_PHASE_SECONDS)
      .flatMap((node) => this.#stepsOf(node, outside, 0));
  }

  /** Something goes on that calls no function of the program. */
  #waitingFor(main: ContextNode, handlers: readonly TimelineStep[]): TimelineStep {
    const place = this.#places.placeOf(main);
    const phase: TimelinePhase = {
      name: WAITING_FOR_EVENTS,
      place,
      around: [],
      running: [],
      durationSeconds: null,
      tag: null,
      isIdle: false,
      writes: [],
      why: [],
    };
    return {
      kind: 'loop',
      place,
      trips: null,
      endless: true,
      steps: [...handlers, { kind: 'phase', phase }],
    };
  }

  /** What one execution of a node does, as steps long enough to matter. */
  #stepsOf(node: ContextNode, around: Around, depth: number): readonly TimelineStep[] {
    const place = this.#places.placeOf(node);
    const tag = this.#places.tagOf(node) ?? around.tag;
    const inside: Around = { places: [...around.places, place], tag };
    this.#questions.ask(node, place);
    const trips = node.trips.likely > 0 ? node.trips.per(node.calls) : null;
    if (trips && depth < DEEPEST_PHASE) {
      const body = this.#loopSteps(node, trips, inside, depth);
      if (body)
        return [
          { kind: 'loop', place, trips: node.endless ? null : trips, endless: node.endless, steps: body },
        ];
    }
    const steps = this.#inLine(node, node.calls.likely, around, inside, depth);
    const [only] = steps;
    if (!node.endless || only?.kind !== 'phase') return steps;
    const phase = { ...only.phase, durationSeconds: ENDLESS_STRETCH };
    return [{ kind: 'loop', place, trips: null, endless: true, steps: [{ kind: 'phase', phase }] }];
  }

  /** The steps of one iteration, when it is long enough for some of them; `null`: the loop is one phase. */
  #loopSteps(
    node: ContextNode,
    trips: Quantity,
    inside: Around,
    depth: number,
  ): readonly TimelineStep[] | null {
    const seconds = secondsOf(node, node.trips.likely);
    if (seconds < SHORTEST_PHASE_SECONDS || trips.likely < ABOUT_ONCE) return null;
    return this.#inLine(node, node.trips.likely, { ...inside }, inside, depth);
  }

  /** Long children in the order they first ran, and the rest of the node's own; one phase where no child is long. */
  #inLine(
    node: ContextNode,
    executions: number,
    around: Around,
    inside: Around,
    depth: number,
  ): readonly TimelineStep[] {
    const long = ownChildren(node).filter(
      (child) =>
        (child.calls.likely / executions) * secondsOf(child, child.calls.likely) >= SHORTEST_PHASE_SECONDS ||
        this.#mayBeLongAndTagged(child) ||
        child.startsEndless,
    );
    const told =
      depth >= DEEPEST_PHASE ? [] : long.filter((child) => this.#isWorthTelling(child, executions));
    if (told.length === 0)
      return [{ kind: 'phase', phase: this.#phases.phase(node, executions, new Set(), around, inside.tag) }];
    const steps: TimelineStep[] = [];
    const rest = this.#phases.phase(node, executions, new Set(told), around, inside.tag);
    if (this.#isRestWorthTelling(rest, node, executions)) steps.push({ kind: 'phase', phase: rest });
    for (const child of told) {
      const times = child.calls.likely / executions;
      const inner = this.#stepsOf(child, inside, depth + 1);
      if (times < ABOUT_ONCE) steps.push(...inner);
      else
        steps.push({
          kind: 'loop',
          place: this.#places.placeOf(child),
          trips: quantity(times),
          endless: false,
          steps: inner,
        });
      // Who waits for what never ends does nothing after it; who only calls it goes on.
      if (child.neverEnds && this.#places.entityOf(child)?.kind === 'await') break;
    }
    const [only] = steps;
    const isWhole = only?.kind === 'phase' && only.phase.tag === inside.tag;
    return steps.length === 1 && isWhole
      ? [{ kind: 'phase', phase: this.#wholeOf(node, executions, around, only.phase) }]
      : steps;
  }

  /** One phase that is all of what is around it: told at the entity that does the work, with all that is done. */
  #wholeOf(node: ContextNode, executions: number, around: Around, inner: TimelinePhase): TimelinePhase {
    const whole = this.#phases.phase(node, executions, new Set(), around, inner.tag);
    if (this.#tells(node, inner)) return whole;
    const seconds = whole.durationSeconds?.likely ?? 0;
    const isAll = (inner.durationSeconds?.likely ?? 0) >= ALL * seconds;
    return isAll ? inner : this.#phases.toldAt(whole, inner);
  }

  /** Which of the two a reader knows the work by: tagged code, else the innermost function, else the innermost entity. */
  #tells(node: ContextNode, inner: TimelinePhase): boolean {
    if (this.#places.tagOf(node) !== null) return true;
    const kind = this.#places.entityOf(node)?.kind;
    const innerKind =
      inner.place.entity === null
        ? undefined
        : this.#inputs.facts(inner.place.file).outline.entities[inner.place.entity]?.kind;
    return isFunctionKind(kind) && !isFunctionKind(innerKind);
  }

  #isRestWorthTelling({ durationSeconds }: TimelinePhase, node: ContextNode, executions: number): boolean {
    const seconds = durationSeconds?.likely ?? 0;
    return seconds >= Math.min(SHORTEST_PHASE_SECONDS, LEAST_REST * secondsOf(node, executions));
  }

  /** Each single execution is long, or what is tagged inside is. */
  #isWorthTelling(child: ContextNode, executions: number): boolean {
    const each = secondsOf(child, child.calls.likely);
    return (
      each >= SHORTEST_PHASE_SECONDS ||
      child.calls.likely / executions < ABOUT_ONCE ||
      this.#mayBeLongAndTagged(child) ||
      child.startsEndless
    );
  }

  /** A tag says that its author takes it for a phase; where nobody knows how long it lasts, that stands. */
  #mayBeLongAndTagged(node: ContextNode): boolean {
    if (this.#places.tagOf(node) === null) return false;
    const duration = summarise([node])?.durationSeconds;
    return duration !== undefined && duration.high >= SHORTEST_PHASE_SECONDS && isWide(duration);
  }
}

/** What ran in it, and in the code of packages that it called. */
const ownChildren = (node: ContextNode): readonly ContextNode[] =>
  [...node.children.values()].flatMap((child) =>
    entersPackage(node.site.file, child.site.file) ? calledBack(child) : [child],
  );

const calledBack = (node: ContextNode): readonly ContextNode[] =>
  [...node.children.values()].flatMap((child) =>
    isPackagePath(child.site.file) ? calledBack(child) : [child],
  );

/** What the start of a program leaves running for ever: a task each, beside the events that it lives on. */
const endlessSteps = (steps: readonly TimelineStep[]): readonly (readonly TimelineStep[])[] => {
  const endless = steps.filter((step) => step.kind === 'loop' && step.endless);
  return endless.map((step) => [step]);
};

const startUpNotes = (steps: readonly TimelineStep[]): readonly Message[] => {
  const seconds = steps
    .filter((step) => step.kind === 'phase' || !step.endless)
    .reduce((sum, step) => sum + likelySeconds(step), 0);
  return seconds >= SHORTEST_PHASE_SECONDS
    ? [say`The start, ${formatDuration(seconds)}, is left out: what goes on for ever comes after it.`]
    : [];
};

const likelySeconds = (step: TimelineStep): number =>
  step.kind === 'phase'
    ? (step.phase.durationSeconds?.likely ?? 0)
    : (step.trips?.likely ?? 1) * step.steps.reduce((sum, inner) => sum + likelySeconds(inner), 0);

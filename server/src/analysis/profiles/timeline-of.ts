import type { Estimate, TagType } from '@migration-tags/simulator';
import type { SourceOutline } from '../../source/outline.ts';
import type { TagSheet } from '../../tags/tag-sheet.ts';
import type { RuntimeSettings } from '../analyzer.ts';
import { multiply, type Quantity, quantity } from '../effects/quantity.ts';
import type { ContextNode } from '../execution/context-tree.ts';
import { dirtyProfile } from '../memory/dirty-profile-model.ts';
import type { WriteSummary } from '../memory/write-summary.ts';
import type { SourcePlace, Timeline, TimelinePhase, TimelineStep } from '../timeline.ts';
import { placeKey } from './entity-nodes.ts';
import { summarise } from './summarise.ts';

export interface TimelineInputs {
  readonly entryFile: string;
  /** Roots of what the entry file ran. */
  readonly executed: ReadonlySet<ContextNode>;
  /** The event loop never runs dry: an interval, a server. */
  readonly endless: boolean;
  readonly runtime: RuntimeSettings;
  readonly facts: (file: string) => { readonly outline: SourceOutline; readonly sheet: TagSheet };
}

/** Phases shorter than this end before the coordinator has reacted (DESIGN "Phases"): seconds. */
const SHORTEST_PHASE_SECONDS = 0.15;
/** Questions asked at the most. */
const MOST_QUESTIONS = 20;
/** Code entities deeper than this are told as part of what is around them. */
const DEEPEST_PHASE = 24;
/** A child that runs about once per execution of its parent is told in line. */
const ABOUT_ONCE = 1.5;

export const timelineOf = (inputs: TimelineInputs): Timeline => new TimelineBuilder(inputs).build();

interface Around {
  readonly places: readonly SourcePlace[];
  readonly tag: TagType | null;
}

class TimelineBuilder {
  readonly #inputs: TimelineInputs;
  readonly #questions: Timeline['questions'][number][] = [];
  readonly #nodes = new Map<TimelinePhase, ContextNode>();
  readonly #entities = new Map<string, ReadonlyMap<string, number>>();
  readonly #tags = new Map<string, ReadonlyMap<string, TagType>>();

  constructor(inputs: TimelineInputs) {
    this.#inputs = inputs;
  }

  build(): Timeline {
    const { entryFile, executed, endless } = this.#inputs;
    const nodes = [...executed];
    const main = nodes.find(({ site }) => site.file === entryFile && site.label === 'top level');
    if (!main) return { entryFile, tasks: [], questions: [] };
    const outside: Around = { places: [], tag: null };
    const steps = [...this.#stepsOf(main, outside, 0)];
    const later = nodes.filter((node) => node.site.label !== 'top level');
    // Listeners of what was stopped before the end ran while the program waited: told where they took long.
    const handlers = later
      .filter((node) => endless || secondsOf(node, 1) >= SHORTEST_PHASE_SECONDS)
      .flatMap((node) => this.#stepsOf(node, outside, 0));
    const idle: TimelineStep = {
      kind: 'phase',
      phase: {
        name: 'waiting for events',
        place: this.#placeOf(main),
        around: [],
        durationSeconds: null,
        tag: null,
        writes: [],
        why: [],
      },
    };
    if (endless)
      steps.push({
        kind: 'loop',
        place: this.#placeOf(main),
        trips: null,
        endless: true,
        steps: [...handlers, idle],
      });
    else steps.push(...handlers);
    this.#askOf(steps);
    return { entryFile, tasks: [steps], questions: this.#questions };
  }

  /** What one execution of a node does, as steps long enough to matter. */
  #stepsOf(node: ContextNode, around: Around, depth: number): readonly TimelineStep[] {
    const place = this.#placeOf(node);
    const tag = this.#tagOf(node) ?? around.tag;
    const inside: Around = { places: [...around.places, place], tag };
    this.#ask(node, place);
    const trips = node.trips.likely > 0 ? node.trips.per(node.calls) : null;
    if (trips && depth < DEEPEST_PHASE) {
      const body = this.#loopSteps(node, trips, inside, depth);
      if (body)
        return [
          { kind: 'loop', place, trips: node.endless ? null : trips, endless: node.endless, steps: body },
        ];
    }
    return this.#inLine(node, node.calls.likely, around, inside, depth);
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
    const long = [...node.children.values()].filter(
      (child) =>
        (child.calls.likely / executions) * secondsOf(child, child.calls.likely) >= SHORTEST_PHASE_SECONDS ||
        this.#mayBeLongAndTagged(child),
    );
    const told =
      depth >= DEEPEST_PHASE ? [] : long.filter((child) => this.#isWorthTelling(child, executions));
    if (told.length === 0) return [this.#phase(node, executions, new Set(), around, inside.tag)];
    const steps: TimelineStep[] = [];
    const rest = this.#phase(node, executions, new Set(told), around, inside.tag);
    if (rest.kind === 'phase' && (rest.phase.durationSeconds?.likely ?? 0) >= SHORTEST_PHASE_SECONDS)
      steps.push(rest);
    for (const child of told) {
      const times = child.calls.likely / executions;
      const inner = this.#stepsOf(child, inside, depth + 1);
      if (times < ABOUT_ONCE) steps.push(...inner);
      else
        steps.push({
          kind: 'loop',
          place: this.#placeOf(child),
          trips: quantity(times),
          endless: false,
          steps: inner,
        });
    }
    const [only] = steps;
    // A phase that is nearly all of what is around it is told at the outermost place that could carry its tag.
    return steps.length === 1 && only?.kind === 'phase' && only.phase.tag === inside.tag
      ? [this.#phase(node, executions, new Set(), around, inside.tag)]
      : steps;
  }

  /** Each single execution is long, or what is tagged inside is. */
  #isWorthTelling(child: ContextNode, executions: number): boolean {
    const each = secondsOf(child, child.calls.likely);
    return (
      each >= SHORTEST_PHASE_SECONDS ||
      child.calls.likely / executions < ABOUT_ONCE ||
      this.#mayBeLongAndTagged(child)
    );
  }

  /** A tag says that its author takes it for a phase; where nobody knows how long it lasts, that stands. */
  #mayBeLongAndTagged(node: ContextNode): boolean {
    if (this.#tagOf(node) === null) return false;
    const duration = summarise([node])?.durationSeconds;
    return duration !== undefined && duration.high >= SHORTEST_PHASE_SECONDS && isWide(duration);
  }

  #phase(
    node: ContextNode,
    executions: number,
    except: ReadonlySet<ContextNode>,
    around: Around,
    tag: TagType | null,
  ): TimelineStep {
    const place = this.#placeOf(node);
    const summary = summarise([node], except);
    const perExecution = node.calls.likely / executions;
    const profile = summary ? dirtyProfile(this.#bounded(summary, node), this.#inputs.runtime) : null;
    const phase: TimelinePhase = {
      name: this.#nameOf(node),
      place,
      around: around.places.filter(({ entity }) => entity !== null && entity !== place.entity),
      durationSeconds: summary ? scaled(summary.durationSeconds, perExecution) : null,
      tag,
      writes: profile?.writes ?? null,
      why: profile?.why ?? [],
    };
    this.#nodes.set(phase, node);
    return { kind: 'phase', phase };
  }

  /** What is kept for good grows only as often as the program calls for it, unless that is without end. */
  #bounded(summary: WriteSummary, node: ContextNode): WriteSummary {
    const { low, likely, high } = node.calls;
    let isEndless = this.#inputs.endless && !this.#isOfMain(node);
    for (let at: ContextNode | null = node; at; at = at.parent) isEndless ||= at.endless;
    return isEndless
      ? summary
      : {
          ...summary,
          retainedUntilBytes: multiply(summary.retainedBytesPerCall, quantity(low, likely, high)),
        };
  }

  /** Under the entry file's top level rather than run by the event loop. */
  #isOfMain(node: ContextNode): boolean {
    let root = node;
    while (root.parent?.parent) root = root.parent;
    return root.site.label === 'top level';
  }

  /** What the told phases leave open: their lengths, and what the code inside them could not know. */
  #askOf(steps: readonly TimelineStep[]): void {
    for (const step of steps) {
      if (step.kind === 'loop') {
        this.#askOf(step.steps);
        continue;
      }
      const { place, name, durationSeconds } = step.phase;
      if (durationSeconds && isWide(durationSeconds))
        this.#pose(place, `How long does \`${name}\` take? \`assume duration=…\``);
      const node = this.#nodes.get(step.phase);
      if (node) this.#askInside(node, place);
    }
  }

  #askInside(node: ContextNode, place: SourcePlace): void {
    for (const child of node.children.values()) {
      this.#ask(child, place);
      this.#askInside(child, place);
    }
  }

  #ask(node: ContextNode, place: SourcePlace): void {
    for (const question of node.questions) this.#pose(place, question);
  }

  #pose(place: SourcePlace, question: string): void {
    const isKnown = this.#questions.some((asked) => asked.question === question);
    if (!isKnown && this.#questions.length < MOST_QUESTIONS) this.#questions.push({ place, question });
  }

  #placeOf({ site }: ContextNode): SourcePlace {
    return {
      file: site.file,
      entity: this.#entityIn(site.file).get(placeKey(site.file, site.span)) ?? null,
      span: site.span,
    };
  }

  #nameOf(node: ContextNode): string {
    const { file, entity } = this.#placeOf(node);
    const { outline, sheet } = this.#inputs.facts(file);
    if (entity !== null) return outline.entities[entity]?.name ?? node.site.label;
    const { start, end } = node.site.span;
    const region = sheet.tags.find(
      ({ target }) => target.kind === 'region' && target.span.start === start && target.span.end === end,
    );
    return region?.label ?? node.site.label;
  }

  #tagOf({ site }: ContextNode): TagType | null {
    let tags = this.#tags.get(site.file);
    if (!tags) {
      const { outline, sheet } = this.#inputs.facts(site.file);
      tags = new Map(
        sheet.tags.flatMap(({ type, target }): [string, TagType][] => {
          const span = target.kind === 'region' ? target.span : outline.entities[target.entity]?.span;
          return span ? [[placeKey(site.file, span), type]] : [];
        }),
      );
      this.#tags.set(site.file, tags);
    }
    return tags.get(placeKey(site.file, site.span)) ?? null;
  }

  #entityIn(file: string): ReadonlyMap<string, number> {
    let entities = this.#entities.get(file);
    if (!entities) {
      entities = new Map(
        this.#inputs
          .facts(file)
          .outline.entities.map(({ index, span }): [string, number] => [placeKey(file, span), index]),
      );
      this.#entities.set(file, entities);
    }
    return entities;
  }
}

/** Spread so far that its likely value says little: wider than what the costs of operations alone explain. */
const isWide = ({ low, high }: Quantity): boolean => high > 100 * low;

/** Seconds of one of so many executions, what it calls included. */
const secondsOf = (node: ContextNode, executions: number): number =>
  executions > 0 ? (nanosecondsOf(node) * 1e-9 + node.waitSeconds.likely) / executions : 0;

const nanosecondsOf = (node: ContextNode): number => {
  let total = node.nanoseconds.likely;
  for (const child of node.children.values()) total += nanosecondsOf(child);
  return total;
};

const scaled = (estimate: Quantity, factor: number): Estimate =>
  quantity(estimate.low * factor, estimate.likely * factor, estimate.high * factor);

import type { Estimate, Message, TagType, WriteRegion } from '@migration-tags/simulator';
import type { RuntimeSettings } from '../analyzer.ts';
import { quantity, scale } from '../effects/quantity.ts';
import type { ContextNode } from '../execution/costs/context-tree.ts';
import { callSeconds, dirtyProfile } from '../memory/dirty-profile-model.ts';
import type { WriteSummary } from '../memory/write-summary.ts';
import type { RunningCode, SourcePlace, TimelinePhase } from '../timeline.ts';
import { DECLARED, declaredWrites, declaresWrites } from './declared-writes.ts';
import { knownDuration } from './known-duration.ts';
import { totalSeconds } from './node-time.ts';
import type { SourcePlaces } from './source-places.ts';
import { meanCall, type RepeatedCall } from './steady-load.ts';
import { summarise } from './summarise.ts';

/** What a phase stands in, and the tag that is active there. */
export interface Around {
  readonly places: readonly SourcePlace[];
  readonly tag: TagType | null;
}

/** Calls told together, as far as they were run. */
export interface SteadyCall extends RepeatedCall {
  readonly executions: readonly ContextNode[];
}

/** Makes phases of what was executed: how long, and what they write, as declared where it has been. */
export class TimelinePhases {
  readonly #places: SourcePlaces;
  readonly #runtime: RuntimeSettings;
  readonly #nodes = new Map<TimelinePhase, ContextNode>();

  constructor(places: SourcePlaces, runtime: RuntimeSettings) {
    this.#places = places;
    this.#runtime = runtime;
  }

  /** What a phase was made of. */
  nodeOf(phase: TimelinePhase): ContextNode | undefined {
    return this.#nodes.get(phase);
  }

  /** The same stretch, told at another place inside it. */
  toldAt(phase: TimelinePhase, { name, place, around, running }: TimelinePhase): TimelinePhase {
    const told = { ...phase, name, place, around, running };
    const node = this.#nodes.get(phase);
    if (node) this.#nodes.set(told, node);
    return told;
  }

  /** One phase of a node's own, except what children tell by themselves; the node is executed so often in a step. */
  phase(
    node: ContextNode,
    executions: number,
    except: ReadonlySet<ContextNode>,
    around: Around,
    tag: TagType | null,
  ): TimelinePhase {
    const place = this.#places.placeOf(node);
    const summary = summarise([node], except);
    const perExecution = node.calls.likely / executions;
    const written = summary && this.#writesOf(node, summary, except);
    const phase: TimelinePhase = {
      name: this.#places.nameOf(node),
      place,
      running: runningIn(node),
      around: around.places.filter(({ entity }) => entity !== null && entity !== place.entity),
      durationSeconds: summary
        ? knownDuration(scale(this.#durationOf(node, summary, except), perExecution))
        : null,
      tag,
      isIdle: false,
      writes: written?.writes ?? null,
      why: written?.why ?? [],
    };
    this.#nodes.set(phase, node);
    return phase;
  }

  /** Short calls that follow each other at known rates, as one phase of so many seconds. */
  steadyPhase(
    calls: readonly SteadyCall[],
    { name, place, durationSeconds }: Pick<TimelinePhase, 'name' | 'place' | 'durationSeconds'>,
  ): TimelinePhase {
    const declared: WriteRegion[] = [];
    const estimated = calls.flatMap((call): readonly RepeatedCall[] => {
      const { executions, summary, perSecond } = call;
      const inside = executions.flatMap((node) =>
        declaresWrites(this.#places.assumedOf(node)) ? [node] : this.#declaredInside(node, new Set()),
      );
      if (inside.length === 0) return [{ summary, perSecond }];
      const times = executions.reduce((sum, node) => sum + node.calls.likely, 0);
      for (const node of inside)
        declared.push(...this.#declaredRegions(node, (perSecond * totalSeconds(node)) / times));
      const own = summarise(
        executions.filter((node) => !inside.includes(node)),
        new Set(inside),
      );
      return own ? [{ summary: own, perSecond }] : [];
    });
    const profile = estimated.length > 0 ? dirtyProfile(meanCall(estimated), this.#runtime) : null;
    return {
      name,
      place,
      running: [],
      around: [],
      durationSeconds,
      tag: null,
      isIdle: false,
      writes: [...(profile?.writes ?? []), ...declared],
      why: [...(declared.length > 0 ? [DECLARED] : []), ...(profile?.why ?? [])],
    };
  }

  #durationOf(node: ContextNode, summary: WriteSummary, except: ReadonlySet<ContextNode>): Estimate {
    const declared = this.#places.assumedOf(node).durationSeconds;
    return declared === undefined || except.size > 0
      ? callSeconds(summary, this.#runtime)
      : quantity(declared);
  }

  /** What a phase writes: as declared where it, or code inside, has been declared, else as estimated. */
  #writesOf(
    node: ContextNode,
    summary: WriteSummary,
    except: ReadonlySet<ContextNode>,
  ): { readonly writes: readonly WriteRegion[] | null; readonly why: readonly Message[] } {
    const facts = this.#places.assumedOf(node);
    const inside = declaresWrites(facts) ? [] : this.#declaredInside(node, except);
    const own = inside.length > 0 ? summarise([node], new Set([...except, ...inside])) : summary;
    if (!own) return { writes: null, why: [] };
    const { durationSeconds } = summary;
    const profile = dirtyProfile({ ...own, durationSeconds }, this.#runtime);
    const estimated = declaredWrites(profile, facts).writes;
    const declared = inside.flatMap((child) =>
      this.#declaredRegions(child, totalSeconds(child) / totalSeconds(node)),
    );
    const why = declaresWrites(facts) || inside.length > 0 ? [DECLARED] : [];
    return { writes: estimated && [...estimated, ...declared], why: [...why, ...profile.why] };
  }

  /** What code writes whose writes are declared, while it runs for a share of the time. */
  #declaredRegions(node: ContextNode, share: number): readonly WriteRegion[] {
    const summary = summarise([node]);
    const writes = summary && this.#writesOf(node, summary, new Set()).writes;
    return (writes ?? []).map((region) => ({
      ...region,
      ratePagesPerSecond: scale(region.ratePagesPerSecond, Math.min(1, share)),
    }));
  }

  /** The outermost code inside whose writes are declared. */
  #declaredInside(node: ContextNode, except: ReadonlySet<ContextNode>): readonly ContextNode[] {
    return [...node.children.values()].flatMap((child) => {
      if (except.has(child)) return [];
      return declaresWrites(this.#places.assumedOf(child)) ? [child] : this.#declaredInside(child, except);
    });
  }
}

/** A function runs where it is called; all other code where it stands. */
const runningIn = (node: ContextNode): readonly RunningCode[] => {
  const running: RunningCode[] = [];
  for (let at: ContextNode = node; at.parent?.parent; at = at.parent) {
    const { file, span } = at.calledAt ?? at.site;
    running.push({ file, span });
  }
  return running;
};

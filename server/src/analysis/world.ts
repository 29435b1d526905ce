import type { AssumedFacts } from '../tags/tag-sheet.ts';
import type { CancellationProbe } from './analyzer.ts';
import type { RecurringCall } from './execution/calls/recurring-call.ts';
import type { ContextNode } from './execution/costs/context-tree.ts';
import type { StartedThreads } from './execution/host/worker-threads.ts';
import type { AssumptionLog } from './execution/run/assumption-log.ts';
import { ProgramRun, type RunSettings } from './execution/run/program-run.ts';
import { knownEffect } from './knowledge/known-effects.ts';
import { applyDeclaredDurations, type ConstantWaits } from './profiles/declared-durations.ts';
import { EntityNodes } from './profiles/entity-nodes.ts';
import type { Site } from './program/code.ts';
import { isTopLevel } from './program/placed-site.ts';
import { type RunSources, SourceRecord } from './source-record.ts';

/** What a world is run from. */
export interface WorldInputs extends RunSources {
  readonly entries: readonly string[];
  readonly assumed: (site: Site) => AssumedFacts | undefined;
  readonly cancelled: CancellationProbe;
  /** Functions that are run although nothing calls them. */
  readonly isWanted: (site: Site) => boolean;
  readonly budget: RunSettings['budget'];
}

/** One abstract execution of entry files with all they import, and what it showed. Of the run itself, nothing is kept. */
export class World {
  /** Something goes on until the program is stopped. */
  readonly endless: boolean;
  /** What the event loop calls again and again meanwhile. */
  readonly recurringCalls: readonly RecurringCall[];
  readonly assumptions: AssumptionLog;
  /** Worker threads that the entry files started. */
  readonly threads: readonly StartedThreads[];
  readonly nodes: EntityNodes;
  readonly constantWaits: ConstantWaits;
  /** What the entry files ran: their top levels, and what the event loop ran later. */
  readonly ofEntries: ReadonlySet<ContextNode>;
  readonly #sources: SourceRecord;

  constructor(inputs: WorldInputs) {
    const site: Site = {
      file: inputs.entries[0] ?? '',
      span: { start: -1, end: -1 },
      line: 0,
      label: 'program',
    };
    this.#sources = new SourceRecord(inputs);
    const { code, resolve, json, dataFile, definers } = this.#sources;
    const { assumed, cancelled, budget } = inputs;
    const run = new ProgramRun(
      { code, resolve, json, dataFile, definers },
      { knownEffect, assumed, cancelled, budget },
      site,
    );
    run.runEntries(inputs.entries);
    this.ofEntries = new Set(run.root.children.values());
    this.threads = [...run.machine.threads.values()];
    this.endless = run.machine.eventLoop.endless;
    this.recurringCalls = run.machine.eventLoop.recurringCalls;
    if (this.endless)
      for (const node of this.ofEntries) if (!isTopLevel(node.site)) node.recurrence = 'without end';
    run.runUncalled(inputs.isWanted);
    for (const node of run.root.children.values()) {
      if (assumed(node.site)?.callsPerSecond) node.recurrence = 'without end';
      else if (!this.ofEntries.has(node)) node.recurrence = 'unknown';
    }
    this.assumptions = run.machine.assumptions;
    this.constantWaits = applyDeclaredDurations(run.root, assumed);
    this.nodes = new EntityNodes(run.root);
    this.#sources.close(this.nodes.asksForLines);
  }

  /** Paths of the files whose sizes it asked for, as the program has them. */
  get dataFiles(): readonly string[] {
    return this.#sources.dataFiles;
  }

  /** Whether all that it read still is what it was. */
  isCurrent(sources: RunSources): boolean {
    return this.#sources.holdsIn(sources);
  }
}

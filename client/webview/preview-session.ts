import { type Scenario, say, traceRun } from '@migration-tags/simulator';
import type { JsonPosition, PreviewDocument } from '../../server/src/preview/preview-document.ts';
import type { Host } from './host.ts';
import type { ExportKind } from './messages.ts';
import { cards, headline } from './model/cards.ts';
import { dirtyCurves } from './model/dirty-curves.ts';
import { downtimeDistribution, type SingleRuns } from './model/downtime-distribution.ts';
import { entityRows } from './model/entity-rows.ts';
import { knobsOf } from './model/knobs.ts';
import type { MigrationPicture } from './model/migration-picture.ts';
import {
  initialState,
  isUntouched,
  type PageState,
  restoredState,
  shownScenario,
  taggingOf,
} from './model/page-state.ts';
import { type PhaseRow, phaseKey, phaseRows, stillTried, tryTag } from './model/phase-rows.ts';
import { refinement } from './model/refinement.ts';
import { tracePicture } from './model/trace-picture.ts';
import { runsWithin, type Trial, tryOut } from './model/trials.ts';
import { runsText } from './model/wording.ts';
import { exportPage } from './page-exports.ts';
import { runInSlices } from './run-in-slices.ts';
import { cardsView } from './view/cards-view.ts';
import { type DirtyCurveView, dirtyCurveView } from './view/dirty-curve-view.ts';
import { distributionView } from './view/distribution-view.ts';
import { write } from './view/dom.ts';
import { entitiesView } from './view/entities-view.ts';
import { gridView } from './view/grid-view.ts';
import { type PageView, pageView, placeText } from './view/page-view.ts';
import { type Palette, readPalette } from './view/palette.ts';
import { phasesView } from './view/phases-view.ts';
import { type TimelineView, timelineView } from './view/timeline-view.ts';

/** How long the controls rest before all runs are made and the table is filled. */
const REST_MILLISECONDS = 250;
const FIRST_QUICK_RUNS = 20;

/** A document on the page: its state, and everything drawn from it. */
export class PreviewSession {
  private readonly host: Host;
  private readonly root: HTMLElement;
  private readonly document: PreviewDocument;
  private readonly base: Scenario;
  private readonly view: PageView;
  private state: PageState;
  private trial: Trial;
  private quickRuns = FIRST_QUICK_RUNS;
  private palette: Palette;
  private picture: MigrationPicture | null = null;
  /** Of the scenario as it is shown; `null` until they are made. */
  private singleRuns: SingleRuns | null = null;
  private timeline: TimelineView;
  private curves: DirtyCurveView | null = null;
  /** Of the latest change: work for an earlier one is dropped. */
  private change = 0;
  private readonly observer: ResizeObserver;

  /** `previous`: the session that this one takes the place of; what is not drawn yet is shown as it left it. */
  constructor(
    root: HTMLElement,
    host: Host,
    document: PreviewDocument,
    base: Scenario,
    previous: PreviewSession | null,
  ) {
    this.root = root;
    this.host = host;
    this.document = document;
    this.base = base;
    const restored = restoredState(base, document.entry, host.kept());
    this.state = { ...restored, tried: stillTried(phaseRows(document, base, restored.tried)) };
    this.trial = { outcomes: document.outcomes ?? {}, runs: base.runs, stale: [] };
    this.view = pageView(document, knobsOf(base), {
      turn: (knobs) => this.set({ knobs: { ...this.state.knobs, ...knobs } }),
      reset: () => this.set({ knobs: initialState(base).knobs }),
      choose: (shown) => this.set({ shown }, false),
      stepRun: (by) => this.set({ run: (this.state.run + by + base.runs) % base.runs }, false),
      exportAs: (kind) => this.exportAs(kind),
    });
    if (previous !== null) this.view.grid.replaceChildren(...previous.view.grid.childNodes);
    root.replaceChildren(this.view.element);
    this.palette = readPalette(root);
    this.timeline = this.newTimeline();
    this.view.entities.replaceChildren(
      entitiesView(entityRows(document.entities), (row) => this.reveal(row.file, row.start, row.name)),
    );
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.view.timeline);
    this.update(!isUntouched(base, this.state));
  }

  /** Drops what is under way; the page belongs to another session now. */
  dispose(): void {
    this.change++;
    this.observer.disconnect();
    this.timeline.destroy();
    this.curves?.destroy();
  }

  /** The colours changed: canvases do not follow by themselves. */
  repaint(): void {
    this.palette = readPalette(this.root);
    this.timeline.destroy();
    this.timeline = this.newTimeline();
    this.draw();
  }

  markStale(): void {
    this.view.stale.hidden = false;
    write(this.view.stale, say`The sources have changed since; a new preview is on its way.`);
  }

  /** Brings the phase that begins at a place into view, else the entity. */
  focus(file: string, start: JsonPosition): void {
    const isThere = (place: { readonly file: string; readonly start: JsonPosition } | null): boolean =>
      place?.file === file && place.start.line === start.line && place.start.character === start.character;
    const phase = this.rows().findIndex(({ place }) => isThere(place));
    const name =
      phase >= 0 ? `phase-${phase}` : `entity-${entityRows(this.document.entities).findIndex(isThere)}`;
    this.root.querySelector<HTMLElement>(`[data-focus="${name}"]`)?.focus();
  }

  private set(changed: Partial<PageState>, simulateAgain = true): void {
    this.state = { ...this.state, ...changed };
    this.host.keep({ entry: this.document.entry, ...this.state });
    this.update(simulateAgain);
  }

  private scenario(): Scenario {
    return shownScenario(this.document, this.base, this.state);
  }

  private rows(): readonly PhaseRow[] {
    return phaseRows(this.document, this.base, this.state.tried);
  }

  private update(simulateAgain: boolean): void {
    const change = ++this.change;
    const untouched = isUntouched(this.base, this.state);
    if (simulateAgain) this.singleRuns = null;
    if (untouched && this.document.outcomes !== null) {
      this.trial = { outcomes: this.document.outcomes, runs: this.base.runs, stale: [] };
      write(this.view.status, runsText(this.base.runs));
    } else if (simulateAgain) {
      const started = performance.now();
      this.trial = tryOut(this.scenario(), Math.min(this.quickRuns, this.base.runs), this.trial.outcomes);
      const elapsed = performance.now() - started;
      this.quickRuns = runsWithin(this.trial.runs, elapsed, this.base.runs);
      write(this.view.status, say`${runsText(this.trial.runs)} so far, in ${Math.round(elapsed)} ms`);
    }
    this.draw();
    setTimeout(() => this.settle(change), REST_MILLISECONDS);
  }

  private async settle(change: number): Promise<void> {
    const isWanted = (): boolean => change === this.change;
    if (!isWanted()) return;
    const scenario = this.scenario();
    const complete = this.trial.runs === this.base.runs && this.trial.stale.length === 0;
    const work = refinement(scenario, this.state.shown, complete, {
      outcomes: (outcomes) => {
        this.trial = { outcomes, runs: this.base.runs, stale: [] };
        write(this.view.status, runsText(this.base.runs));
        this.drawOutcomes(scenario);
      },
      runs: (runs) => {
        this.singleRuns = runs;
        this.drawOutcomes(scenario);
      },
      grid: (grid) => this.view.grid.replaceChildren(gridView(grid)),
    });
    await runInSlices(work, isWanted);
  }

  private draw(): void {
    const scenario = this.scenario();
    const { shown, run } = this.state;
    const keyOf = (task: number, phase: number): string => phaseKey(this.document, task, phase);
    this.view.controls.show(this.state.knobs);
    this.view.choose(shown);
    write(this.view.runNumber, say`run ${run + 1} of ${this.base.runs}`);
    this.drawOutcomes(scenario);

    this.picture = tracePicture(traceRun(scenario, shown, run), scenario, keyOf);
    this.timeline.show(this.picture);
    const rows = this.rows();
    this.replaceKeepingFocus(
      this.view.phases,
      phasesView(rows, {
        reveal: (row) => this.revealPhase(row),
        tryTag: (row, tag) => this.set({ tried: tryTag(this.state.tried, row, tag) }),
        writeTag: this.host.kind === 'editor' ? (row) => this.writeTag(row) : null,
      }),
    );
    this.curves?.destroy();
    this.curves = dirtyCurveView(
      this.view.dirtyCurves.clientWidth,
      this.palette,
      dirtyCurves(scenario, rows, keyOf),
    );
    this.view.dirtyCurves.replaceChildren(this.curves.element);
  }

  private drawOutcomes(scenario: Scenario): void {
    const { outcomes, runs, stale } = this.trial;
    const tagging = taggingOf(this.document, scenario);
    write(this.view.headline, headline(outcomes, runs, tagging));
    this.view.cards.replaceChildren(...cardsView(cards(outcomes, tagging), stale));
    const limitMs = scenario.migration.downtimeLimitSeconds * 1000;
    this.view.distribution.replaceChildren(
      distributionView(downtimeDistribution(outcomes, limitMs, this.singleRuns), stale),
    );
  }

  /** Redrawing takes the focused control out of the page; the one in its place takes over. */
  private replaceKeepingFocus(container: HTMLElement, content: HTMLElement): void {
    const focused = globalThis.document.activeElement;
    const name = focused !== null && container.contains(focused) ? focused.getAttribute('data-focus') : null;
    container.replaceChildren(content);
    if (name !== null) container.querySelector<HTMLElement>(`[data-focus="${name}"]`)?.focus();
  }

  private newTimeline(): TimelineView {
    const timeline = timelineView(this.view.timeline.clientWidth, this.palette, (band) => {
      const row = this.rows().find(({ key }) => key === band.key);
      if (row) this.revealPhase(row);
    });
    this.view.timeline.replaceChildren(timeline.element);
    return timeline;
  }

  private resize(): void {
    this.timeline.resize(this.view.timeline.clientWidth);
    this.curves?.resize(this.view.dirtyCurves.clientWidth);
  }

  private revealPhase(row: PhaseRow): void {
    if (row.place === null) return;
    this.reveal(row.place.file, row.place.start, row.name);
  }

  private reveal(file: string, start: JsonPosition, name: string): void {
    this.host.post({ type: 'reveal', file, start });
    if (this.host.kind === 'report') write(this.view.revealed, placeText(name, file, start));
  }

  private writeTag(row: PhaseRow): void {
    if (row.place === null) return;
    const { file, start, end } = row.place;
    this.host.post({ type: 'toggleTag', file, start, end, tag: row.tag });
  }

  private exportAs(kind: ExportKind): void {
    if (this.picture === null) return;
    void exportPage(this.host, kind, {
      root: this.root,
      document: this.document,
      scenario: this.scenario(),
      outcomes: this.trial.outcomes,
      shown: this.state.shown,
      picture: this.picture,
      colours: this.palette,
    });
  }
}

import { type Message, say } from '@migration-tags/simulator';
import type { JsonPosition, PreviewDocument } from '../../../server/src/preview/preview-document.ts';
import type { ExportKind } from '../messages.ts';
import { COMPARED, type Compared } from '../model/cards.ts';
import { location } from '../model/entity-rows.ts';
import type { Knobs } from '../model/knobs.ts';
import { STRATEGY_TITLES } from '../model/wording.ts';
import { type ControlsView, controlsView } from './controls-view.ts';
import { html, section } from './dom.ts';

/** The page's fixed parts, made once; what changes is put into them. */
export interface PageView {
  readonly element: DocumentFragment;
  readonly headline: HTMLElement;
  readonly stale: HTMLElement;
  readonly cards: HTMLElement;
  readonly controls: ControlsView;
  readonly status: HTMLElement;
  readonly timeline: HTMLElement;
  readonly runNumber: HTMLOutputElement;
  readonly phases: HTMLElement;
  readonly revealed: HTMLElement;
  readonly dirtyCurves: HTMLElement;
  readonly distribution: HTMLElement;
  readonly grid: HTMLElement;
  readonly entities: HTMLElement;
  choose(shown: Compared): void;
}

export interface PageActions {
  readonly turn: (knobs: Partial<Knobs>) => void;
  readonly reset: () => void;
  readonly choose: (shown: Compared) => void;
  readonly stepRun: (by: number) => void;
  readonly exportAs: (kind: ExportKind) => void;
}

const EXPORTS: readonly { readonly kind: ExportKind; readonly title: Message }[] = [
  { kind: 'svg', title: say`The timeline as a drawing` },
  { kind: 'png', title: say`The charts as an image` },
  { kind: 'html', title: say`This page with its current settings` },
  { kind: 'json', title: say`Entities, scenario and outcomes` },
];

const exportButtons = ({ exportAs }: PageActions): HTMLElement =>
  html(
    'div',
    { class: 'exports', role: 'group', 'aria-label': say`Export` },
    html('span', { 'aria-hidden': 'true' }, say`Export`),
    ...EXPORTS.map(({ kind, title }) =>
      html(
        'button',
        { type: 'button', class: 'quiet', title, onclick: () => exportAs(kind) },
        kind.toUpperCase(),
      ),
    ),
  );

const strategyChoice = ({
  choose,
}: PageActions): {
  readonly element: HTMLElement;
  readonly inputs: ReadonlyMap<Compared, HTMLInputElement>;
} => {
  const inputs = new Map(
    COMPARED.map((strategy) => [
      strategy,
      html('input', { type: 'radio', name: 'shown', value: strategy, onchange: () => choose(strategy) }),
    ]),
  );
  return {
    inputs,
    element: html(
      'fieldset',
      { class: 'segments' },
      html('legend', { class: 'unseen' }, say`Show the migration with`),
      ...[...inputs].map(([strategy, input]) =>
        html('label', {}, input, html('span', {}, STRATEGY_TITLES[strategy])),
      ),
    ),
  };
};

export const pageView = (document: PreviewDocument, own: Knobs, actions: PageActions): PageView => {
  const headline = html('p', { class: 'headline' });
  const stale = html('p', { class: 'banner', role: 'status', hidden: true });
  const cards = html('div', { class: 'cards' });
  const controls = controlsView(own, actions.turn, actions.reset);
  const status = html('p', { class: 'status', role: 'status' });
  const timeline = html('div', { class: 'chart-box' });
  const runNumber = html('output', {});
  const phases = html('div', {});
  const revealed = html('p', { class: 'status', role: 'status' });
  const dirtyCurves = html('div', { class: 'chart-box' });
  const distribution = html('div', {});
  const grid = html('div', {
    class: 'scroll',
    tabindex: 0,
    role: 'region',
    'aria-label': say`Limit by bandwidth`,
  });
  const entities = html('div', {});
  const strategies = strategyChoice(actions);
  const run = html(
    'div',
    { class: 'runs', role: 'group', 'aria-label': say`Simulated run` },
    html(
      'button',
      { type: 'button', class: 'quiet', 'aria-label': say`Run before`, onclick: () => actions.stepRun(-1) },
      '‹',
    ),
    runNumber,
    html(
      'button',
      { type: 'button', class: 'quiet', 'aria-label': say`Next run`, onclick: () => actions.stepRun(1) },
      '›',
    ),
  );

  const element = globalThis.document.createDocumentFragment();
  element.append(
    html(
      'header',
      {},
      html('div', {}, html('h1', {}, say`Migration preview`), html('p', { class: 'entry' }, document.entry)),
      exportButtons(actions),
    ),
    stale,
    headline,
    cards,
    controls.element,
    status,
    section(
      say`One migration`,
      null,
      html('div', { class: 'toolbar' }, strategies.element, run),
      timeline,
      phases,
      revealed,
    ),
    html(
      'div',
      { class: 'columns' },
      section(
        say`Dirty curves`,
        say`Distinct memory a phase writes in so much time. In the shaded box it fits one downtime limit; above the dotted line it outruns the link.`,
        dirtyCurves,
      ),
      section(
        say`Distribution of downtime`,
        say`Each dot a run, red when it had to be forced; the bar spans the 5th to the 95th percentile, the stroke is the median, the ring the mean.`,
        distribution,
      ),
    ),
    section(
      say`Limit and bandwidth`,
      say`Downtime at the median around the current setting, for the side chosen above. \u201cNever\u201d: no migration completes unless it is forced.`,
      grid,
    ),
    section(say`Code entities`, null, entities),
    notesView(document),
  );
  return {
    element,
    headline,
    stale,
    cards,
    controls,
    status,
    timeline,
    runNumber,
    phases,
    revealed,
    dirtyCurves,
    distribution,
    grid,
    entities,
    choose: (shown) => {
      for (const [strategy, input] of strategies.inputs) input.checked = strategy === shown;
    },
  };
};

/** How the workload was read, and what is not known of it. */
export const notesView = ({ notes, questions }: PreviewDocument): HTMLElement => {
  const items = [
    ...notes.map((note) => html('li', {}, note)),
    ...questions.map(({ file, start, question }) =>
      html('li', { class: 'question' }, html('b', {}, location(file, start)), ` ${question}`),
    ),
  ];
  return section(say`How this was worked out`, null, html('ul', { class: 'notes' }, ...items));
};

/** Where the code of a phase stands, for a page that cannot open it. */
export const placeText = (name: string, file: string, start: JsonPosition): Message =>
  say`${name}: ${file}, line ${{ line: start.line + 1 }}`;

import { type Message, say } from '@migration-tags/simulator';
import type { EntityRow } from '../model/entity-rows.ts';
import type { EstimateText } from '../model/wording.ts';
import { html } from './dom.ts';

const estimateCell = ({ likely, between }: EstimateText): HTMLElement =>
  html('td', { class: 'number' }, likely, between === null ? null : html('small', {}, between));

const reasons = ({ reasons, questions }: EntityRow): HTMLElement | null =>
  reasons.length + questions.length === 0
    ? null
    : html(
        'details',
        {},
        html('summary', {}, say`why`),
        html(
          'ul',
          {},
          ...reasons.map((reason) => html('li', {}, reason)),
          ...questions.map((question) => html('li', { class: 'question' }, question)),
        ),
      );

const rowView = (row: EntityRow, index: number, onReveal: (row: EntityRow) => void): HTMLElement =>
  html(
    'tr',
    {},
    html(
      'th',
      { scope: 'row' },
      html(
        'button',
        { type: 'button', class: 'link', 'data-focus': `entity-${index}`, onclick: () => onReveal(row) },
        row.name,
      ),
      html('small', {}, say`${row.kind} \u00b7 ${row.location}`),
    ),
    html(
      'td',
      {},
      html('span', { class: `verdict ${row.verdict}` }, row.verdictText),
      row.tag === null ? null : html('span', { class: `tag ${row.tag}` }, row.tag),
    ),
    estimateCell(row.range),
    estimateCell(row.frequency),
    estimateCell(row.duration),
    html('td', { class: 'number' }, row.downtime),
    html('td', { class: 'provenance' }, row.provenance, reasons(row)),
  );

const COLUMNS: readonly Message[] = [
  say`Entity`,
  say`Verdict`,
  say`Range`,
  say`Frequency`,
  say`Lasts`,
  say`Downtime in it`,
  say`Known from`,
];

export const entitiesView = (rows: readonly EntityRow[], onReveal: (row: EntityRow) => void): HTMLElement =>
  html(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': say`Code entities` },
    html(
      'table',
      { class: 'entities' },
      html('thead', {}, html('tr', {}, ...COLUMNS.map((text) => html('th', { scope: 'col' }, text)))),
      html('tbody', {}, ...rows.map((row, index) => rowView(row, index, onReveal))),
    ),
  );

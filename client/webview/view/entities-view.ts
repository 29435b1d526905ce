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
        html('summary', {}, 'why'),
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
      html('small', {}, `${row.kind} · ${row.location}`),
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

export const entitiesView = (rows: readonly EntityRow[], onReveal: (row: EntityRow) => void): HTMLElement =>
  html(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Code entities' },
    html(
      'table',
      { class: 'entities' },
      html(
        'thead',
        {},
        html(
          'tr',
          {},
          ...['Entity', 'Verdict', 'Range', 'Frequency', 'Lasts', 'Downtime in it', 'Known from'].map(
            (text) => html('th', { scope: 'col' }, text),
          ),
        ),
      ),
      html('tbody', {}, ...rows.map((row, index) => rowView(row, index, onReveal))),
    ),
  );

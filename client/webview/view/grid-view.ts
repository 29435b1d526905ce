import { say } from '@migration-tags/simulator';
import type { GridCell } from '../model/limit-bandwidth-grid.ts';
import type { Grid } from '../model/refinement.ts';
import { html } from './dom.ts';

const cellView = (cell: GridCell | null): HTMLElement =>
  cell === null
    ? html('td', { class: 'pending' }, '…')
    : html(
        'td',
        { class: cell.convergence, 'aria-current': cell.current ? 'true' : null },
        html('span', {}, cell.text),
        cell.detail === null ? null : html('small', {}, cell.detail),
      );

export const gridView = ({ rows, columns, cells }: Grid): HTMLElement =>
  html(
    'table',
    { class: 'grid' },
    html('caption', {}, say`Downtime limit by link bandwidth: downtime at the median`),
    html(
      'thead',
      {},
      html(
        'tr',
        {},
        html('th', { scope: 'col' }, say`limit`),
        ...columns.map(({ text }) => html('th', { scope: 'col' }, text)),
      ),
    ),
    html(
      'tbody',
      {},
      ...rows.map(({ text }, row) =>
        html('tr', {}, html('th', { scope: 'row' }, text), ...(cells[row] ?? []).map(cellView)),
      ),
    ),
  );

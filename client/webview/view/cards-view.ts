import { say } from '@migration-tags/simulator';
import type { Card, CardRow, Compared } from '../model/cards.ts';
import { html } from './dom.ts';

const changeNote = (change: CardRow['change']): HTMLElement | null =>
  change &&
  html(
    'span',
    { class: `change ${change.better ? 'better' : 'worse'}`, title: say`against tags off` },
    change.text,
  );

const cardView = (card: Card, isStale: boolean): HTMLElement =>
  html(
    'article',
    {
      class: `card ${card.strategy}${isStale ? ' stale' : ''}`,
      'aria-label': card.title,
      'aria-busy': isStale,
    },
    html('h3', {}, card.title),
    html(
      'p',
      { class: 'figure' },
      html('strong', { 'data-figure': `${card.strategy}-p50` }, card.downtime.p50),
      changeNote(card.change.p50),
    ),
    html(
      'p',
      { class: 'caption' },
      say`downtime at the median, p95 `,
      html('b', {}, card.downtime.p95),
      ' ',
      changeNote(card.change.p95),
    ),
    html(
      'dl',
      {},
      ...card.rows.map((row) =>
        html('div', {}, html('dt', {}, row.label), html('dd', {}, changeNote(row.change), ' ', row.value)),
      ),
    ),
  );

/** `stale`: cards that still show earlier settings. */
export const cardsView = (cards: readonly Card[], stale: readonly Compared[]): readonly HTMLElement[] =>
  cards.map((card) => cardView(card, stale.includes(card.strategy)));

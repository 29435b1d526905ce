import { type Message, say, saysTheSame, type TagType } from '@migration-tags/simulator';
import { location } from '../model/entity-rows.ts';
import type { PhaseRow } from '../model/phase-rows.ts';
import { html, type Words } from './dom.ts';

export interface PhaseActions {
  readonly reveal: (row: PhaseRow) => void;
  readonly tryTag: (row: PhaseRow, tag: TagType | null) => void;
  /** `null` where there is no source to write to. */
  readonly writeTag: ((row: PhaseRow) => void) | null;
}

const CHOICES: readonly { readonly tag: TagType | null; readonly text: Words }[] = [
  { tag: 'approve', text: 'approve' },
  { tag: null, text: say`no tag` },
  { tag: 'withdraw', text: 'withdraw' },
];

const tagChoice = (row: PhaseRow, index: number, { tryTag }: PhaseActions): HTMLElement =>
  html(
    'fieldset',
    { class: 'tag-choice' },
    html('legend', { class: 'unseen' }, say`Tag on ${row.name}`),
    ...CHOICES.map(({ tag, text }) => {
      const input = html('input', {
        type: 'radio',
        name: `tag-${index}`,
        'data-focus': `tag-${index}-${tag ?? 'none'}`,
        onchange: () => tryTag(row, tag),
      });
      input.checked = tag === row.tag;
      return html('label', { class: tag ?? 'none' }, input, html('span', {}, text));
    }),
  );

const facts = ({ duration, range, inOneSecond }: PhaseRow): Message =>
  saysTheSame(range.likely, inOneSecond)
    ? say`${duration.likely} \u00b7 writes ${range.likely} within a second`
    : say`${duration.likely} \u00b7 writes ${range.likely}, ${inOneSecond} of it within a second`;

const phaseView = (row: PhaseRow, index: number, actions: PhaseActions): HTMLElement => {
  const { place } = row;
  const { writeTag } = actions;
  const tried = row.tag !== row.writtenTag;
  return html(
    'li',
    { class: `phase ${row.tag ?? 'none'}` },
    html(
      'div',
      { class: 'phase-name' },
      html('span', { class: 'swatch' }),
      place === null
        ? html('span', {}, row.name)
        : html(
            'button',
            {
              type: 'button',
              class: 'link',
              'data-focus': `phase-${index}`,
              onclick: () => actions.reveal(row),
            },
            row.name,
          ),
      place === null ? null : html('small', {}, location(place.file, place.start)),
    ),
    html('div', { class: 'phase-facts' }, facts(row)),
    tagChoice(row, index, actions),
    tried && writeTag !== null && place !== null
      ? html(
          'button',
          { type: 'button', class: 'quiet write', onclick: () => writeTag(row) },
          row.tag === null ? say`Remove from source` : say`Write to source`,
        )
      : tried
        ? html('span', { class: 'tried' }, say`tried here, not in the source`)
        : null,
  );
};

export const phasesView = (rows: readonly PhaseRow[], actions: PhaseActions): HTMLElement =>
  html('ol', { class: 'phases' }, ...rows.map((row, index) => phaseView(row, index, actions)));

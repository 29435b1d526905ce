import { type Problem, say } from '@migration-tags/simulator';
import type { PreviewDocument } from '../../../server/src/preview/preview-document.ts';
import { type EntityRow, entityRows } from '../model/entity-rows.ts';
import { html, section } from './dom.ts';
import { entitiesView } from './entities-view.ts';
import { notesView } from './page-view.ts';

/** A workload that is not known well enough to be simulated, or too short: what is missing, and the entities all the same. */
export const unknownView = (
  document: PreviewDocument,
  problems: readonly Problem[],
  onReveal: (row: EntityRow) => void,
): DocumentFragment => {
  const element = globalThis.document.createDocumentFragment();
  element.append(
    html(
      'header',
      {},
      html('div', {}, html('h1', {}, say`Migration preview`), html('p', { class: 'entry' }, document.entry)),
    ),
    html(
      'p',
      { class: 'headline' },
      problems.length === 0
        ? say`The downtime is unknown: the workload cannot be simulated, for the reasons below.`
        : say`This scenario cannot be simulated.`,
    ),
    html(
      'ul',
      { class: 'notes' },
      ...problems.map(({ path, message }) => html('li', {}, say`${path.join('.')}: ${message}`)),
    ),
    notesView(document),
    section(say`Code entities`, null, entitiesView(entityRows(document.entities), onReveal)),
  );
  return element;
};

import { type Outcomes, type Scenario, say } from '@migration-tags/simulator';
import type { PreviewDocument } from '../../server/src/preview/preview-document.ts';
import type { Host } from './host.ts';
import type { ExportKind } from './messages.ts';
import type { Compared } from './model/cards.ts';
import type { MigrationPicture } from './model/migration-picture.ts';
import { shownDocument } from './model/page-state.ts';
import { type PictureColours, pictureSvg } from './model/picture-svg.ts';
import { STRATEGY_TITLES } from './model/wording.ts';
import { exportFile, pngOfSvg, reportWith } from './view/export-file.ts';
import { translate } from './words.ts';

/** Where a report embeds its document. */
export const DOCUMENT_ELEMENT = 'preview-document';

/** Everything on the page that an export can hold. */
export interface ShownPage {
  readonly root: HTMLElement;
  readonly document: PreviewDocument;
  readonly scenario: Scenario;
  readonly outcomes: Outcomes;
  readonly shown: Compared;
  readonly picture: MigrationPicture;
  readonly colours: PictureColours;
}

const svgOf = ({ picture, document, shown, colours }: ShownPage): string =>
  pictureSvg(picture, translate(say`${document.entry}: ${STRATEGY_TITLES[shown]}`), colours, translate);

const contents = async (host: Host, kind: ExportKind, page: ShownPage): Promise<string | null> => {
  const json = JSON.stringify(shownDocument(page.document, page.scenario, page.outcomes));
  switch (kind) {
    case 'json':
      return json;
    case 'svg':
      return svgOf(page);
    case 'png':
      return pngOfSvg(svgOf(page));
    case 'html': {
      const data = globalThis.document.getElementById(DOCUMENT_ELEMENT);
      return host.kind === 'editor' || data === null ? json : reportWith(page.root, data, json);
    }
  }
};

/** Saves the page, or hands what it holds to the editor to be saved. */
export const exportPage = async (host: Host, kind: ExportKind, page: ShownPage): Promise<void> => {
  const stem = page.document.entry.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
  const data = await contents(host, kind, page);
  if (data !== null) exportFile(host, kind, `${stem}-preview.${kind}`, data);
};

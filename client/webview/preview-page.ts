import { write } from './view/dom.ts';
import 'uplot/dist/uPlot.min.css';
import './styles/colours.css';
import './styles/base.css';
import './styles/page.css';
import './styles/tables.css';
import './styles/cards.css';
import './styles/controls.css';
import './styles/segments.css';
import './styles/charts.css';
import './styles/phases.css';
import './styles/distribution.css';
import { fieldOf, parseScenario, say } from '@migration-tags/simulator';
import type { PreviewDocument } from '../../server/src/preview/preview-document.ts';
import { findHost, type Host } from './host.ts';
import { DOCUMENT_ELEMENT } from './page-exports.ts';
import { PreviewSession } from './preview-session.ts';
import { html } from './view/dom.ts';
import { unknownView } from './view/unknown-view.ts';

/** A document of another version cannot be drawn; one of this version was written by this build's own server. */
const isPreviewDocument = (value: unknown): value is PreviewDocument =>
  fieldOf(value, 'schema') === 1 &&
  Array.isArray(fieldOf(value, 'entities')) &&
  Array.isArray(fieldOf(value, 'places'));

const show = (
  root: HTMLElement,
  host: Host,
  document: PreviewDocument,
  previous: PreviewSession | null,
): PreviewSession | null => {
  const scenario = document.scenario === null ? null : parseScenario(document.scenario);
  if (scenario?.ok) return new PreviewSession(root, host, document, scenario.value, previous);
  const problems = scenario?.problems ?? [];
  root.replaceChildren(
    unknownView(document, problems, ({ file, start }) => host.post({ type: 'reveal', file, start })),
  );
  return null;
};

const embedded = (): unknown => {
  const text = document.getElementById(DOCUMENT_ELEMENT)?.textContent;
  return text ? JSON.parse(text) : null;
};

const start = (root: HTMLElement): void => {
  const host = findHost();
  let session: PreviewSession | null = null;
  const data = embedded();
  if (isPreviewDocument(data)) session = show(root, host, data, null);
  else if (host.kind === 'report') write(root, say`This report holds no preview document of version 1.`);

  host.listen((message) => {
    switch (message.type) {
      case 'show':
        {
          const { scrollY } = window;
          session?.dispose();
          session = show(root, host, message.preview, session);
          window.scrollTo(0, scrollY);
        }
        return;
      case 'nothing':
        session?.dispose();
        session = null;
        root.replaceChildren(html('p', { class: 'headline' }, message.why));
        return;
      case 'stale':
        session?.markStale();
        return;
      case 'focus':
        session?.focus(message.file, message.start);
        return;
    }
  });

  const repaint = (): void => session?.repaint();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', repaint);
  // The editor says on the body which theme it has put into the root's variables.
  new MutationObserver(repaint).observe(document.body, {
    attributes: true,
    attributeFilter: ['class', 'data-vscode-theme-id'],
  });
  host.post({ type: 'ready' });
};

const root = document.getElementById('preview');
if (root) start(root);

import 'uplot/dist/uPlot.min.css';
import './styles/colours.css';
import './styles/page.css';
import { parseScenario } from '@migration-tags/simulator';
import type { PreviewDocument } from '../../server/src/preview/preview-document.ts';
import { findHost, type Host } from './host.ts';
import { DOCUMENT_ELEMENT, PreviewSession } from './preview-session.ts';
import { unknownView } from './view/unknown-view.ts';

/** A document of another version cannot be drawn; one of this version was written by this build's own server. */
const isPreviewDocument = (value: unknown): value is PreviewDocument =>
  typeof value === 'object' &&
  value !== null &&
  Reflect.get(value, 'schema') === 1 &&
  Array.isArray(Reflect.get(value, 'entities')) &&
  Array.isArray(Reflect.get(value, 'places'));

const show = (root: HTMLElement, host: Host, document: PreviewDocument): PreviewSession | null => {
  const reveal = (file: string, start: { readonly line: number; readonly character: number }): void =>
    host.post({ type: 'reveal', file, start });
  if (document.scenario === null) {
    root.replaceChildren(unknownView(document, [], (row) => reveal(row.file, row.start)));
    return null;
  }
  const parsed = parseScenario(document.scenario);
  if (!parsed.ok) {
    root.replaceChildren(unknownView(document, parsed.problems, (row) => reveal(row.file, row.start)));
    return null;
  }
  return new PreviewSession(root, host, document, parsed.value);
};

const embedded = (): unknown => {
  const text = document.getElementById(DOCUMENT_ELEMENT)?.textContent;
  return text ? JSON.parse(text) : null;
};

const start = (root: HTMLElement): void => {
  const host = findHost();
  let session: PreviewSession | null = null;
  const data = embedded();
  if (isPreviewDocument(data)) session = show(root, host, data);
  else if (host.kind === 'report') root.textContent = 'This report holds no preview document of version 1.';

  host.listen((message) => {
    switch (message.type) {
      case 'show':
        session = show(root, host, message.preview);
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
  // The editor changes its theme by the body's classes and the root's variables.
  new MutationObserver(repaint).observe(document.body, { attributes: true, attributeFilter: ['class'] });
  host.post({ type: 'ready' });
};

const root = document.getElementById('preview');
if (root) start(root);

import { say, type Translation, translateWith } from '@migration-tags/simulator';
import type { PreviewDocument } from './preview-document.ts';

/** Where the page's script finds the document: `<script type="application/json" id="preview-document">`. */
export const DOCUMENT_ELEMENT = 'preview-document';
/** Where it finds the language to speak, in the same way. */
export const TRANSLATION_ELEMENT = 'translation';
/** The element that the page's script fills. */
export const ROOT_ELEMENT = 'preview';

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** JSON that cannot end its script element: `<` only ever stands inside strings. */
export const embeddableJson = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/** Script text that cannot end its script element. */
const embeddableScript = (script: string): string => script.replaceAll(/<\/(script)/gi, '<\\/$1');

/** The report as one file without any reference to another: the document, the page's script, its styles if they are apart. */
export const reportPage = (
  document: PreviewDocument,
  assets: { readonly script: string; readonly styles: string },
  translation: Translation,
): string =>
  `<!doctype html>
<html lang="${escapeHtml(translation.locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(translateWith(translation)(say`Migration preview: ${document.entry}`))}</title>
<style>${assets.styles.replaceAll('</style', '<\\/style')}</style>
</head>
<body>
<main id="${ROOT_ELEMENT}"></main>
<script type="application/json" id="${DOCUMENT_ELEMENT}">${embeddableJson(document)}</script>
<script type="application/json" id="${TRANSLATION_ELEMENT}">${embeddableJson(translation)}</script>
<script>${embeddableScript(assets.script)}</script>
</body>
</html>
`;

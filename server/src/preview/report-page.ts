import type { PreviewDocument } from './preview-document.ts';

/** Where the page's script finds the document: `<script type="application/json" id="preview-document">`. */
export const DOCUMENT_ELEMENT = 'preview-document';
/** The element that the page's script fills. */
export const ROOT_ELEMENT = 'preview';

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** JSON that cannot end its script element: `<` only ever stands inside strings. */
const embeddableJson = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/** Script text that cannot end its script element. */
const embeddableScript = (script: string): string => script.replaceAll(/<\/(script)/gi, '<\\/$1');

/** The report as one file without any reference to another: the document, the page's script, its styles if they are apart. */
export const reportPage = (document: PreviewDocument, assets: { script: string; styles: string }): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Migration preview: ${escapeHtml(document.entry)}</title>
<style>${assets.styles.replaceAll('</style', '<\\/style')}</style>
</head>
<body>
<main id="${ROOT_ELEMENT}"></main>
<script type="application/json" id="${DOCUMENT_ELEMENT}">${embeddableJson(document)}</script>
<script>${embeddableScript(assets.script)}</script>
</body>
</html>
`;

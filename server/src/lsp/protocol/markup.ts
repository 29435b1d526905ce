import { type MarkupContent, MarkupKind } from 'vscode-languageserver-types';

/** Markdown for clients that show it; for the others the same words without its marks. */
export const markup = (markdown: string, isShown: boolean): MarkupContent =>
  isShown
    ? { kind: MarkupKind.Markdown, value: markdown }
    : { kind: MarkupKind.PlainText, value: plainText(markdown) };

/** Of the Markdown that this server writes: emphasis, code, escapes. */
const plainText = (markdown: string): string =>
  markdown
    // A mark that is escaped is text; the others go.
    .replace(/\\([\\`*_{}[\]<>|#])|\*{1,2}|`/g, (_mark, escaped: string | undefined) => escaped ?? '')
    .trim();

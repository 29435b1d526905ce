import type { Message } from '@migration-tags/simulator';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Position, Range } from 'vscode-languageserver-types';
import type { SourceOutline } from '../../source/outline.ts';
import { shiftSpan, type TextChange } from '../../source/shift-span.ts';
import type { Span } from '../../source/span.ts';
import type { TagSheet } from '../../tags/tag-sheet.ts';
import { type FileForecast, shiftForecast } from '../predictions/forecast.ts';
import { type LensAnchor, lensAnchors } from './lens-anchors.ts';
import { LensesInSight } from './lenses-in-sight.ts';
import { whyUnreadable } from './readable-text.ts';

/** What the syntax of one version of a document says. */
export interface Syntax {
  readonly outline: SourceOutline;
  readonly sheet: TagSheet;
}

export type ReadSyntax = (path: string, text: string) => Syntax;

/** One file open in the editor: its text, what its syntax says, and the last numbers predicted for it. */
export class OpenDocument {
  /** Its own among those of the session: a short name for what the editor hands back. */
  readonly number: number;
  readonly uri: string;
  readonly path: string;
  /** By their place among the anchors. */
  readonly lensesInSight = new LensesInSight();
  readonly #readSyntax: ReadSyntax;
  #document: TextDocument;
  /** `undefined`: not read yet for the text as it is. Not kept by version: some clients repeat theirs. */
  #syntax: Syntax | null | undefined;
  #anchors: readonly LensAnchor[] = [];
  /** What the anchors were found from; `null`: they have been moved since. */
  #anchoredTo: { readonly syntax: Syntax; readonly forecast: FileForecast | null } | null = null;
  #forecast: FileForecast | null = null;
  #forecastIsStale = true;
  #forecastIsOfWholeText = false;
  #forecastCount = 0;
  #failure: Message | null = null;

  constructor(number: number, document: TextDocument, path: string, readSyntax: ReadSyntax) {
    this.number = number;
    this.uri = document.uri;
    this.path = path;
    this.#document = document;
    this.#readSyntax = readSyntax;
  }

  get text(): string {
    return this.#document.getText();
  }

  /** `null` for a text that cannot be analysed: `textFindings` says why. */
  get syntax(): Syntax | null {
    if (this.#syntax === undefined) {
      const { text } = this;
      this.#syntax = whyUnreadable(text) === null ? this.#readSyntax(this.path, text) : null;
    }
    return this.#syntax;
  }

  /** The numbers of this version or, stale, of an earlier one with its spans moved along. */
  get forecast(): FileForecast | null {
    return this.#forecast;
  }

  get forecastIsStale(): boolean {
    return this.#forecastIsStale;
  }

  /** Half-typed code has other numbers at every letter: those of the text before it stand until it parses again. */
  get awaitsParsableText(): boolean {
    return this.#forecastIsOfWholeText && !this.#parses;
  }

  get #parses(): boolean {
    return this.syntax?.outline.syntaxErrors.length === 0;
  }

  /** How many forecasts came so far. */
  get forecastCount(): number {
    return this.#forecastCount;
  }

  acceptForecast(forecast: FileForecast): void {
    this.#forecastCount += 1;
    this.#forecast = forecast;
    this.#forecastIsStale = false;
    this.#forecastIsOfWholeText = this.#parses;
    this.#failure = null;
  }

  /** Why there are no numbers for the text as it is; `null`: none failed. */
  get failure(): Message | null {
    return this.#failure;
  }

  failForecast(reason: Message): void {
    this.#forecastCount += 1;
    this.#failure = reason;
  }

  invalidateForecast(): void {
    this.#forecastIsStale = true;
  }

  /**
   * Where lenses go. While the text does not parse, the last good places, moved along with the edits, so that
   * nothing jumps or vanishes under the cursor.
   */
  get anchors(): readonly LensAnchor[] {
    const { syntax } = this;
    const forecast = this.#forecast;
    if (syntax === null) this.#anchors = [];
    else if (this.#anchoredTo?.syntax === syntax && this.#anchoredTo.forecast === forecast)
      return this.#anchors;
    else if (syntax.outline.syntaxErrors.length === 0) {
      this.#anchors = lensAnchors(syntax, forecast);
      this.#anchoredTo = { syntax, forecast };
    }
    return this.#anchors;
  }

  update(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    // Settles the anchors of the text as it was: they are what the edits move.
    void this.anchors;
    for (const change of changes) {
      const moved = this.#textChange(change);
      this.#document = TextDocument.update(this.#document, [change], version);
      this.#anchors = this.#anchors.map((anchor) => ({
        ...anchor,
        span: shiftSpan(anchor.span, moved),
        subject: shiftSpan(anchor.subject, moved),
      }));
      if (this.#forecast) this.#forecast = shiftForecast(this.#forecast, moved);
    }
    this.#syntax = undefined;
    this.#anchoredTo = null;
    this.#forecastIsStale = true;
  }

  range({ start, end }: Span): Range {
    return { start: this.#document.positionAt(start), end: this.#document.positionAt(end) };
  }

  offset(position: Position): number {
    return this.#document.offsetAt(position);
  }

  span({ start, end }: Range): Span {
    return { start: this.#document.offsetAt(start), end: this.#document.offsetAt(end) };
  }

  #textChange(change: TextDocumentContentChangeEvent): TextChange {
    const { start, end } = 'range' in change ? this.span(change.range) : { start: 0, end: this.text.length };
    return { start, removed: end - start, inserted: change.text.length };
  }
}

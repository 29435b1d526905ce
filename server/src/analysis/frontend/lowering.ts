import { ts } from 'ts-morph';
import type { Span } from '../../source/span.ts';
import type { Expression, Site, Statement } from '../program/code.ts';
import { type Anchor, PlacedSite } from '../program/placed-site.ts';
import type { TypeHint } from '../program/type-hint.ts';
import { startAfterDecorators } from './decorators.ts';

/** What lowering one piece of a file knows and collects. */
export class Lowering {
  readonly types = new Map<string, TypeHint>();
  readonly #lineStarts: readonly number[];
  readonly #anchor: Anchor;

  readonly sourceFile: ts.SourceFile;
  /** Stretches between `begin` and `end` tags: accounted for on their own. */
  readonly regions: readonly Span[];

  /** `start`: where the piece begins in the file. */
  constructor(sourceFile: ts.SourceFile, regions: readonly Span[], start: number) {
    this.sourceFile = sourceFile;
    this.regions = regions;
    this.#lineStarts = sourceFile.getLineStarts();
    this.#anchor = { file: sourceFile.fileName, start, line: lineOf(start, this.#lineStarts) };
  }

  /** Moves all sites made so far along with an edit above them; whether they come to other lines. */
  moveTo(start: number, sourceFile: ts.SourceFile): boolean {
    const { line } = this.#anchor;
    this.#anchor.start = start;
    this.#anchor.line = lineOf(start, sourceFile.getLineStarts());
    return this.#anchor.line !== line;
  }

  site(node: ts.Node, label = ''): Site {
    const start = startAfterDecorators(node, this.sourceFile);
    return this.siteOf({ start, end: node.end }, label === '' ? this.#excerpt(start, node.end) : label);
  }

  siteOf(span: Span, label: string): Site {
    return new PlacedSite(this.#anchor, span, lineOf(span.start, this.#lineStarts), label);
  }

  #excerpt(start: number, end: number): string {
    const text = this.sourceFile.text.slice(start, Math.min(end, start + 60)).replace(/\s+/g, ' ');
    return text.length > 40 ? `${text.slice(0, 39)}…` : text;
  }
}

/** The line of an offset, from 1. */
export const lineOf = (offset: number, lineStarts: readonly number[]): number => {
  let low = 0;
  let high = lineStarts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
};

export const UNDEFINED: Expression = { kind: 'literal', value: undefined };
export const EMPTY: Statement = { kind: 'expression', value: UNDEFINED };

export const textLiteral = (value: string): Expression => ({ kind: 'literal', value });

/** The key of a property: `name`, `'name'`, `1`, `#private` or `[computed]`. */
export const lowerKey = (
  name: ts.PropertyName,
  lowerExpression: (node: ts.Expression) => Expression,
): Expression =>
  ts.isComputedPropertyName(name) ? lowerExpression(name.expression) : textLiteral(name.text);

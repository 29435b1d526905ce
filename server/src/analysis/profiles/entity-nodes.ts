import { namesLine } from '@migration-tags/simulator';
import type { Span } from '../../source/span.ts';
import type { ContextNode } from '../execution/costs/context-tree.ts';
import type { Site } from '../program/code.ts';

/** Where a piece of code is, as a key: file and span. */
export const placeKey = (file: string, span: Span): string => `${file}:${span.start}:${span.end}`;

/** The executions of one run by the code they are of; a recursion's inner ones belong to the outermost. */
export class EntityNodes {
  readonly #byFile = new Map<string, Map<Site, ContextNode[]>>();
  /** Some question names a line. */
  readonly asksForLines: boolean;

  constructor(root: ContextNode) {
    this.asksForLines = this.#visit(root, new Set());
  }

  inFile(file: string): ReadonlyMap<Site, readonly ContextNode[]> {
    return this.#byFile.get(file) ?? NO_NODES;
  }

  has(site: Site): boolean {
    return this.inFile(site.file).has(site);
  }

  #visit(node: ContextNode, open: Set<Site>): boolean {
    const { site, questions } = node;
    const outermost = !open.has(site);
    if (outermost) {
      this.#add(site, node);
      open.add(site);
    }
    let asksForLines = questions.size > 0 && [...questions].some(namesLine);
    for (const child of node.children.values()) if (this.#visit(child, open)) asksForLines = true;
    if (outermost) open.delete(site);
    return asksForLines;
  }

  #add(site: Site, node: ContextNode): void {
    let bySite = this.#byFile.get(site.file);
    if (!bySite) {
      bySite = new Map();
      this.#byFile.set(site.file, bySite);
    }
    const nodes = bySite.get(site);
    if (nodes) nodes.push(node);
    else bySite.set(site, [node]);
  }
}

const NO_NODES: ReadonlyMap<Site, readonly ContextNode[]> = new Map();
const NEVER_RUN: readonly ContextNode[] = [];

/** The executions of several runs by where their code stands now. */
export class PlacedNodes {
  readonly #runs: readonly EntityNodes[];
  readonly #files = new Map<string, ReadonlyMap<number, readonly ContextNode[]>>();

  constructor(runs: readonly EntityNodes[]) {
    this.#runs = runs;
  }

  of(file: string, span: Span): readonly ContextNode[] {
    let placed = this.#files.get(file);
    if (!placed) {
      placed = this.#placesIn(file);
      this.#files.set(file, placed);
    }
    return placed.get(numberOf(span)) ?? NEVER_RUN;
  }

  #placesIn(file: string): ReadonlyMap<number, readonly ContextNode[]> {
    const placed = new Map<number, ContextNode[]>();
    for (const run of this.#runs)
      for (const [site, nodes] of run.inFile(file)) {
        const place = numberOf(site.span);
        const known = placed.get(place);
        if (known) known.push(...nodes);
        else placed.set(place, [...nodes]);
      }
    return placed;
  }
}

/** No text is longer than this: both ends of a span fit into one exact number. */
const LONGEST_TEXT = 2 ** 26;

const numberOf = ({ start, end }: Span): number => start * LONGEST_TEXT + end;

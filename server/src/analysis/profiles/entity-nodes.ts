import type { Span } from '../../source/span.ts';
import type { ContextNode } from '../execution/context-tree.ts';
import type { Site } from '../program/code.ts';

/** Where a piece of code is, as a key: file and span. */
export const placeKey = (file: string, span: Span): string => `${file}:${span.start}:${span.end}`;

/** All executions by the code they are of; a recursion's inner ones belong to the outermost. */
export class EntityNodes {
  readonly #byPlace = new Map<string, ContextNode[]>();

  constructor(root: ContextNode) {
    this.#visit(root, new Set());
  }

  of(file: string, span: Span): readonly ContextNode[] {
    return this.#byPlace.get(placeKey(file, span)) ?? [];
  }

  #visit(node: ContextNode, open: Set<Site>): void {
    const outermost = !open.has(node.site);
    if (outermost) {
      const key = placeKey(node.site.file, node.site.span);
      const nodes = this.#byPlace.get(key);
      if (nodes) nodes.push(node);
      else this.#byPlace.set(key, [node]);
      open.add(node.site);
    }
    for (const child of node.children.values()) this.#visit(child, open);
    if (outermost) open.delete(node.site);
  }
}

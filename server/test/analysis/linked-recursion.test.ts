import { describe, expect, it } from 'vitest';
import type { ContextNode } from '../../src/analysis/execution/costs/context-tree.ts';
import { executionsOf } from './program-fixture.ts';

const NODES = 50_000;

/** A search tree of so many nodes: too many for each insertion to be run. */
const TREE = `
  class Node { constructor(key) { this.key = key; this.left = null; this.right = null; } }
  function insert(node, key) {
    if (!node) return new Node(key);
    if (key < node.key) node.left = insert(node.left, key);
    else if (key > node.key) node.right = insert(node.right, key);
    return node;
  }
  let root = null;
  for (let i = 0, x = 12345; i < ${NODES}; i++) { x = (x * 16807) % 2147483647; root = insert(root, x); }`;

const nanosecondsOf = (node: ContextNode): number =>
  [...node.children.values()].reduce((sum, child) => sum + nanosecondsOf(child), node.nanoseconds.likely);

/** Nanoseconds of one call from outside. */
const costOf = (source: string, head: string): number => {
  const executions = executionsOf(source, head);
  return (
    executions.reduce((sum, node) => sum + nanosecondsOf(node), 0) /
    executions.reduce((sum, node) => sum + node.calls.likely, 0)
  );
};

describe('a recursion over a tree that was built in a sampled loop', () => {
  it.each([
    [
      'of a function',
      'function sum(node) { return node ? 1 + sum(node.left) + sum(node.right) : 0; }',
      'sum(root)',
    ],
    [
      'that looks before it calls',
      'function sum(node) { let n = 1; if (node.left) n += sum(node.left); if (node.right) n += sum(node.right); return n; }',
      'sum(root)',
    ],
  ])('comes to each of its nodes: %s', (_name, sum, call) => {
    const cost = costOf(`${TREE}\n${sum}\n${call};`, 'function sum');
    // A call and a handful of operations a node.
    expect(cost).toBeGreaterThan(NODES * 4);
    expect(cost).toBeLessThan(NODES * 40);
  });

  it('comes to those on one way down where it looks for one of them', () => {
    const find =
      'function find(node, key) { if (!node || node.key === key) return node; return key < node.key ? find(node.left, key) : find(node.right, key); }';
    const cost = costOf(
      `${TREE}\n${find}\nfor (let i = 0; i < 100; i++) find(root, i * 1000003);`,
      'function find',
    );
    expect(cost).toBeLessThan(100 * 40);
  });
});

describe('a recursive insertion in a sampled loop', () => {
  it('goes one way down in iterations that stand for many, too', () => {
    const [insertions] = executionsOf(TREE, 'function insert');
    const [made] = executionsOf(TREE, 'constructor(key)');
    expect(insertions?.calls.likely).toBeCloseTo(NODES, -2);
    expect(made?.calls.likely).toBeCloseTo(NODES, -2);
  });
});

import { say } from '@migration-tags/simulator';
import type { Expression } from '../program/code.ts';
import type { ContextNode } from './context-tree.ts';
import { isPlain } from './derived-trips.ts';
import { evaluate } from './expressions.ts';
import type { Frame } from './frame.ts';
import type { Machine } from './machine.ts';
import { lineOf } from './naming.ts';
import { ArrayThing, MapThing, Thing, type Value } from './value.ts';

/**
 * Asks how much a collection holds that a loop finds empty, where the program may have put something into it meanwhile: it was there before the event
 * that runs the loop, and between events whoever fills it comes by.
 */
export const askIfEmpty = (machine: Machine, collection: Value): void => {
  if (!(collection instanceof Thing) || !isEmpty(collection)) return;
  const event = eventOf(machine.node);
  if (event === null || collection.born >= event.since) return;
  const { label, site } = collection.shape;
  machine.question(
    say`How many elements does \`${label}\` (line ${lineOf(site)}) have? \`assume trips=\u2026\``,
  );
};

/** The same of the collections by whose sizes a loop that did not run at all would have gone on. */
export const askIfTestedEmpty = (frame: Frame, test: Expression | null): void => {
  const operands = test?.kind === 'binary' ? [test.left, test.right] : [test];
  for (const operand of operands)
    if (operand?.kind === 'member' && SIZES.has(operand.name) && isPlain(operand.object))
      askIfEmpty(
        frame.machine,
        frame.machine.silently(() => evaluate(frame, operand.object)),
      );
};

/** The same of the one whose keys, values or entries a loop goes over: `Object.keys(known)`, `known.entries()`. */
export const askIfListedEmpty = (frame: Frame, listing: Expression): void => {
  if (listing.kind !== 'call' || listing.callee.kind !== 'member' || !LISTINGS.has(listing.callee.name))
    return;
  const { object } = listing.callee;
  const listed = object.kind === 'global' && object.name === 'Object' ? listing.arguments[0]?.value : object;
  if (listed && isPlain(listed))
    askIfEmpty(
      frame.machine,
      frame.machine.silently(() => evaluate(frame, listed)),
    );
};

const LISTINGS: ReadonlySet<string> = new Set(['keys', 'values', 'entries']);

/** How collections tell how much they hold. */
const SIZES: ReadonlySet<string> = new Set(['length', 'size']);

const isEmpty = (collection: Thing): boolean => {
  if (collection instanceof ArrayThing) return collection.length === 0;
  if (collection instanceof MapThing) return collection.size === 0;
  return collection.fields.size + collection.extraKeys === 0 && collection.accessors === null;
};

/** The listener, timer or function called from outside that runs; `null`: the top level of a file does, before which there was nothing. */
const eventOf = (running: ContextNode): ContextNode | null => {
  let node = running;
  while (node.parent?.parent) node = node.parent;
  return node.parent === null || node.isTopLevel ? null : node;
};

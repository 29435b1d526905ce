import type { LoopCode, LoopHead } from '../../program/code.ts';
import { startedAnew } from '../code-facts/started-anew.ts';
import { onlyWaits } from '../language/awaited-conditions.ts';
import { evaluate } from '../language/expressions.ts';
import type { Completion, Frame } from '../language/frame.ts';
import { askedCount, elementsOf, keysOf, traverse } from '../language/iteration.ts';
import { assign } from '../language/patterns.ts';
import { awaitValue } from '../language/promises.ts';
import { execute } from '../language/statements.ts';
import { Environment } from '../values/environment.ts';
import { PromiseThing, Thing, type Value } from '../values/value.ts';
import { LoopIterations } from './loop-iterations.ts';
import { forEachIndex } from './sampling.ts';
import { TestedLoop } from './tested-loops.ts';

export const executeLoop = (frame: Frame, loop: LoopCode): Completion => {
  const { machine } = frame;
  return machine.within(loop.site, () => {
    const outer = frame.environment;
    const outerWeight = machine.weight;
    if (!loop.scope.shared)
      frame.environment = new Environment(loop.scope.slotCount, outer, ++machine.births);
    const outerWaiting = machine.waitingLoop;
    if (onlyWaits(loop)) machine.waitingLoop = machine.node;
    try {
      const iterations = new LoopIterations(frame, loop);
      run(iterations);
      return iterations.completion;
    } finally {
      frame.environment = outer;
      machine.weight = outerWeight;
      machine.waitingLoop = outerWaiting;
    }
  });
};

const run = (iterations: LoopIterations): void => {
  const { frame, loop } = iterations;
  const { head } = loop;
  switch (head.kind) {
    case 'for-of':
      runForOf(iterations, head);
      return;
    case 'for-in':
      runForIn(iterations, head);
      return;
    default:
      if (head.kind === 'for' && head.initial) execute(frame, head.initial);
      new TestedLoop(iterations, head).run();
  }
};

const runForOf = (iterations: LoopIterations, head: Extract<LoopHead, { kind: 'for-of' }>): void => {
  const { frame, loop, assumedTrips } = iterations;
  const { machine } = frame;
  const values = evaluate(frame, head.values);
  const each = (element: Value): boolean => {
    iterations.freshScope();
    const value = head.awaits && element instanceof PromiseThing ? awaitValue(machine, element) : element;
    assign(frame, head.target, value, true);
    return iterations.iterate();
  };
  const element = assumedTrips === undefined ? null : elementsOf(machine, values, loop.site);
  if (assumedTrips === undefined || !element) {
    machine.roots.keeping([values], () => traverse(machine, values, loop.site, each, startedAnew(loop)));
    return;
  }
  machine.assumptions.noteTrips(loop.site, null);
  forEachIndex(machine, assumedTrips, (index) => each(element(index)), startedAnew(loop));
};

const runForIn = (iterations: LoopIterations, head: Extract<LoopHead, { kind: 'for-in' }>): void => {
  const { frame, loop, assumedTrips } = iterations;
  const object = evaluate(frame, head.object);
  const { names, count } = keysOf(frame.machine, object);
  if (assumedTrips !== undefined) frame.machine.assumptions.noteTrips(loop.site, null);
  else if (object instanceof Thing) askedCount(frame.machine, count, object);
  const iterate = (index: number): boolean => {
    iterations.freshScope();
    assign(frame, head.target, names[index % names.length], true);
    return iterations.iterate();
  };
  forEachIndex(frame.machine, assumedTrips ?? count, iterate, startedAnew(loop));
};

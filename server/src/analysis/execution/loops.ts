import { say } from '@migration-tags/simulator';
import { type Quantity, quantity } from '../effects/quantity.ts';
import type { Expression, LoopCode, LoopHead } from '../program/code.ts';
import { overElements } from './array-count.ts';
import { onlyWaits, takeAsEnded } from './awaited-conditions.ts';
import type { ContextNode } from './context-tree.ts';
import { arrayBoundOf, boundOf, DerivedTrips, mayLeave, unknownBound } from './derived-trips.ts';
import { Environment } from './environment.ts';
import { evaluate } from './expressions.ts';
import { type Completion, type Frame, NORMAL } from './frame.ts';
import { advance } from './induction-steps.ts';
import { elementsOf, keysOf, traverse } from './iteration.ts';
import { mayEndByData } from './loop-exits.ts';
import { lineOf } from './naming.ts';
import { NANOSECONDS } from './operation-costs.ts';
import { truth } from './operators.ts';
import { assign } from './patterns.ts';
import { awaitValue } from './promises.ts';
import { forEachIndex, IterationBudget } from './sampling.ts';
import { execute } from './statements.ts';
import type { CompletedRuns } from './trip-guesses.ts';
import { type Course, inductionOf, type Probe, predictRemaining, probe } from './trip-prediction.ts';
import { ArrayThing, PromiseThing, type Value } from './value.ts';
import { type WorkAhead, workAhead } from './worklists.ts';

/** Predictions beyond are errors of extrapolation. */
const MOST_TRIPS = 1e10;
/** A loop with a way out inside and its own end further away than this is not meant to get there: `i < 1e9` around a search. Reconstruction. */
const FURTHEST_END = 1e6;

/** A loop that computes for less than this share of what it waits only polls. Reconstruction. */
const POLLING_SHARE = 0.001;

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
      return new LoopRun(frame, loop).run();
    } finally {
      frame.environment = outer;
      machine.weight = outerWeight;
      machine.waitingLoop = outerWaiting;
    }
  });
};

type TestedHead = Extract<LoopHead, { kind: 'for' | 'while' | 'do' }>;

class LoopRun {
  readonly #frame: Frame;
  readonly #loop: LoopCode;
  readonly #budget: IterationBudget;
  readonly #node: ContextNode;
  readonly #assumedTrips: number | undefined;
  /** Where costs and waits stood when it began. */
  readonly #began: { readonly nanoseconds: number; readonly clockSeconds: number };
  #completion: Completion = NORMAL;

  constructor(frame: Frame, loop: LoopCode) {
    this.#frame = frame;
    this.#loop = loop;
    this.#budget = new IterationBudget(frame.machine);
    this.#node = frame.machine.node;
    this.#assumedTrips = frame.machine.settings.assumed(loop.site)?.trips;
    const { spent, eventLoop } = frame.machine;
    this.#began = { nanoseconds: spent.nanoseconds, clockSeconds: eventLoop.clock.likely };
  }

  run(): Completion {
    const { head } = this.#loop;
    switch (head.kind) {
      case 'for-of':
        this.#runForOf(head);
        break;
      case 'for-in':
        this.#runForIn(head);
        break;
      default:
        if (head.kind === 'for' && head.initial) execute(this.#frame, head.initial);
        this.#runTested(head);
    }
    return this.#completion;
  }

  /** One iteration of the body; false: the loop is left. */
  #iterate(): boolean {
    const { machine } = this.#frame;
    const { weight, node, frame, round } = machine;
    // A generator that hands over the values runs around the body, but not as part of it.
    machine.node = this.#node;
    machine.frame = this.#frame;
    machine.node.trips.add(weight, 1);
    machine.node.rounds++;
    machine.node.iterationSince = ++machine.births;
    machine.compute(NANOSECONDS.branch);
    if (this.#loop.endless) machine.round = this.#node.rounds === 1 ? 'first' : 'later';
    const completion = execute(this.#frame, this.#loop.body);
    machine.round = round;
    machine.weight = weight;
    machine.node = node;
    machine.frame = frame;
    switch (completion.kind) {
      case 'normal':
        return true;
      case 'return':
        this.#completion = completion;
        return false;
      default: {
        const mine = completion.label === null || completion.label === this.#loop.label;
        if (!mine) this.#completion = completion;
        return mine && completion.kind === 'continue';
      }
    }
  }

  #runForOf(head: Extract<LoopHead, { kind: 'for-of' }>): void {
    const { machine } = this.#frame;
    const values = this.#evaluateOnce(head.values);
    const each = (element: Value): boolean => {
      this.#freshScope();
      const value = head.awaits && element instanceof PromiseThing ? awaitValue(machine, element) : element;
      assign(this.#frame, head.target, value, true);
      return this.#iterate();
    };
    const trips = this.#assumedTrips;
    const element = trips === undefined ? null : elementsOf(machine, values, this.#loop.site);
    if (trips === undefined || !element) {
      traverse(machine, values, this.#loop.site, each);
      return;
    }
    machine.assumptions.noteTrips(this.#loop.site, null);
    forEachIndex(machine, trips, (index) => each(element(index)));
  }

  /** What the head makes is alive while the loop runs, not for one iteration. */
  #evaluateOnce(made: Expression): Value {
    this.#node.inHead = true;
    try {
      return evaluate(this.#frame, made);
    } finally {
      this.#node.inHead = false;
    }
  }

  #runForIn(head: Extract<LoopHead, { kind: 'for-in' }>): void {
    const { names, count } = keysOf(this.#evaluateOnce(head.object));
    if (this.#assumedTrips !== undefined) this.#frame.machine.assumptions.noteTrips(this.#loop.site, null);
    forEachIndex(this.#frame.machine, this.#assumedTrips ?? count, (index) => {
      this.#freshScope();
      assign(this.#frame, head.target, names[index % names.length], true);
      return this.#iterate();
    });
  }

  #freshScope(): void {
    if (!this.#loop.scope.shared) this.#frame.environment = this.#frame.environment.copy();
  }

  #runTested(head: TestedHead): void {
    if (this.#assumedTrips === undefined) {
      const array = this.#arrayCounted(head.test);
      if (array) overElements(this.#frame.machine, array, () => this.#runToItsEnd(head, null));
      else this.#runToItsEnd(head, null);
      return;
    }
    const derived = new DerivedTrips(this.#frame, this.#loop, head.test);
    this.#runToItsEnd(head, derived);
    const { trips } = derived;
    const leavesEarly = trips !== null && this.#assumedTrips < trips && mayLeave(this.#loop.body);
    const count = trips === null || leavesEarly ? null : { trips, bound: boundOf(head.test) };
    this.#frame.machine.assumptions.noteTrips(this.#loop.site, count);
  }

  /** The array whose length ends the loop: `i < list.length`. */
  #arrayCounted(test: Expression | null): ArrayThing | null {
    const bound = arrayBoundOf(test, this.#loop);
    const array = bound && this.#frame.machine.silently(() => evaluate(this.#frame, bound));
    return array instanceof ArrayThing ? array : null;
  }

  #runToItsEnd(head: TestedHead, derived: DerivedTrips | null): void {
    const probes: Probe[] = [];
    for (let count = 0; ; count++) {
      if (!(head.kind === 'do' && count === 0)) {
        const goesOn = this.#test(head.test);
        derived?.note(count, goesOn);
        // What the user declared wins: values that stand for many can end a loop before its time.
        const ends = this.#assumedTrips === undefined ? goesOn === false : count >= this.#assumedTrips;
        if (ends) {
          this.#completedRuns.note(count, false);
          return;
        }
        if (goesOn !== true) {
          this.#runUnknown(head, count);
          return;
        }
      }
      if (count < 3) probes.push(probe(this.#frame, inductionOf(this.#loop, head.test)));
      const assumed = this.#assumedTrips;
      if (this.#budget.spent && (assumed === undefined || count < assumed)) {
        this.#runSampled(head, probes, count, assumed);
        return;
      }
      if (!this.#budget.exactly(() => this.#iterate())) {
        this.#completedRuns.note(count + 1, true);
        return;
      }
      if (head.test && this.#frame.machine.waitedInVain === this.#node) {
        this.#frame.machine.waitedInVain = null;
        takeAsEnded(this.#frame, head.test);
        return;
      }
      this.#update(head);
    }
  }

  get #completedRuns(): CompletedRuns {
    const { machine, recursion } = this.#frame;
    return machine.completedRuns(this.#loop, recursion);
  }

  #test(test: Expression | null): boolean | null {
    const goesOn = test ? truth(evaluate(this.#frame, test)) : true;
    const isStop = this.#loop.byFlag && test?.kind === 'unary' && test.operator === '!';
    // Nobody has been seen to stop it.
    return goesOn ?? (isStop ? true : null);
  }

  #update(head: TestedHead): void {
    if (head.kind !== 'for') return;
    this.#freshScope();
    if (head.update) evaluate(this.#frame, head.update);
  }

  /** The steps are used up: the latest three iterations show where the loop is going, a few stand for the rest. */
  #runSampled(head: TestedHead, probes: Probe[], iterations: number, assumed: number | undefined): void {
    const frame = this.#frame;
    const induction = inductionOf(this.#loop, head.test);
    const [first] = probes;
    let count = iterations;
    if (count > 2) probes.splice(0, probes.length, probe(frame, induction));
    while (probes.length < 3) {
      if (!this.#budget.exactly(() => this.#iterate())) return;
      this.#update(head);
      count++;
      if (this.#test(head.test) === false) return;
      probes.push(probe(frame, induction));
    }
    const [a, b, c] = probes;
    if (!first || !a || !b || !c) return;
    const course: Course = { first, lastThree: [a, b, c], iterations: count };
    const predicted =
      assumed === undefined ? this.#predicted(course) : quantity(Math.max(0, assumed - count));
    const isCertain = predicted !== null && predicted.low === predicted.high;
    const work = isCertain ? null : workAhead(frame, this.#loop, head.test, count);
    if (work) {
      this.#runWork(head, course, work);
      return;
    }
    if (predicted) {
      this.#runRemaining(head, course, predicted, true);
      return;
    }
    const guessed = this.#unpredictable(count);
    frame.machine.guesses.within(guessed.likely / count, () =>
      this.#runRemaining(head, course, guessed, false),
    );
  }

  /** Iterations that are not run find what others, not run either, will have added. */
  #runWork(head: TestedHead, course: Course, { list, remaining, left }: WorkAhead): void {
    list.toCome = remaining.likely;
    list.elements.sampled = true;
    this.#runRemaining(head, course, remaining, false);
    list.toCome = 0;
    list.length = left;
    list.elements.truncate(left);
  }

  /** What the head counts to, unless something inside ends the loop before; `null`: the head does not tell. */
  #predicted(course: Course): Quantity | null {
    const ahead = predictRemaining(course);
    if (!ahead || ahead.likely > MOST_TRIPS) return null;
    const untilLeft = this.#completedRuns.untilLeft(ahead);
    return untilLeft.likely > FURTHEST_END && mayEndByData(this.#loop) ? null : untilLeft;
  }

  #runRemaining(head: TestedHead, course: Course, remaining: Quantity, predicted: boolean): void {
    const frame = this.#frame;
    const induction = inductionOf(this.#loop, head.test);
    let position = 0;
    for (const stratum of this.#budget.strata(remaining.likely - 1)) {
      advance(frame, induction, course, probe(frame, induction).values, stratum.at - position);
      position = stratum.at;
      if (predicted && this.#test(head.test) === false) break;
      const standsFor = quantity(
        (stratum.count * remaining.low) / Math.max(remaining.likely, 1),
        stratum.count,
        (stratum.count * remaining.high) / Math.max(remaining.likely, 1),
      );
      const goesOn = this.#budget.standingFor(standsFor, () => {
        const left = this.#iterate();
        this.#update(head);
        return left;
      });
      position++;
      if (!goesOn) return;
    }
    // The last one by itself: it reaches as far as the loop does.
    advance(frame, induction, course, probe(frame, induction).values, remaining.likely - 1 - position);
    if (!predicted || this.#test(head.test) === false) return;
    if (this.#budget.exactly(() => this.#iterate())) this.#update(head);
  }

  #unpredictable(iterations: number): Quantity {
    const { machine } = this.#frame;
    if (this.#loop.endless || (this.#loop.byFlag && this.#isService)) {
      if (!this.#loop.yields) machine.node.endless = true;
      return quantity(iterations);
    }
    machine.question(
      say`How many trips does \`${this.#loop.site.label}\` (line ${lineOf(this.#loop.site)}) make? \`assume trips=\u2026\``,
    );
    return machine.guesses.more(iterations, this.#completedRuns);
  }

  /** It does more than look whether something has happened. */
  get #isService(): boolean {
    const { spent, eventLoop } = this.#frame.machine;
    const computing = (spent.nanoseconds - this.#began.nanoseconds) * 1e-9;
    return computing > POLLING_SHARE * (eventLoop.clock.likely - this.#began.clockSeconds);
  }

  /** Nobody knows whether the condition holds. */
  #runUnknown(head: TestedHead, count: number): void {
    const { machine } = this.#frame;
    const { guesses } = machine;
    const assumed = this.#assumedTrips;
    const bound = assumed === undefined ? unknownBound(this.#frame, head.test) : null;
    const boundName = bound?.origin || null;
    const trips =
      assumed === undefined
        ? (bound?.estimate ?? guesses.unknown(this.#completedRuns, boundName))
        : quantity(assumed);
    if (assumed === undefined)
      machine.question(
        say`How many trips does \`${this.#loop.site.label}\` (line ${lineOf(this.#loop.site)}) make? \`assume trips=\u2026\``,
      );
    const left = quantity(
      Math.max(0, trips.low - count),
      Math.max(1, trips.likely - count),
      Math.max(1, trips.high - count),
    );
    guesses.counting(boundName, trips, () =>
      guesses.within(left.low === left.high ? 1 : left.likely, () =>
        forEachIndex(machine, left, () => {
          const goesOn = this.#iterate();
          this.#update(head);
          return goesOn;
        }),
      ),
    );
  }
}

import { say } from '@migration-tags/simulator';
import { type Quantity, quantity, scale } from '../../effects/quantity.ts';
import { WARM_UP_SECONDS } from '../../memory/v8-heap.ts';
import type { LoopCode, LoopHead } from '../../program/code.ts';
import { endsByElements, mayEndByData } from '../code-facts/loop-exits.ts';
import { lineOf } from '../code-facts/naming.ts';
import { startedAnew } from '../code-facts/started-anew.ts';
import { overElements } from '../heap/array-count.ts';
import { takeAsEnded } from '../language/awaited-conditions.ts';
import { evaluate } from '../language/expressions.ts';
import { type Frame, takeAll } from '../language/frame.ts';
import { evaluateTest } from '../language/passing-state.ts';
import { ArrayThing } from '../values/value.ts';
import { arrayBoundOf, boundOf, DerivedTrips, mayLeave, unknownBound } from './derived-trips.ts';
import { advance, goOneWay } from './induction-steps.ts';
import type { LoopIterations } from './loop-iterations.ts';
import { forEachIndex, IterationBudget } from './sampling.ts';
import type { ReadingMark } from './text-reading.ts';
import type { CompletedRuns } from './trip-guesses.ts';
import { type Course, CourseSoFar, inductionOf, predictRemaining, probe } from './trip-prediction.ts';
import { type WorkAhead, workAhead } from './worklists.ts';

/** Predictions beyond are errors of extrapolation. */
const MOST_TRIPS = 1e10;
/** A loop with a way out inside and its own end further away than this is not meant to get there: `i < 1e9` around a search. Reconstruction. */
const FURTHEST_END = 1e6;

/** Runs of a loop that show how long it may last, where nothing else does. Reconstruction. */
const FEWEST_RUNS = 8;

/** So many rounds show what all others do: what the first ones alone did, as setting up, is a millionth. Reconstruction. */
const MOST_ROUNDS = 1e6;

/** A loop that computes for less than this share of what it waits only polls. Reconstruction. */
const POLLING_SHARE = 0.001;

const NO_TEST = { holds: true, passes: false } as const;

/** A head that is asked before or after each iteration. */
export type TestedHead = Extract<LoopHead, { kind: 'for' | 'while' | 'do' }>;

/** A run of such a loop: to its end, or as far as the budget of steps goes and from there on by samples. */
export class TestedLoop {
  readonly #iterations: LoopIterations;
  readonly #frame: Frame;
  readonly #loop: LoopCode;
  readonly #head: TestedHead;
  readonly #budget: IterationBudget;
  readonly #assumedTrips: number | undefined;
  readonly #readSoFar: ReadingMark;
  /** Where costs and waits stood when it began; after the first iteration, which may set things up, then. */
  #began: { readonly nanoseconds: number; readonly clockSeconds: number };

  constructor(iterations: LoopIterations, head: TestedHead) {
    const { frame, loop, assumedTrips } = iterations;
    this.#iterations = iterations;
    this.#frame = frame;
    this.#loop = loop;
    this.#head = head;
    this.#budget = new IterationBudget(frame.machine, loop);
    this.#assumedTrips = assumedTrips;
    this.#readSoFar = frame.machine.reading.mark();
    this.#began = this.#now;
  }

  get #now(): { readonly nanoseconds: number; readonly clockSeconds: number } {
    const { spent, eventLoop } = this.#frame.machine;
    return { nanoseconds: spent.nanoseconds, clockSeconds: eventLoop.clock.likely };
  }

  run(): void {
    if (this.#assumedTrips === undefined) {
      const array = this.#arrayCounted();
      if (array) overElements(this.#frame.machine, array, () => this.#runToItsEnd(null));
      else this.#runToItsEnd(null);
      return;
    }
    const derived = new DerivedTrips(this.#frame, this.#loop, this.#head.test);
    this.#runToItsEnd(derived);
    const { trips } = derived;
    const leavesEarly = trips !== null && this.#assumedTrips < trips && mayLeave(this.#loop.body);
    const count = trips === null || leavesEarly ? null : { trips, bound: boundOf(this.#head.test) };
    this.#frame.machine.assumptions.noteTrips(this.#loop.site, count);
  }

  /** The array whose length ends the loop: `i < list.length`. */
  #arrayCounted(): ArrayThing | null {
    const bound = arrayBoundOf(this.#head.test, this.#loop);
    const array = bound && this.#frame.machine.silently(() => evaluate(this.#frame, bound));
    return array instanceof ArrayThing ? array : null;
  }

  #runToItsEnd(derived: DerivedTrips | null): void {
    const state = new CourseSoFar();
    for (let count = 0; ; count++) {
      if (!(this.#head.kind === 'do' && count === 0)) {
        const goesOn = this.#test(count === 0);
        derived?.note(count, goesOn);
        // What the user declared wins: values that stand for many can end a loop before its time.
        const ends = this.#assumedTrips === undefined ? goesOn === false : count >= this.#assumedTrips;
        if (ends) {
          this.#completedRuns.note(count, false, this.#iterations.node);
          return;
        }
        if (goesOn !== true) {
          this.#runUnknown(count);
          return;
        }
      }
      const { spent } = this.#budget;
      if (spent || count < 3) state.note(count, probe(this.#frame, inductionOf(this.#loop, this.#head.test)));
      const course = spent ? state.courseAt(count) : null;
      if (course && this.#passesOver(course)) return;
      if (!this.#budget.exactly(() => this.#iterations.iterate())) {
        this.#completedRuns.note(count + 1, true, this.#iterations.node);
        return;
      }
      if (count === 0) this.#began = this.#now;
      if (this.#head.test && this.#frame.machine.waitedInVain === this.#iterations.node) {
        this.#frame.machine.waitedInVain = null;
        takeAsEnded(this.#frame, this.#head.test);
        return;
      }
      this.#update();
    }
  }

  get #completedRuns(): CompletedRuns {
    const { machine, recursion } = this.#frame;
    return machine.completedRuns(this.#loop, recursion);
  }

  #test(isFirst = false): boolean | null {
    const { test } = this.#head;
    const { holds, passes } = test ? evaluateTest(this.#frame, test) : NO_TEST;
    // One that others may have left otherwise: then it would have begun.
    const goesOn = holds === false && passes && isFirst ? null : holds;
    const isStop = this.#loop.byFlag && test?.kind === 'unary' && test.operator === '!';
    // Nobody has been seen to stop it.
    return goesOn ?? (isStop ? true : null);
  }

  #update(): void {
    const head = this.#head;
    if (head.kind !== 'for') return;
    this.#iterations.freshScope();
    if (head.update) evaluate(this.#frame, head.update);
  }

  /** False: the loop is left. */
  #iterateAndUpdate(): boolean {
    const goesOn = this.#iterations.iterate();
    this.#update();
    return goesOn;
  }

  /** The steps are used up. Whether the rest of the loop, foretold by its latest three iterations, is left to a few that stand for it, or comes to nothing. */
  #passesOver(course: Course): boolean {
    const { iterations } = course;
    const assumed = this.#assumedTrips;
    const predicted = assumed === undefined ? this.#predicted(course) : quantity(assumed - iterations);
    if (predicted && predicted.high > 0 && this.#budget.allows(predicted.likely)) return false;
    if (predicted?.high !== 0) this.#runSampled(course, predicted);
    return true;
  }

  #runSampled(course: Course, predicted: Quantity | null): void {
    const frame = this.#frame;
    const count = course.iterations;
    const isCertain = predicted !== null && predicted.low === predicted.high;
    const work = isCertain ? null : workAhead(frame, this.#loop, this.#head.test, count);
    if (work) {
      this.#runWork(course, work);
      return;
    }
    const parts = this.#partsAhead(count);
    if (predicted) {
      if (parts && !isCertain) this.#runInARow(course, predicted);
      else this.#runRemaining(course, predicted, true);
      return;
    }
    if (parts) {
      if (parts.high === 0) return;
      frame.machine.reading.toTheEnd(this.#readSoFar, count, (beginPart) =>
        this.#runInARow(course, parts, beginPart),
      );
      return;
    }
    const reads = frame.machine.files.readsAhead(this.#budget.began, count);
    if (reads) {
      this.#runRemaining(course, quantity(reads), false);
      return;
    }
    const rounds = this.#roundsToCome(count);
    if (rounds) {
      this.#runRemaining(course, rounds, false);
      return;
    }
    this.#askForTrips();
    const guessed = frame.machine.guesses.more(count, this.#completedRuns);
    frame.machine.guesses.within(guessed.likely / count, () => this.#runRemaining(course, guessed, false));
  }

  /** Iterations that are not run find what others, not run either, will have added. */
  #runWork(course: Course, { list, remaining, left }: WorkAhead): void {
    list.toCome = remaining.likely;
    list.elements.sampled = true;
    this.#runRemaining(course, remaining, false);
    list.toCome = 0;
    list.length = left;
    list.elements.truncate(left);
  }

  /**
   * What the head counts to, unless something inside ends the loop before; `null`: the head does not tell. Where iterations have been left out, lists hold
   * what only looks like their elements, and links may lead in rings: what goes by them takes no longer than it ever has.
   */
  #predicted(course: Course): Quantity | null {
    const { machine } = this.#frame;
    const ahead = predictRemaining(course);
    const foretold = ahead !== null && ahead.likely <= MOST_TRIPS;
    const goesThroughText = !foretold && this.#partsAhead(course.iterations) !== null;
    if (machine.sampled && !goesThroughText && (!foretold || endsByElements(this.#loop))) {
      const asBefore = this.#completedRuns.beyond(course.iterations, foretold ? 1 : FEWEST_RUNS);
      if (asBefore) return asBefore;
    }
    if (!foretold) return null;
    const untilLeft = this.#completedRuns.untilLeft(ahead, course.iterations);
    return untilLeft.likely > FURTHEST_END && mayEndByData(this.#loop) ? null : untilLeft;
  }

  /** Of a loop that goes through a text: to the end of it, as long as none of its runs from here has ended before. */
  #partsAhead(iterations: number): Quantity | null {
    return this.#completedRuns.hasEndedIn(this.#iterations.node)
      ? null
      : this.#frame.machine.reading.iterationsAhead(this.#readSoFar, iterations);
  }

  #runRemaining(course: Course, remaining: Quantity, predicted: boolean): void {
    const frame = this.#frame;
    const induction = inductionOf(this.#loop, this.#head.test);
    let position = 0;
    for (const stratum of this.#budget.strata(remaining.likely - 1)) {
      advance(frame, induction, course, probe(frame, induction).values, stratum.at - position);
      position = stratum.at;
      if (predicted && this.#test() === false) break;
      const standsFor = quantity(
        (stratum.count * remaining.low) / Math.max(remaining.likely, 1),
        stratum.count,
        (stratum.count * remaining.high) / Math.max(remaining.likely, 1),
      );
      const goesOn = this.#budget.standingFor(standsFor, () => this.#iterateAndUpdate(), !predicted);
      position++;
      if (!goesOn) return;
    }
    // The last one by itself: it reaches as far as the loop does.
    advance(frame, induction, course, probe(frame, induction).values, remaining.likely - 1 - position);
    const leaves = this.#completedRuns.wereLeft(FEWEST_RUNS);
    if (!(predicted || leaves) || this.#test() === false) return;
    if (this.#budget.exactly(() => this.#iterations.iterate(), leaves)) this.#update();
  }

  /** Of a loop that goes through a text: what it finds there says what it does, and where it goes on. */
  #runInARow(course: Course, remaining: Quantity, begin: () => void = () => {}): void {
    const frame = this.#frame;
    const induction = inductionOf(this.#loop, this.#head.test);
    const count = this.#budget.inARow(remaining.likely);
    const states = [probe(frame, induction).values];
    const goesOn = this.#budget.stretchOf(count, scale(remaining, 1 / count), () => {
      if (states.length > 1 && this.#test() === false) return false;
      begin();
      const wentOn = this.#iterateAndUpdate();
      states.push(probe(frame, induction).values);
      return wentOn;
    });
    if (!goesOn) return;
    const moves = (index: number): boolean => goOneWay(states.map((values) => values[index]));
    advance(frame, induction, course, probe(frame, induction).values, remaining.likely - count, moves);
  }

  /** Of a loop that goes on until the program is stopped, as many more as by the time when what it does is looked at; `null`: it may end. */
  #roundsToCome(iterations: number): Quantity | null {
    const { machine } = this.#frame;
    if (!this.#loop.endless && !(this.#loop.byFlag && this.#isService)) return null;
    if (this.#loop.yields) return this.#frame.take === takeAll ? null : quantity(iterations);
    machine.node.goOnForEver();
    const secondsOfOne = (this.#computedSeconds + this.#waitedSeconds) / (iterations - 1);
    return quantity(Math.min(MOST_ROUNDS, Math.max(iterations, WARM_UP_SECONDS / secondsOfOne)));
  }

  /** It does more than look whether something has happened. */
  get #isService(): boolean {
    return this.#computedSeconds > POLLING_SHARE * this.#waitedSeconds;
  }

  get #computedSeconds(): number {
    return (this.#now.nanoseconds - this.#began.nanoseconds) * 1e-9;
  }

  get #waitedSeconds(): number {
    return this.#now.clockSeconds - this.#began.clockSeconds;
  }

  /** Nobody knows whether the condition holds. */
  #runUnknown(count: number): void {
    const { machine } = this.#frame;
    const { guesses } = machine;
    const assumed = this.#assumedTrips;
    const bound = assumed === undefined ? unknownBound(this.#frame, this.#head.test) : null;
    const boundName = bound?.origin || null;
    const trips =
      assumed === undefined
        ? (bound?.estimate ?? guesses.unknown(this.#completedRuns, boundName))
        : quantity(assumed);
    if (assumed === undefined) this.#askForTrips();
    const left = quantity(
      Math.max(0, trips.low - count),
      Math.max(1, trips.likely - count),
      Math.max(1, trips.high - count),
    );
    guesses.counting(boundName, trips, () =>
      guesses.within(left.low === left.high ? 1 : left.likely, () =>
        forEachIndex(machine, left, () => this.#iterateAndUpdate(), startedAnew(this.#loop)),
      ),
    );
  }

  #askForTrips(): void {
    this.#frame.machine.question(
      say`How many trips does \`${this.#loop.site.label}\` (line ${lineOf(this.#loop.site)}) make? \`assume trips=\u2026\``,
    );
  }
}

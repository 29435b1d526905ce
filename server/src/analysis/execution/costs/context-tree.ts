import { type Message, MessageSet } from '@migration-tags/simulator';
import type { Site, Statement } from '../../program/code.ts';
import type { NumberTexts } from '../heap/number-texts.ts';
import type { Survivors } from '../heap/survivors.ts';
import type { WriteRecord } from '../heap/write-record.ts';
import type { Shape } from '../values/shape.ts';
import { Additions } from './additions.ts';
import { BranchHistory } from './branch-history.ts';
import { LastingCalls } from './lasting-calls.ts';
import { Tally } from './tally.ts';
import { presenceTestedIn, TestedPresence } from './tested-presence.ts';

/** Recursions deeper than this are taken together. */
export const DEEPEST_TOLD_APART = 16;

/** As often as it was seen to run; over and over by the event loop; or nobody knows, as the program does not call it. */
export type Recurrence = 'as seen' | 'without end' | 'unknown';

/** Code that has allocated less, in all its executions together, does not look at the heap: that would not matter. */
export const FIRST_LOOK_BYTES = 512;

/** What one piece of code cost where it was called from: a node of the calling-context tree. */
export class ContextNode {
  readonly site: Site;
  readonly parent: ContextNode | null;
  readonly depth: number;
  readonly children = new Map<Site, ContextNode>();
  /** Executions; those inside a recursion of the same code are part of the outermost. */
  readonly calls = new Tally();
  readonly lasting = new LastingCalls();
  /** Executions that were really run, not accounted for by others. */
  entries = 0;
  /** Loops: iterations. */
  readonly trips = new Tally();
  /** Loops: iterations that were really run. */
  rounds = 0;
  /** Its own, children's excluded. */
  readonly nanoseconds = new Tally();
  readonly youngBytes = new Tally();
  readonly largeBytes = new Tally();
  readonly externalBytes = new Tally();
  /** Made with the first look at the heap while it ran. */
  survivors: Survivors | null = null;
  /** Once it has allocated so many young bytes, or as many of large objects, it looks at the heap again; what runs aside never does. */
  nextLookBytes: number;
  nextLargeLookBytes: number;
  /** What it had allocated at the latest looks. */
  lookedAtBytes = 0;
  lookedAtLargeBytes = 0;
  /** Executions that the latest one stood for, and its present iteration. */
  enteredUnder = 1;
  iterationUnder = 1;
  /** What V8 itself keeps alive, in caches. */
  readonly cachedBytes = new Tally();
  /** Of numbers; made with the first. */
  numberTexts: NumberTexts | null = null;
  externalBlockBytes = 0;
  /** Waits, children's included: elapsed on the virtual clock. */
  readonly waitSeconds = new Tally();
  readonly writes: WriteRecord[] = [];
  readonly questions = new MessageSet();
  /** Of the top level of a file, which is no place to look at: the calls that its questions are about; made with the first. */
  askedAt: Map<Message, Site> | null = null;
  /** What was found around the program and taken as given. */
  readonly grounds = new MessageSet();
  /** Functions: the call that ran it first. */
  calledAt: Site | null = null;
  /** Entered while it was running, by way of a recursion further out: its `calls` are not those of the recursion. */
  reentered = false;
  /** A loop that goes on until somebody stops it from outside, or a wait for what never comes. */
  endless = false;
  /** It is endless, or waits for what is: whoever waits for it does nothing after it. */
  neverEnds = false;
  /** Something endless was started in it; it may have gone on meanwhile. */
  startsEndless = false;
  /** A call of an async function: who calls it goes on, and waits for it only at an `await`. */
  isAsync = false;
  /** The top level of a file: runs once, so that what it makes is old for what it runs. */
  isTopLevel = false;
  /** Of what stands right under the root: how often the program runs it. */
  recurrence: Recurrence = 'as seen';
  /** Birth number at the latest entry: what is older existed before. */
  since = 0;
  /** Loops: birth number when the present iteration began. */
  iterationSince = Number.POSITIVE_INFINITY;
  active = 0;

  #branches: Map<Statement, BranchHistory[]> | null = null;
  #additions: Map<Shape, Additions> | null = null;

  constructor(site: Site, parent: ContextNode | null) {
    this.site = site;
    this.parent = parent;
    this.depth = parent ? parent.depth + 1 : 0;
    this.nextLookBytes =
      parent === null || Number.isFinite(parent.nextLookBytes) ? FIRST_LOOK_BYTES : Number.POSITIVE_INFINITY;
    this.nextLargeLookBytes = this.nextLookBytes;
  }

  /** How often what stands in it was run: iterations of a loop, executions of all else. */
  get runs(): { readonly seen: number; readonly likely: number } {
    return this.rounds > 0
      ? { seen: this.rounds, likely: this.trips.likely }
      : { seen: this.entries, likely: this.calls.likely };
  }

  /** When the present one of these began, in births, and how many it stands for. */
  get runSince(): number {
    return this.rounds > 0 ? this.iterationSince : this.since;
  }

  get runUnder(): number {
    return this.rounds > 0 ? this.iterationUnder : this.enteredUnder;
  }

  goOnForEver(): void {
    this.endless = true;
    for (let node: ContextNode | null = this; node && !node.startsEndless; node = node.parent)
      node.startsEndless = true;
    this.waitForEver();
  }

  /** What it waits for never comes, so all that is around it goes on waiting, up to the caller of an async function. */
  waitForEver(): void {
    for (let node: ContextNode | null = this; node && !node.neverEnds; node = node.parent) {
      node.neverEnds = true;
      if (node.isAsync) return;
    }
  }

  child(site: Site): ContextNode {
    let child = this.children.get(site);
    if (!child) {
      child = new ContextNode(site, this);
      this.children.set(site, child);
    }
    return child;
  }

  /** How a branch went when it was run here, at each depth of recursion of its function: that decides where a recursion ends. */
  historyOf(statement: Extract<Statement, { kind: 'if' }>, recursion: number): BranchHistory {
    this.#branches ??= new Map();
    let byDepth = this.#branches.get(statement);
    if (!byDepth) {
      byDepth = [];
      this.#branches.set(statement, byDepth);
    }
    const depth = Math.min(recursion, DEEPEST_TOLD_APART);
    let history = byDepth[depth];
    if (!history) {
      const tested = presenceTestedIn(statement.test);
      history = new BranchHistory(tested.length > 0 ? new TestedPresence(tested) : null);
      byDepth[depth] = history;
    }
    return history;
  }

  /** What it has added to the containers that one allocation site made. */
  additionsTo(shape: Shape): Additions {
    this.#additions ??= new Map();
    let additions = this.#additions.get(shape);
    if (!additions) {
      additions = new Additions();
      this.#additions.set(shape, additions);
    }
    return additions;
  }

  /** Itself or the nearest node around it of the same code, which a recursion goes on in. */
  enclosing(site: Site): ContextNode | null {
    for (let node: ContextNode | null = this; node; node = node.parent) if (node.site === site) return node;
    return null;
  }
}

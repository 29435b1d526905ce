import { type Message, MessageSet } from '@migration-tags/simulator';
import type { Site, Statement } from '../program/code.ts';
import { Additions } from './additions.ts';
import { BranchHistory } from './branch-history.ts';
import { LastingCalls } from './lasting-calls.ts';
import type { NumberTexts } from './number-texts.ts';
import type { Shape } from './shape.ts';
import { Tally } from './tally.ts';
import type { WriteRecord } from './write-record.ts';

/** Recursions deeper than this are taken together. */
export const DEEPEST_TOLD_APART = 16;

/** As often as it was seen to run; over and over by the event loop; or nobody knows, as the program does not call it. */
export type Recurrence = 'as seen' | 'without end' | 'unknown';

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
  /** Fresh objects that other fresh objects hold. */
  readonly heldBytes = new Tally();
  /** Loops: evaluates what it goes through. */
  inHead = false;
  /** Loops: fresh objects that library functions returned to go through, alive until the loop ends. */
  readonly iteratedBytes = new Tally();
  /** Of numbers; made with the first. */
  numberTexts: NumberTexts | null = null;
  /** Loops: those that fresh objects of the same iteration hold. */
  readonly heldInIterations = new Tally();
  /** Fresh objects that library functions returned: unless something holds them, they are garbage before the next come. */
  readonly returnedBytes = new Tally();
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
  }

  /** How often what stands in it was run: iterations of a loop, executions of all else. */
  get runs(): { readonly seen: number; readonly likely: number } {
    return this.rounds > 0
      ? { seen: this.rounds, likely: this.trips.likely }
      : { seen: this.entries, likely: this.calls.likely };
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
  historyOf(statement: Statement, recursion: number): BranchHistory {
    this.#branches ??= new Map();
    let byDepth = this.#branches.get(statement);
    if (!byDepth) {
      byDepth = [];
      this.#branches.set(statement, byDepth);
    }
    const depth = Math.min(recursion, DEEPEST_TOLD_APART);
    let history = byDepth[depth];
    if (!history) {
      history = new BranchHistory();
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

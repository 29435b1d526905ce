import type { Message } from '@migration-tags/simulator';
import type { AssumedFacts } from '../../../tags/tag-sheet.ts';
import type { CancellationProbe } from '../../analyzer.ts';
import { AnalysisCancelled } from '../../analyzer.ts';
import { ONCE, type Quantity, quantity } from '../../effects/quantity.ts';
import type { KnownEffectLookup } from '../../knowledge/known-effect.ts';
import type { FunctionCode, LoopCode, Site, Statement } from '../../program/code.ts';
import type { DataFile } from '../../program/data-file.ts';
import type { TypeHint } from '../../program/type-hint.ts';
import type { CallMemory } from '../calls/call-memory.ts';
import { Inlining } from '../calls/inlining.ts';
import { StateSetters } from '../code-facts/state-setters.ts';
import type { StandIn } from '../costs/additions.ts';
import { ContextNode, DEEPEST_TOLD_APART } from '../costs/context-tree.ts';
import { MemoryReach } from '../heap/memory-reach.ts';
import { Roots } from '../heap/roots.ts';
import { lookAtHeap } from '../heap/survivors.ts';
import { Texts } from '../heap/texts.ts';
import { EventLoop, type LoopHost } from '../host/event-loop.ts';
import { OpenFiles } from '../host/open-files.ts';
import type { StartedThreads } from '../host/worker-threads.ts';
import type { Frame } from '../language/frame.ts';
import type { StateProbe } from '../language/missing-state.ts';
import { FoundInTexts } from '../loops/found-in-texts.ts';
import { TextReading } from '../loops/text-reading.ts';
import { CompletedRuns, TripGuesses } from '../loops/trip-guesses.ts';
import type { Journal } from '../values/journal.ts';
import { Shape } from '../values/shape.ts';
import { type Thing, Unknown, type Value } from '../values/value.ts';
import { askAt } from './asking.ts';
import { AssumptionLog } from './assumption-log.ts';
import type { Realm } from './realm.ts';

/** What the machine needs from around it. */
export interface MachineSettings {
  readonly knownEffect: KnownEffectLookup;
  /** Facts the user declared, by the site of the entity they stand on. */
  readonly assumed: (site: Site) => AssumedFacts | undefined;
  /** The file that a program in `fromFile` opens by a path. */
  readonly dataFile: (path: string, fromFile: string) => DataFile | undefined;
  /** Runs a module once and answers with its exports; `undefined`: no such file. */
  readonly requireModule: (specifier: string, fromFile: string) => Value;
  /** Runs the script of the same directory that defines a global not yet defined; false: none does. */
  readonly requireGlobal: (name: string, fromFile: string) => boolean;
  readonly typeNamed: (name: string, file: string) => { hint: TypeHint; file: string } | undefined;
  readonly cancelled: CancellationProbe;
}

/** Cost of calls that completed: replayed for calls that are not run. */
export interface CallCost {
  readonly nanoseconds: number;
  readonly youngBytes: number;
  readonly largeBytes: number;
  readonly externalBytes: number;
}

/**
 * The state of an abstract execution (Gustafsson, Ermedahl et al., RTSS 2006): the program runs over values as far as the
 * source determines them, a bounded number of steps; what is not run is accounted for by what is, with a weight.
 */
export class Machine implements LoopHost {
  readonly settings: MachineSettings;
  readonly eventLoop = new EventLoop(this);
  readonly assumptions = new AssumptionLog();
  readonly threads = new Map<Site, StartedThreads>();
  readonly globals = new Map<string, Value>();
  /** What the program imports of packages that are not run, by its specifier. */
  readonly packages = new Map<string, 'not installed' | 'not run'>();
  readonly root: ContextNode;
  node: ContextNode;
  frame: Frame | null = null;
  /** How many real executions the present one stands for. */
  weight: Quantity = ONCE;
  /** How likely the event at hand gets to where it is now, by the branches whose conditions nobody knows. */
  chance = 1;
  /** How many iterations of the loop around the present one stands for. */
  standsFor = 1;
  /** Iterations of that loop before the present one. */
  iterationsBefore = 0;
  /** It goes on from what the iteration before it has left, not from where those left out would have got. */
  standsByState = false;
  /** It is the last of a loop that has always been left from inside. */
  leavesLoop = false;
  /** `callDepth` of that loop. */
  standingDepth = 0;
  /** `births` when the iteration began that runs now, of whichever loop. */
  iterationBegan = 0;
  /** The loops around of which an iteration stands for others, outermost first. */
  readonly standIns: StandIn[] = [];
  steps = 0;
  /** Steps after which loops are sampled and recursions cut short. */
  deadline: number;
  /** Steps after which calls are answered from what earlier ones cost. */
  hardLimit: number;
  callDepth = 0;
  /** Of the latest call. */
  callSite: Site | null = null;
  /** Counts the times that iterations were passed over, before one that stands for others and after it. */
  leaps = 0;
  /** Some iterations were not run: what the program's variables hold is only like what they would. */
  sampled = false;
  /** `try` statements around. */
  tryDepth = 0;
  /** `throw` statements that have thrown. */
  readonly thrown = new Set<Statement>();
  /** Counts births of things. */
  births = 0;
  /** State of the stand-in for `Math.random`. */
  randomState = 1;
  /** Counts writes that outlive the function making them: a call during which it stands still is pure. */
  effects = 0;
  /** Counts calls that were not followed to their end. */
  cutShort = 0;
  /** The loop that does nothing but wait until others have ended its condition; `null`: none does. */
  waitingLoop: ContextNode | null = null;
  /** One that has waited in vain, as those others have not been run. */
  waitedInVain: ContextNode | null = null;
  /** Counts recursive calls answered with the cost of less deep ones, as none so deep has been run. */
  folded = 0;
  readonly roots = new Roots();
  readonly texts = new Texts();
  readonly reading = new TextReading();
  readonly found = new FoundInTexts();
  readonly files = new OpenFiles();
  /** Counts waits. */
  awaits = 0;
  /** Code that has allocated so much that it is time for a look at the heap. */
  looking: { readonly node: ContextNode; readonly latest: number } | null = null;
  /** Objects that such looks have looked at. */
  visits = 0;
  /** Bytes allocated between those looks, all together. */
  lookedAtBytes = 0;
  /** `births` whenever an iteration began that stands for others. */
  readonly standInsBegan: number[] = [];
  /** Young bytes of what library functions have returned. */
  resultBytes = 0;
  readonly spent = { nanoseconds: 0, youngBytes: 0, largeBytes: 0, externalBytes: 0 };
  readonly #shapes = new Map<Site, Shape>();
  readonly #inlinings = new Map<FunctionCode, Inlining>();
  readonly #memories = new Map<FunctionCode, CallMemory>();
  readonly #completedRuns = new Map<LoopCode, CompletedRuns[]>();
  readonly guesses = new TripGuesses();
  readonly reach = new MemoryReach();
  realm: Realm | null = null;
  /** A function runs that the program does not call, with arguments nobody knows. */
  guessing = false;
  /** Which round runs of a loop without end: what the first one alone does is not what the loop does. `null`: there is none around. */
  round: 'first' | 'later' | null = null;
  /** `births` when that first round was over. */
  setUpUntil = 0;
  /** What runs is not accounted for. */
  isSilent = false;
  /** Collections that nothing was left in, with `births` then. */
  readonly emptied = new WeakMap<Thing, number>();
  readonly setters = new StateSetters();
  /** `callDepth` of the test that is being evaluated, and how often such tests have read state that passes (passing-state.ts). */
  testDepth = Number.NEGATIVE_INFINITY;
  passingReads = 0;
  /** Of the way through a branch that runs, one of several that nobody knows the choice of; `null`: there is none around. */
  journal: Journal | null = null;
  /** State that code met as null or undefined and asked for a property, by its name. */
  readonly missing = new Map<string, StateProbe>();

  constructor(settings: MachineSettings, site: Site, budget: number) {
    this.settings = settings;
    this.root = new ContextNode(site, null);
    this.node = this.root;
    this.deadline = budget;
    this.hardLimit = budget * 3;
  }

  /** Gives the next root run a budget of its own. */
  grant(steps: number): void {
    this.deadline = this.steps + steps;
    this.hardLimit = this.steps + steps * 3;
    this.sampled = false;
    this.tryDepth = 0;
  }

  /** Runs `work` as if it stood beside the program rather than in the midst of it, with a budget of its own. */
  aside(budget: number, work: () => void): void {
    const { node, weight, deadline, hardLimit, steps, sampled, tryDepth } = this;
    this.grant(budget);
    this.node = this.root;
    this.weight = ONCE;
    work();
    this.node = node;
    this.weight = weight;
    // Loops around count on the steps that they had left.
    this.steps = steps;
    this.deadline = deadline;
    this.hardLimit = hardLimit;
    this.sampled = sampled;
    this.tryDepth = tryDepth;
  }

  step(): void {
    if ((++this.steps & 0x3fff) === 0 && this.settings.cancelled()) throw new AnalysisCancelled();
    if (this.looking !== null) {
      const { node, latest } = this.looking;
      this.looking = null;
      lookAtHeap(this, node, -latest);
    }
  }

  /** Work of the run itself that the program does in one go, as copying a long list. */
  spend(steps: number): void {
    const before = this.steps;
    this.steps += steps;
    if (before >> 14 !== this.steps >> 14 && this.settings.cancelled()) throw new AnalysisCancelled();
  }

  shapeOf(site: Site, label = site.label): Shape {
    let shape = this.#shapes.get(site);
    if (!shape) {
      shape = new Shape(site, label);
      this.#shapes.set(site, shape);
    }
    return shape;
  }

  inliningOf(code: FunctionCode): Inlining {
    let inlining = this.#inlinings.get(code);
    if (!inlining) {
      inlining = new Inlining();
      this.#inlinings.set(code, inlining);
    }
    return inlining;
  }

  memoryOf(code: FunctionCode): CallMemory {
    let memory = this.#memories.get(code);
    if (!memory) {
      memory = {
        pure: new Map(),
        byDepth: [],
        cutShort: null,
        last: { result: undefined, youngBytes: 0, since: 0, keptShare: 0 },
      };
      this.#memories.set(code, memory);
    }
    return memory;
  }

  /** How a loop ended, at each depth of recursion of its function. */
  completedRuns(loop: LoopCode, recursion: number): CompletedRuns {
    let byDepth = this.#completedRuns.get(loop);
    if (!byDepth) {
      byDepth = [];
      this.#completedRuns.set(loop, byDepth);
    }
    const depth = Math.min(recursion, DEEPEST_TOLD_APART);
    let runs = byDepth[depth];
    if (!runs) {
      runs = new CompletedRuns();
      byDepth[depth] = runs;
    }
    return runs;
  }

  compute(nanoseconds: number): void {
    this.node.nanoseconds.add(this.weight, nanoseconds);
    this.spent.nanoseconds += this.weight.likely * nanoseconds;
  }

  /** Waits for memory that is not near. */
  wait(nanoseconds: number): void {
    if (nanoseconds > 0) this.compute(nanoseconds);
  }

  computeQuantity(nanoseconds: Quantity): void {
    this.node.nanoseconds.addQuantity(this.weight, nanoseconds);
    this.spent.nanoseconds += this.weight.likely * nanoseconds.likely;
  }

  /** `site`: the call it is about. */
  question(asked: Message, site = this.callSite): void {
    askAt(this.node, asked, site);
  }

  /** The size that the user declared of the data which the running function, or the code of it around here, handles. */
  declaredBytes(): Quantity | null {
    for (let node: ContextNode | null = this.node; node; node = node.parent) {
      const bytes = this.settings.assumed(node.site)?.sizeBytes;
      if (bytes !== undefined) {
        this.assumptions.noteSize(node.site);
        return quantity(bytes);
      }
      if (node.site === this.frame?.code.site) return null;
    }
    return null;
  }

  /** Runs `work` as the execution of `site`, accounted for on its own. */
  within<T>(site: Site, work: () => T): T {
    const outer = this.node;
    const recursion = outer.enclosing(site);
    const node = recursion ?? outer.child(site);
    this.node = node;
    node.reentered ||= recursion === null && node.active > 0;
    if (recursion === null || node.active === 0) {
      node.since = ++this.births;
      node.calls.add(this.weight, 1);
      node.entries++;
      node.enteredUnder = this.weight.likely;
      if ((outer.parent === null || outer.isTopLevel) && this.roots.waiting.length === 0) {
        this.roots.begin(node.since);
        this.standInsBegan.length = 0;
      }
    }
    node.active++;
    const clockBefore = this.eventLoop.clock;
    const { nanoseconds, youngBytes, largeBytes, externalBytes } = this.spent;
    try {
      return work();
    } finally {
      node.active--;
      if (node.active === 0) {
        addElapsed(node, clockBefore, this.eventLoop.clock);
        const spent = {
          nanoseconds: this.spent.nanoseconds - nanoseconds,
          youngBytes: this.spent.youngBytes - youngBytes,
          largeBytes: this.spent.largeBytes - largeBytes,
          externalBytes: this.spent.externalBytes - externalBytes,
        };
        // A later round cut short for want of steps says no more of what is usual than the first one.
        const isUnusual = this.round === 'first' || (this.round === 'later' && this.exhausted);
        node.lasting.add(this.weight.likely, spent, isUnusual);
      }
      this.node = outer;
    }
  }

  eventOf(called: Site): ContextNode {
    return this.root.child(called);
  }

  runAsPartOf(event: ContextNode | null, task: () => void): void {
    const outer = this.node;
    this.node = event ?? this.root;
    try {
      task();
    } finally {
      this.node = outer;
    }
  }

  /** Runs `work` as standing for `factor` executions of it. */
  weighted<T>(factor: Quantity, work: () => T): T {
    const outer = this.weight;
    this.weight = quantity(outer.low * factor.low, outer.likely * factor.likely, outer.high * factor.high);
    try {
      return work();
    } finally {
      this.weight = outer;
    }
  }

  /** Runs `work` with what it costs accounted for elsewhere. */
  silently<T>(work: () => T): T {
    const outer = this.node;
    const wasSilent = this.isSilent;
    this.isSilent = true;
    const spent = { ...this.spent };
    this.node = new ContextNode(outer.site, null);
    this.node.nextLookBytes = Number.POSITIVE_INFINITY;
    this.node.nextLargeLookBytes = Number.POSITIVE_INFINITY;
    this.node.since = this.births;
    try {
      return work();
    } finally {
      this.node = outer;
      this.isSilent = wasSilent;
      Object.assign(this.spent, spent);
    }
  }

  /** Made up from arguments nobody knows: no reason to forget what the program itself has put there. */
  isGuess(value: Value, known: Value): boolean {
    return (
      this.guessing &&
      value instanceof Unknown &&
      value.estimate === null &&
      known !== undefined &&
      known !== null
    );
  }

  /** Something that decides a branch is being evaluated. */
  get isTesting(): boolean {
    return this.testDepth >= this.callDepth - 1;
  }

  get exhausted(): boolean {
    return this.steps > this.deadline;
  }
}

const addElapsed = (node: ContextNode, before: Quantity, after: Quantity): void => {
  node.waitSeconds.low += Math.max(0, after.low - before.low);
  node.waitSeconds.likely += Math.max(0, after.likely - before.likely);
  node.waitSeconds.high += Math.max(0, after.high - before.high);
};

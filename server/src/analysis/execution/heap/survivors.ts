import type { ContextNode } from '../costs/context-tree.ts';
import type { Machine } from '../run/machine.ts';
import type { Thing } from '../values/value.ts';
import { HeapSurvey, type LargeObject, type Stage } from './heap-survey.ts';

/** What one look has found alive of what a piece of code has made: bytes. */
interface Look {
  /** Since the look before. */
  readonly allocated: number;
  readonly young: number;
  readonly large: number;
  /** Made by the execution before, which has returned it to a variable that still holds it. */
  readonly held: number;
  readonly lasting: readonly LargeObject[];
}

/** Sums over looks at the heap, each weighing as much as was allocated since the one before: bytes. */
class Looks {
  allocated = 0;
  young = 0;
  large = 0;
  /** Of what the execution before has returned. */
  held = 0;
  /** Bytes of each large object found alive, with as many as it stands for. */
  readonly lasting = new Map<string, number>();

  note({ allocated, young, large, held, lasting }: Look): void {
    this.allocated += allocated;
    this.young += allocated * young;
    this.large += allocated * large;
    this.held += allocated * held;
    for (const { identity, bytes } of lasting) this.#noteLasting(identity, bytes);
  }

  merge(other: Looks): void {
    this.allocated += other.allocated;
    this.young += other.young;
    this.large += other.large;
    this.held += other.held;
    for (const [identity, bytes] of other.lasting) this.#noteLasting(identity, bytes);
  }

  #noteLasting(identity: string, bytes: number): void {
    this.lasting.set(identity, Math.max(bytes, this.lasting.get(identity) ?? 0));
  }
}

/**
 * Of what a piece of code and all it runs have made, what is alive at a time. The collector comes after so many bytes, whatever the time: so the mean is one
 * over what is allocated, taken where the run stands after every so many bytes.
 */
export class Survivors {
  readonly #all = new Looks();
  /** What the first round of a loop without end sets up is old in all others. */
  readonly #later = new Looks();

  note(look: Look, isFirstRound: boolean): void {
    this.#all.note(look);
    if (!isFirstRound) this.#later.note(look);
  }

  merge(other: Survivors): void {
    this.#all.merge(other.#all);
    this.#later.merge(other.#later);
  }

  /** Bytes, those of large objects apart; `null`: there was no look, as nothing or too little has been allocated. */
  get mean(): Pick<Look, 'young' | 'large' | 'held'> | null {
    const { allocated, young, large, held } = this.#usual;
    return allocated > 0
      ? { young: young / allocated, large: large / allocated, held: held / allocated }
      : null;
  }

  /** Bytes of all the large objects that were alive at some look, in all executions together. */
  get lastingLargeBytes(): number {
    let sum = 0;
    for (const bytes of this.#usual.lasting.values()) sum += bytes;
    return sum;
  }

  get #usual(): Looks {
    return this.#later.allocated > 0 ? this.#later : this.#all;
  }
}

/**
 * When code looks at the heap again: once it has allocated so many times as much, which each of three iterations that stand for all (sampling.ts) has. For each step of the run so many objects may be looked at; more where a
 * good part of all that was ever allocated came since the last look, as with iterations that stand for many. So looks take a small part of the time that
 * the run takes, and are taken where they weigh most.
 */
const NEXT_LOOK = 1.4;
const VISITS_A_STEP = 0.1;
const URGENT_VISITS_A_STEP = 1;
const URGENT_SHARE = 0.2;
/** Of short programs all looks are taken. */
const FREE_VISITS = 4000;
/** What a look costs besides, in objects looked at. */
const LOOK_VISITS = 20;

/**
 * The code that is running has allocated: it looks at the heap once what it has made is where it belongs. A scavenge would have come before there was room
 * for those `bytes`: they do not count.
 */
export const noteAllocation = (machine: Machine, bytes: number): void => {
  const { node } = machine;
  if (node.youngBytes.likely >= node.nextLookBytes) machine.looking = { node, latest: bytes };
};

/**
 * The code that is running is about to allocate a large object. A scavenge that young large objects bring about comes then, when they are more than fit
 * into a semi-space, and finds those before it: often none (V8 `NewLargeObjectSpace::AllocateRaw`).
 */
export const noteLargeAllocation = (machine: Machine, bytes: number): void => {
  const { node, weight } = machine;
  const allocated = node.largeBytes.likely + bytes * weight.likely;
  if (allocated < node.nextLargeLookBytes) return;
  const since = allocated - node.lookedAtLargeBytes;
  if (!isWorthALook(machine, node, since)) return;
  node.lookedAtLargeBytes = allocated;
  node.nextLargeLookBytes = allocated * NEXT_LOOK;
  lookAt(machine, node, since, 0);
};

/** Counts what is alive of what each piece of running code has made; `besides`: bytes that it does not see, or that are to be left out. */
export const lookAtHeap = (machine: Machine, node: ContextNode, besides: number): void => {
  const allocated = node.youngBytes.likely;
  if (allocated < node.nextLookBytes) return;
  const since = allocated - node.lookedAtBytes;
  if (!isWorthALook(machine, node, since)) return;
  node.lookedAtBytes = allocated;
  node.nextLookBytes = allocated * NEXT_LOOK;
  lookAt(machine, node, since, besides);
};

/** `since`: bytes allocated since the node's last look. */
const isWorthALook = (machine: Machine, node: ContextNode, since: number): boolean => {
  const isUrgent = !node.survivors || since > URGENT_SHARE * (machine.lookedAtBytes + since);
  const visitsPerStep = isUrgent ? URGENT_VISITS_A_STEP : VISITS_A_STEP;
  if (machine.visits > FREE_VISITS + machine.steps * visitsPerStep) return false;
  machine.lookedAtBytes += since;
  return true;
};

const lookAt = (machine: Machine, node: ContextNode, since: number, besides: number): void => {
  const running = runningCode([node, ...machine.roots.waiting]);
  // What the first round of a loop without end has set up is old in the later ones.
  const old = machine.round === 'later' ? machine.setUpUntil : 0;
  const survey = new HeapSurvey(
    machine,
    running.map((code) => Math.max(code.since, old)),
    stagesOf(running),
  );
  survey.fromRoots();
  machine.visits += survey.visits + LOOK_VISITS;
  const isFirstRound = machine.round === 'first';
  let young = besides;
  let large = 0;
  for (const [index, code] of [...running.entries()].reverse()) {
    young += survey.young[index] ?? 0;
    large += survey.large[index] ?? 0;
    code.survivors ??= new Survivors();
    const lasting = survey.largeObjects.filter(({ born }) => born > code.since);
    const held = heldFromBefore(machine, code);
    code.survivors.note({ allocated: since, young: Math.max(0, young), large, held, lasting }, isFirstRound);
  }
};

/** Bytes of what the execution before this one has returned, as long as a caller's variable holds it: until that is given the next. */
const heldFromBefore = (machine: Machine, code: ContextNode): number => {
  const returned = machine.roots.heldSince(code, machine.frame);
  if (!returned) return 0;
  returned.bytes ??= bytesSince(machine, returned.value, returned.since, returned.weight);
  return returned.bytes;
};

/** Bytes of what a thing holds that was made since, itself included, by code that stands for `weight` executions. */
export const bytesSince = (
  machine: Machine,
  thing: Thing,
  since: number,
  weight = machine.weight.likely,
): number => {
  const survey = new HeapSurvey(machine, [since], [{ since, weight }]);
  survey.from(thing);
  machine.visits += survey.visits;
  return survey.young[0] ?? 0;
};

/** The code around, in the order in which it began; what is older than the outermost that may run over and over is old for all. */
const runningCode = (innermost: readonly ContextNode[]): readonly ContextNode[] => {
  const all = new Set<ContextNode>();
  let outermost = Number.POSITIVE_INFINITY;
  for (const node of innermost) {
    let at = node;
    for (; at.parent?.parent && !at.parent.isTopLevel; at = at.parent) all.add(at);
    all.add(at);
    outermost = Math.min(outermost, at.since);
  }
  return [...all].filter(({ since }) => since >= outermost).sort((a, b) => a.since - b.since);
};

const stagesOf = (running: readonly ContextNode[]): readonly Stage[] =>
  running
    .flatMap(({ since, enteredUnder, iterationSince, iterationUnder }) => [
      { since, weight: enteredUnder },
      ...(iterationSince > since && Number.isFinite(iterationSince)
        ? [{ since: iterationSince, weight: iterationUnder }]
        : []),
    ])
    .sort((a, b) => a.since - b.since);

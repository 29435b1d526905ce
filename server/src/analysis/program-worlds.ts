import type { AssumedFacts } from '../tags/tag-sheet.ts';
import type { CancellationProbe } from './analyzer.ts';
import type { ContextNode } from './execution/costs/context-tree.ts';
import { PlacedNodes } from './profiles/entity-nodes.ts';
import type { Site } from './program/code.ts';
import type { FileCode, PieceCode } from './program/file-code.ts';
import { type Part, type Parts, partsOf } from './program/parts.ts';
import { PieceGraph } from './program/piece-graph.ts';
import { aloneOf, sliceOf, standsIn } from './program/slice.ts';
import type { RunSources } from './source-record.ts';
import { World } from './world.ts';

/** What a program is run from. */
export interface ProgramInputs extends RunSources {
  readonly entries: readonly string[];
  /** Files whose functions are run although nothing calls them. */
  readonly wanted: readonly string[];
  readonly assumed: (site: Site) => AssumedFacts | undefined;
  readonly cancelled: CancellationProbe;
}

/**
 * Steps of one run, about 20 million a second: shared by the entry files, and by the functions that they do not call.
 * Small programs get enough for each of their parts, large ones a little for each of many.
 */
const BUDGET = {
  entries: { all: 600_000, least: 20_000, most: 400_000 },
  functions: { all: 1_600_000, least: 800, most: 400_000 },
};

/** What a part's run was, and of what. */
interface PartRun {
  readonly own: ReadonlySet<PieceCode>;
  readonly stepsPerFunction: number;
  readonly world: World;
}

/** What all parts of a program did. */
export class ProgramWorlds {
  /** The part that acts and holds state. */
  readonly together: World;
  readonly nodes: PlacedNodes;
  readonly #worlds: readonly World[];

  constructor(together: World, alone: readonly World[]) {
    this.together = together;
    this.#worlds = [together, ...alone];
    this.nodes = new PlacedNodes(this.#worlds.map(({ nodes }) => nodes));
  }

  /** Paths of the files whose sizes were asked for, as the program has them. */
  get dataFiles(): readonly string[] {
    return this.#worlds.flatMap(({ dataFiles }) => dataFiles);
  }

  /** The first of the worlds that ran some of the executions. */
  worldOf(executions: readonly ContextNode[]): World {
    const ran = executions.flatMap(({ site }) => this.#worlds.find(({ nodes }) => nodes.has(site)) ?? []);
    return ran[0] ?? this.together;
  }
}

/** Runs a program, and after a change again those of its parts that are not what they were. */
export class PartwiseRuns {
  #graph: PieceGraph | null = null;
  #together: World | null = null;
  /** By the pieces that the parts start from. */
  #alone: ReadonlyMap<PieceCode, PartRun> = new Map();

  /** Throws `AnalysisCancelled`; what has been run by then is kept. */
  run(inputs: ProgramInputs): ProgramWorlds {
    if (this.#graph) this.#graph.update(inputs);
    else this.#graph = new PieceGraph(inputs);
    const parts = partsOf(inputs.entries, inputs.wanted, this.#graph);
    this.#together = this.#runTogether(inputs, parts);
    return new ProgramWorlds(this.#together, this.#runAlone(inputs, parts));
  }

  #runTogether(inputs: ProgramInputs, { together, files }: Parts): World {
    const code = sliced(inputs, files, (full) => sliceOf(full, together));
    const sources = { ...inputs, code };
    if (this.#together?.isCurrent(sources)) return this.#together;
    const wanted = new Set(inputs.wanted);
    return new World({ ...sources, isWanted: ({ file }) => wanted.has(file), budget: BUDGET });
  }

  #runAlone(inputs: ProgramInputs, { alone, files }: Parts): readonly World[] {
    const stepsPerFunction = shareOfSteps(alone.reduce((sum, { own }) => sum + functionsIn(own), 0));
    const now = new Map<PieceCode, PartRun>();
    try {
      for (const part of alone) {
        const known = this.#alone.get(part.root);
        const { own, pieces } = part;
        const sources = { ...inputs, code: sliced(inputs, files, (full) => sliceOf(full, pieces)) };
        const isKnown =
          known?.stepsPerFunction === stepsPerFunction &&
          isSameSet(known.own, own) &&
          known.world.isCurrent(sources);
        now.set(part.root, isKnown ? known : runPart(inputs, part, files, stepsPerFunction));
      }
    } catch (abandoned) {
      this.#alone = new Map([...this.#alone, ...now]);
      throw abandoned;
    }
    this.#alone = now;
    return [...now.values()].map(({ world }) => world);
  }
}

/** Files as `slice` leaves them; those that are found only as the program runs, whole. */
const sliced = (
  { code }: ProgramInputs,
  files: ReadonlySet<string>,
  slice: (full: FileCode) => FileCode,
): RunSources['code'] => {
  const slices = new Map<string, FileCode>();
  return (file) => {
    const full = code(file);
    if (full?.kind !== 'module' || !files.has(file)) return full;
    const known = slices.get(file);
    if (known) return known;
    const made = slice(full);
    slices.set(file, made);
    return made;
  };
};

/** Declarations only: hardly anything runs before the functions do. */
const DECLARING = { all: 20_000, least: 20_000, most: 20_000 };

const runPart = (
  inputs: ProgramInputs,
  { root, own, pieces }: Part,
  files: ReadonlySet<string>,
  stepsPerFunction: number,
): PartRun => {
  const functions = { ...BUDGET.functions, all: stepsPerFunction * functionsIn(own) };
  const world = new World({
    ...inputs,
    code: sliced(inputs, files, (full) => aloneOf(sliceOf(full, pieces))),
    entries: [root.file],
    isWanted: (site) => standsIn(own, site),
    budget: { entries: DECLARING, functions },
  });
  return { own, stepsPerFunction, world };
};

/** Rounded down to a power of two: one more function or one less leaves it as it is, mostly. */
const shareOfSteps = (functions: number): number =>
  2 ** Math.floor(Math.log2(BUDGET.functions.all / Math.max(1, functions)));

const functionsIn = (pieces: ReadonlySet<PieceCode>): number => {
  let count = 0;
  for (const { functionCount } of pieces) count += functionCount;
  return count;
};

const isSameSet = (a: ReadonlySet<PieceCode>, b: ReadonlySet<PieceCode>): boolean =>
  a.size === b.size && [...a].every((piece) => b.has(piece));

import type { LoopCode } from '../../program/code.ts';
import type { ContextNode } from '../costs/context-tree.ts';
import { NANOSECONDS } from '../costs/operation-costs.ts';
import { type Completion, type Frame, NORMAL } from '../language/frame.ts';
import { execute } from '../language/statements.ts';

/** A loop while it runs, however often: its body where it stands, and how it was left. */
export class LoopIterations {
  readonly frame: Frame;
  readonly loop: LoopCode;
  readonly node: ContextNode;
  /** Declared by the user. */
  readonly assumedTrips: number | undefined;
  #completion: Completion = NORMAL;

  constructor(frame: Frame, loop: LoopCode) {
    this.frame = frame;
    this.loop = loop;
    this.node = frame.machine.node;
    this.assumedTrips = frame.machine.settings.assumed(loop.site)?.trips;
  }

  get completion(): Completion {
    return this.#completion;
  }

  /** One iteration of the body; false: the loop is left. */
  iterate(): boolean {
    const { machine } = this.frame;
    const { weight, node, frame, round } = machine;
    // A generator that hands over the values runs around the body, but not as part of it.
    machine.node = this.node;
    machine.frame = this.frame;
    machine.node.trips.add(weight, 1);
    machine.node.rounds++;
    machine.node.iterationSince = ++machine.births;
    machine.node.iterationUnder = weight.likely;
    machine.compute(NANOSECONDS.branch);
    if (this.loop.endless) machine.round = this.node.rounds === 1 ? 'first' : 'later';
    const completion = execute(this.frame, this.loop.body);
    // A generator's loop ends with whoever takes its values.
    if (this.loop.endless && this.node.rounds === 1 && !this.frame.code.generator)
      machine.setUpUntil = machine.births;
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
        const mine = completion.label === null || completion.label === this.loop.label;
        if (!mine) this.#completion = completion;
        return mine && completion.kind === 'continue';
      }
    }
  }

  freshScope(): void {
    if (!this.loop.scope.shared) this.frame.environment = this.frame.environment.copy();
  }
}

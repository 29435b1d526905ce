import { say } from '@migration-tags/simulator';
import type { Site } from '../../program/code.ts';
import { callFunction } from '../calls/calls.ts';
import { callersAndCalled } from '../code-facts/call-order.ts';
import { takeAll } from '../language/frame.ts';
import { isMissing, type StateProbe } from '../language/missing-state.ts';
import { runOthersUntil } from '../language/promises.ts';
import { FunctionThing, GeneratorThing, UNKNOWN, Unknown, type Value } from '../values/value.ts';
import { guarded } from './guarded.ts';
import type { Machine } from './machine.ts';
import type { Realm } from './realm.ts';

/** Functions made by functions made by functions … are followed so far. */
const DEEPEST_MAKING = 5;

/** A function to run with so many steps, `depth` makers away from one that the files define. */
interface Root {
  readonly thing: FunctionThing;
  readonly budget: number;
  readonly depth: number;
}

/** One that stopped at state which others have to set. */
interface WaitingRoot extends Root {
  readonly missing: ReadonlyMap<string, StateProbe>;
  /** How many functions had been made before it ran. */
  readonly madeBefore: number;
}

/**
 * Functions nothing has called may be anyone's: each runs as often as shows what it does when repeated. Functions that it makes come
 * next, while what it set up is as they find it; one that finds state missing waits until others have set it.
 */
export class UncalledFunctions {
  readonly #machine: Machine;
  readonly #realm: Realm;
  readonly #isWanted: (site: Site) => boolean;
  #waiting: readonly WaitingRoot[] = [];
  readonly #finished: Root[] = [];

  constructor(machine: Machine, realm: Realm, isWanted: (site: Site) => boolean) {
    this.#machine = machine;
    this.#realm = realm;
    this.#isWanted = isWanted;
  }

  /** `share`: steps for each of so many functions. */
  run(share: (count: number) => number): void {
    const isOpen = (thing: FunctionThing): boolean => this.#isOpen(thing);
    const { callers, called } = callersAndCalled([...this.#realm.functions.values()].filter(isOpen));
    this.#runAll(callers, share(callers.length), 0);
    this.#runAll(called, share(called.length * 4), 0);
    this.#runSetters();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const root of waiting) this.#runWithout(root);
  }

  #isOpen(thing: FunctionThing): boolean {
    return !thing.called && !thing.code.implicit && this.#isWanted(thing.code.site);
  }

  #runAll(things: readonly FunctionThing[], budget: number, depth: number): void {
    for (const thing of things) if (this.#isOpen(thing)) this.#run({ thing, budget, depth });
  }

  #run(root: Root): void {
    const madeBefore = this.#realm.madeCodes.length;
    const missing = this.#warmUp(root);
    if (missing.size > 0) {
      this.#waiting = [...this.#waiting, { ...root, missing, madeBefore }];
      return;
    }
    this.#account(root, madeBefore);
    this.#runSettled();
  }

  /** Once aside: what the first call alone does is not what its repetition does. Returns the state that it found missing. */
  #warmUp(root: Root): ReadonlyMap<string, StateProbe> {
    this.#machine.missing.clear();
    this.#machine.silently(() => this.#call(root, root.budget / 2));
    return new Map(this.#machine.missing);
  }

  #account(root: Root, madeBefore: number): void {
    const machine = this.#machine;
    const { budget, depth } = root;
    const before = machine.steps;
    this.#call(root, budget);
    if (machine.steps - before < budget / 4) this.#call(root, budget);
    machine.guessing = false;
    this.#finished.push(root);
    const codes = this.#realm.madeCodes.slice(madeBefore);
    if (depth >= DEEPEST_MAKING || codes.length === 0) return;
    const made = callersAndCalled(codes.flatMap((code) => this.#realm.functions.get(code) ?? []));
    this.#runAll([...made.callers, ...made.called], budget, depth + 1);
  }

  /** Those whose state is there by now. */
  #runSettled(): void {
    const isSettled = ({ missing }: WaitingRoot): boolean =>
      [...missing.values()].every((read) => !isMissing(read()));
    const settled = this.#waiting.filter(isSettled);
    this.#waiting = this.#waiting.filter((root) => !settled.includes(root));
    for (const root of settled) {
      this.#warmUp(root);
      this.#account(root, root.madeBefore);
    }
  }

  /** Functions that mention what others wait for run once more: what they set up may have been taken down again since. */
  #runSetters(): void {
    for (const setter of [...this.#finished]) {
      const mentions = (name: string): boolean => setter.thing.code.mentions.has(name);
      if (!this.#waiting.some(({ missing }) => [...missing.keys()].some(mentions))) continue;
      this.#warmUp(setter);
      this.#runSettled();
    }
  }

  /** Nothing that ran sets what it needs: what it does without says little. */
  #runWithout(root: WaitingRoot): void {
    this.#account(root, root.madeBefore);
    const { site } = root.thing.code;
    for (const name of root.missing.keys())
      this.#machine.root.children
        .get(site)
        ?.questions.add(say`What sets \`${name}\` before \`${site.label}\` runs? Here it holds nothing.`);
  }

  #call({ thing }: Root, steps: number): void {
    const machine = this.#machine;
    const values = thing.code.parameters.map((parameter) =>
      parameter.rest || parameter.initial
        ? undefined
        : new Unknown('any', null, 'name' in parameter.pattern ? parameter.pattern.name : 'argument'),
    );
    guarded(machine, thing.code.site, () => {
      machine.grant(steps);
      machine.guessing = true;
      const receiver = this.#receiverOf(thing);
      const result = machine.eventLoop.asEvent(() => callFunction(machine, thing, receiver, values));
      // Called, a generator has done nothing yet: whoever calls it takes what it yields.
      if (result instanceof GeneratorThing) machine.eventLoop.asEvent(() => result.run(takeAll));
      runOthersUntil(machine, () => false);
    });
  }

  /** An instance of the class or constructor whose method it is. */
  #receiverOf(thing: FunctionThing): Value {
    if (thing.code.arrow) return undefined;
    const home = thing.home ?? this.#realm.holderOf(thing);
    if (!home) return UNKNOWN;
    const constructorThing = home.fields.get('constructor');
    if (home instanceof FunctionThing) return home;
    return constructorThing instanceof FunctionThing && constructorThing !== thing
      ? this.#machine.silently(() => this.#realm.instanceOf(this.#machine, constructorThing))
      : home;
  }
}

import type { Quantity } from '../../effects/quantity.ts';
import type { Shape } from './shape.ts';
import { type ArrayThing, Thing, type Value } from './value.ts';

/** What an iterator hands over. */
export interface HandedOver {
  /** How many values. */
  readonly count: Quantity;
  readonly first: () => Value;
  /** All of it: asked for once, and only where the first is not enough. */
  readonly list: () => ArrayThing;
}

/** An iterator over a collection that is there. */
export class IteratorThing extends Thing {
  /** How many values it has handed out. */
  taken = 0;
  readonly handsOver: HandedOver;
  #list: ArrayThing | null = null;

  constructor(
    { shape, born, multiplicity }: { shape: Shape; born: number; multiplicity: number },
    prototype: Thing | null,
    handsOver: HandedOver,
  ) {
    super(shape, prototype, born, multiplicity);
    this.handsOver = handsOver;
  }

  get list(): ArrayThing {
    this.#list ??= this.handsOver.list();
    return this.#list;
  }
}

import type { StreamContent } from '../../effects/effect.ts';
import type { KnownText, Unpacked } from '../../effects/known-text.ts';
import { ONCE, type Quantity, quantity } from '../../effects/quantity.ts';
import type { FunctionCode, Site } from '../../program/code.ts';
import type { TypeHint } from '../../program/type-hint.ts';
import type { ContextNode } from '../costs/context-tree.ts';
import type { LengthDoubt } from '../heap/array-count.ts';
import type { ReadOrder } from '../heap/memory-latency.ts';
import type { Reached } from '../heap/memory-reach.ts';
import type { PendingAllocation } from '../heap/pending-allocation.ts';
import type { CallCost } from '../run/machine.ts';
import { Elements } from './elements.ts';
import type { Environment } from './environment.ts';
import type { Shape } from './shape.ts';
import { UnknownKeys } from './unknown-keys.ts';

/**
 * What an expression evaluates to: the value itself when it is known, a stand-in when it is not. Strings and numbers
 * are the host's own; objects are things on a heap of our own.
 */
export type Value = undefined | null | boolean | number | string | bigint | Unknown | Thing;

/** A value the source does not determine, with what is known of it. */
export class Unknown {
  readonly type: 'any' | 'number' | 'string' | 'boolean' | 'bigint';
  /** Numbers: the value; strings: the length; big integers: their digits of 64 bits. */
  readonly estimate: Quantity | null;
  readonly hint: TypeHint | null;
  /** Where the hint's names are declared. */
  readonly file: string;
  /** What it is, for questions: `opts.size`. */
  readonly origin: string;
  /** Of what a library function made: its bytes, and `births` then. */
  made: { readonly bytes: number; readonly born: number } | null = null;

  constructor(
    type: Unknown['type'],
    estimate: Quantity | null = null,
    origin = '',
    hint: TypeHint | null = null,
    file = '',
  ) {
    this.type = type;
    this.estimate = estimate;
    this.origin = origin;
    this.hint = hint;
    this.file = file;
  }
}

/** What a function nobody knows returned: an object of its own, which has what the program puts on it. */
export class UnknownResult extends Unknown {
  readonly fields = new Map<string, Value>();

  constructor(origin: string) {
    super('any', null, origin);
  }
}

export const UNKNOWN = new Unknown('any');
export const SOME_NUMBER = new Unknown('number');
export const SOME_STRING = new Unknown('string');
export const SOME_BOOLEAN = new Unknown('boolean');

export const stringOfLength = (length: Quantity | null): Unknown => new Unknown('string', length);

/** At some index of a text, or none beyond its end. */
export const SOME_CHARACTER = stringOfLength(quantity(0, 1, 1));

export interface Accessor {
  readonly get: FunctionThing | null;
  readonly set: FunctionThing | null;
}

/** Calls that were not run: how many, and the bytes of what they would have returned with all that it holds. */
export interface Replays {
  readonly count: number;
  readonly bytes: number;
}

const NO_REPLAYS: Replays = { count: 0, bytes: 0 };

/** Work left to do, and what it holds until then. */
export interface Reaction {
  readonly run: () => void;
  readonly holds: readonly Value[];
}

/** An object on the program's heap. */
export class Thing {
  /** Made with the first property. Not a `#field`: those cost a quarter of the time things take to make. */
  private ownFields: Map<string, Value> | null = null;
  accessors: Map<string, Accessor> | null = null;
  prototype: Thing | null;
  readonly shape: Shape;
  /** Counts up over all objects: which is older. */
  readonly born: number;
  /** Its number among the objects of its shape. */
  readonly ordinal: number;
  /** How many real objects this one stands for, when it was made inside sampled loops. */
  readonly multiplicity: number;
  /** Not yet seen to escape: the optimiser would not have allocated it. */
  pending: PendingAllocation | null = null;
  /** Keys that were added beyond those kept in `fields`, in sampled loops or without being known. */
  extraKeys = 0;
  /** Writes under computed keys; made with the first. */
  unknownKeys: UnknownKeys | null = null;
  frozen = false;
  /** By the clock of memory (memory-reach.ts). */
  touchedAt: number;
  /** One that stands for many: how it was come by; `null`: it is the only one of them in sight. */
  reached: Reached | null = null;
  /** What the read that led to it leaves to wait for. */
  order: ReadOrder = 'chained';
  /** Calls that were not run and would have made one like it. */
  replays: Replays = NO_REPLAYS;

  constructor(shape: Shape, prototype: Thing | null, born: number, multiplicity: number) {
    this.shape = shape;
    this.prototype = prototype;
    this.born = born;
    this.ordinal = shape.created++;
    this.touchedAt = shape.madeAt;
    this.multiplicity = multiplicity;
  }

  /** Makes another object its prototype; where that inherits from it already, nothing, as JavaScript throws. */
  inherit(prototype: Thing | null): void {
    for (let at = prototype; at; at = at.prototype) if (at === this) return;
    this.prototype = prototype;
  }

  /** Own properties by name; array elements and map entries are kept elsewhere. */
  get fields(): ReadonlyMap<string, Value> {
    return this.ownFields ?? NO_FIELDS;
  }

  setOwn(name: string, value: Value): void {
    this.ownFields ??= new Map();
    this.ownFields.set(name, value);
  }

  deleteOwn(name: string): void {
    this.ownFields?.delete(name);
  }
}

/** Most arrays and functions have no properties of their own. */
const NO_FIELDS: ReadonlyMap<string, Value> = new Map();

/** Where a list was read last, in lines of the caches (memory-reach.ts). */
interface Lined {
  line: number;
  step: number;
  /** The latest read went on from the one before. */
  goesOn: boolean;
  /** How often iterations had been passed over by then. */
  leaps: number;
  /** By line, when it was touched last. */
  lines: Map<number, number> | null;
}

const NOWHERE = Number.NEGATIVE_INFINITY;

export class ArrayThing extends Thing implements Lined {
  line = NOWHERE;
  step = 0;
  goesOn = true;
  leaps = 0;
  lines: Map<number, number> | null = null;
  readonly elements = new Elements(undefined);
  length = 0;
  /** How V8 stores the elements: decides whether a double is boxed. */
  layout: 'smi' | 'double' | 'tagged' = 'smi';
  /** Of an element that weighted pushes have not made whole yet. */
  fraction = 0;
  /** Slots that exist, used or not. */
  capacity = 0;
  /** Elements that the loop which goes over them will have added before it gets there. */
  toCome = 0;
  /** What `length` leaves open; `null`: nothing. */
  unsure: LengthDoubt | null = null;
  /** Executions that the one which made it stood for. */
  bornUnder: Quantity = ONCE;
}

/** A typed array, `Buffer`, `DataView` or `ArrayBuffer`: a view of memory outside the heap. */
export class BytesThing extends Thing implements Lined {
  line = NOWHERE;
  step = 0;
  goesOn = true;
  leaps = 0;
  lines: Map<number, number> | null = null;
  readonly type: string;
  readonly elementBytes: number;
  readonly length: number | Quantity;
  readonly store: ByteStore;
  readonly offset: number;

  constructor(
    base: { shape: Shape; prototype: Thing | null; born: number; multiplicity: number },
    view: { type: string; elementBytes: number; length: number | Quantity; store: ByteStore; offset: number },
  ) {
    super(base.shape, base.prototype, base.born, base.multiplicity);
    this.type = view.type;
    this.elementBytes = view.elementBytes;
    this.length = view.length;
    this.store = view.store;
    this.offset = view.offset;
  }
}

/** The memory behind typed arrays; several may share it. */
export class ByteStore {
  readonly elements = new Elements(0);
  readonly bytes: number | Quantity;
  readonly born: number;
  /** Of the typed array it was made for. */
  readonly shape: Shape;
  /** What was put there as UTF-8, by who filled it from elsewhere. */
  content: KnownText | null = null;
  /** What that comes to once it is unpacked. */
  unpacked: Unpacked | null = null;

  constructor(bytes: number | Quantity, born: number, shape: Shape) {
    this.bytes = bytes;
    this.born = born;
    this.shape = shape;
  }
}

export class MapThing extends Thing {
  readonly kind: 'map' | 'set' = 'map';
  latestKey: Value = undefined;
  /** Entries were deleted since it was empty. */
  hasDeleted = false;
  /** `size` with the latest new entry, but without what an iteration adds with it for those that it stands for, which may each have deleted one again. */
  settledSize = 0;
  readonly entries = new Map<Value, Value>();
  /** Entries beyond those kept, from sampled loops. */
  extra = 0;
  /** Some of those that were added are not kept. */
  sampled = false;
  /** The code that added them. */
  extraFrom: ContextNode | null = null;
  override readonly unknownKeys = new UnknownKeys();
  /** The key that all unknown ones are kept under. */
  standIn: Unknown | null = null;
  get size(): number {
    return this.entries.size + this.extra;
  }
  /** `size` with the doubt about keys that nobody knows. */
  get count(): Quantity {
    return this.unknownKeys.count(this.size, this.entries.size - (this.standIn === null ? 0 : 1));
  }
}

export class SetThing extends MapThing {
  override readonly kind = 'set';
}

export class FunctionThing extends Thing {
  readonly code: FunctionCode;
  readonly environment: Environment;
  readonly thisValue: Value;
  readonly file: string;
  /** The prototype object that `super` starts from. */
  home: Thing | null = null;
  /** Of a class: its field initialisers, run before the constructor's body. */
  classFields: readonly {
    readonly key: string;
    readonly code: FunctionCode | null;
    readonly environment: Environment;
  }[] = [];
  isClass = false;
  called = false;

  constructor(
    base: { shape: Shape; prototype: Thing | null; born: number; multiplicity: number },
    code: FunctionCode,
    environment: Environment,
    thisValue: Value,
  ) {
    super(base.shape, base.prototype, base.born, base.multiplicity);
    this.code = code;
    this.environment = environment;
    this.thisValue = thisValue;
    this.file = code.site.file;
  }
}

/** A function of the language's or Node's library, by its qualified symbol. */
export class NativeThing extends Thing {
  readonly symbol: string;
  constructor(shape: Shape, prototype: Thing | null, born: number, symbol: string) {
    super(shape, prototype, born, 1);
    this.symbol = symbol;
  }
}

export class BoundThing extends Thing {
  target: Value = undefined;
  thisValue: Value = undefined;
  values: readonly Value[] = [];
}

/** A library module or namespace (`fs`, `Math`), or an instance of a library class (`Hash`, `Date`). */
export class LibraryThing extends Thing {
  readonly symbol: string;
  readonly instance: boolean;
  /** Of a stream: bytes that pass through. */
  size: Quantity | null;
  /** Of a stream: what passes through. */
  content: StreamContent | null;
  constructor(
    base: { shape: Shape; prototype: Thing | null; born: number; multiplicity: number },
    symbol: string,
    instance: boolean,
    size: Quantity | null = null,
    content: StreamContent | null = null,
  ) {
    super(base.shape, base.prototype, base.born, base.multiplicity);
    this.symbol = symbol;
    this.instance = instance;
    this.size = size;
    this.content = content;
  }
}

export class PromiseThing extends Thing {
  state: 'pending' | 'fulfilled' | 'rejected' = 'pending';
  value: Value = undefined;
  /** When it settles on the virtual clock. */
  readyAt: Quantity | null = null;
  /** What it stands for goes on for ever; it is settled all the same, so that what is said after it is seen. */
  neverSettles = false;
  readonly reactions: Reaction[] = [];
}

/** ECMA-262, 22.2.6.4: what each flag is asked by. */
const REGEXP_FLAGS: ReadonlyMap<string, string> = new Map([
  ['hasIndices', 'd'],
  ['global', 'g'],
  ['ignoreCase', 'i'],
  ['multiline', 'm'],
  ['dotAll', 's'],
  ['unicode', 'u'],
  ['unicodeSets', 'v'],
  ['sticky', 'y'],
]);

export class RegExpThing extends Thing {
  /** `null`: nobody knows it. */
  readonly source: string | null;
  readonly flags: string;

  constructor(
    base: { shape: Shape; prototype: Thing | null; born: number; multiplicity: number },
    source: string | null,
    flags: string,
  ) {
    super(base.shape, base.prototype, base.born, base.multiplicity);
    this.source = source;
    this.flags = flags;
    this.lastIndex = 0;
  }

  /** What it says of itself; `undefined`: it has no such property. */
  property(name: string): Value {
    if (name === 'source') return this.source ?? SOME_STRING;
    if (name === 'flags') return this.flags;
    const flag = REGEXP_FLAGS.get(name);
    return flag === undefined ? undefined : this.flags.includes(flag);
  }

  /** Where the next search begins, of one that goes on from the last: a property like others, that programs set. */
  get lastIndex(): Value {
    return this.fields.get('lastIndex');
  }

  set lastIndex(index: Value) {
    this.setOwn('lastIndex', index);
  }
}

/** A generator object: its function, run when it is iterated. */
export class GeneratorThing extends Thing {
  /** Runs the body, handing each yielded value over; returning false stops it. */
  run: (take: (value: Value) => boolean) => void = () => {};
  /** How many values `next()` has handed out. */
  taken = 0;
  yielded: YieldedValues | null = null;
  /** What it was called with. */
  values: readonly Value[] = [];
}

/** What a generator's body yields, as far as it has been run to know. */
export interface YieldedValues {
  readonly values: readonly Value[];
  /** It was stopped: there are more. */
  readonly goesOn: boolean;
  /** What each value costs who takes it; `null`: those so far have been accounted for. */
  readonly costOfOne: CallCost | null;
}

/** The object whose properties are the global variables. */
export class GlobalThing extends Thing {}

export const isCallable = (value: Value): value is FunctionThing | NativeThing | BoundThing =>
  value instanceof FunctionThing || value instanceof NativeThing || value instanceof BoundThing;

/** An allocation's or a function's own place. */
export const siteOf = (thing: Thing): Site => thing.shape.site;

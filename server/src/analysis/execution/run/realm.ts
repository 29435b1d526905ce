import { directoryOf, isPackagePath } from '../../../source/file-path.ts';
import type { ResultShape } from '../../effects/effect.ts';
import { propertyOf } from '../../knowledge/instance-properties.ts';
import type { Site } from '../../program/code.ts';
import {
  callFunction,
  constructValue,
  initialiseFields,
  makeByLibrary,
  runConstructor,
} from '../calls/calls.ts';
import { callNative } from '../calls/native-call.ts';
import { valueOfShape } from '../calls/synthesis.ts';
import { newArray } from '../heap/arrays.ts';
import { birth } from '../heap/heap.ts';
import { intrinsicNamed } from '../intrinsics/index.ts';
import type { Construction } from '../language/frame.ts';
import { getProperty, setField } from '../language/properties.ts';
import { runTopLevel } from '../language/top-level.ts';
import { ELEMENT_BYTES } from '../values/element-bytes.ts';
import type { Environment } from '../values/environment.ts';
import { Shape } from '../values/shape.ts';
import {
  FunctionThing,
  GlobalThing,
  LibraryThing,
  NativeThing,
  Thing,
  UNKNOWN,
  Unknown,
  type Value,
} from '../values/value.ts';
import {
  GLOBAL_CLASSES,
  GLOBAL_FUNCTIONS,
  GLOBAL_NAMESPACES,
  GLOBAL_OBJECTS,
  globalConstant,
  isLibraryGlobal,
  namespaceConstant,
  SAME_MEMBERS,
} from './library-names.ts';
import type { Machine } from './machine.ts';

const LIBRARY_SITE: Site = { file: '', span: { start: 0, end: 0 }, line: 0, label: 'library' };

/** Of emitters: what `on` keeps, they hand over or take away. */
const EMITS: ReadonlySet<string> = new Set(['emit', 'off', 'removeListener', 'removeAllListeners']);

/** Objects inside library modules that have members of their own. */
const SUB_NAMESPACES: ReadonlySet<string> = new Set([
  'parentPort',
  'promises',
  'posix',
  'win32',
  'subtle',
  'stdout',
  'stderr',
  'stdin',
  'webcrypto',
]);

/** What kind of stream each is that a process starts with. */
const STANDARD_STREAMS: ReadonlyMap<string, string> = new Map([
  ['process.stdin', 'ReadStream'],
  ['process.stdout', 'WriteStream'],
  ['process.stderr', 'WriteStream'],
]);

/** Methods of one name that are told apart: as many classes as share an interface. */
const MOST_NAMESAKES = 16;

/** Library objects, and what is known of the program's classes and functions as a whole. */
export class Realm {
  readonly #machine: Machine;
  readonly #shape = new Shape(LIBRARY_SITE, 'library');
  readonly #prototypes = new Map<string, LibraryThing>();
  readonly #natives = new Map<string, NativeThing | LibraryThing>();
  readonly #superclasses = new Map<FunctionThing, Value>();
  readonly #classes = new Map<string, FunctionThing>();
  readonly #instances = new Map<FunctionThing, Thing>();
  readonly #holders = new Map<FunctionThing, Thing>();
  readonly #methods = new Map<string, Map<FunctionThing['code'], FunctionThing>>();
  /** `globalThis`: its properties are the global variables. */
  readonly globalObject: GlobalThing;
  /** Every function value made, once for each piece of code. */
  readonly functions = new Map<FunctionThing['code'], FunctionThing>();
  /** Their codes, in the order they were first made. */
  readonly madeCodes: FunctionThing['code'][] = [];

  constructor(machine: Machine) {
    this.#machine = machine;
    this.globalObject = new GlobalThing(this.#shape, null, 0, 1);
  }

  global(machine: Machine, name: string, file: string): Value {
    const declared = machine.globals.get(name);
    if (declared !== undefined || machine.globals.has(name)) return declared;
    // TypeScript's modules mostly run as CommonJS.
    if (name === '__filename') return file;
    if (name === '__dirname') return directoryOf(file);
    return isLibraryGlobal(name)
      ? this.#libraryGlobal(machine, name)
      : this.#sharedGlobal(machine, name, file);
  }

  #libraryGlobal(machine: Machine, name: string): Value {
    const constant = globalConstant(name);
    if (constant) return constant.value;
    if (GLOBAL_NAMESPACES.has(name) || GLOBAL_CLASSES.has(name)) return this.namespace(name);
    if (GLOBAL_FUNCTIONS.has(name)) return this.#native(name);
    if (GLOBAL_OBJECTS.has(name)) return this.globalObject;
    return name === 'arguments' ? newArray(machine, LIBRARY_SITE, 0) : undefined;
  }

  #sharedGlobal(machine: Machine, name: string, file: string): Value {
    if (file === '') return undefined;
    const isShared = machine.settings.requireGlobal(name, file);
    return isShared ? machine.globals.get(name) : new Unknown('any', null, name);
  }

  /** Whether the name is declared anywhere: `typeof name` asks. */
  hasGlobal(machine: Machine, name: string, file: string): boolean {
    return (
      machine.globals.has(name) ||
      name === 'globalThis' ||
      name === 'global' ||
      (!GLOBAL_OBJECTS.has(name) && isLibraryGlobal(name)) ||
      machine.settings.requireGlobal(name, file)
    );
  }

  /** A namespace, class or module of the library: `Math`, `Map`, `fs`. */
  namespace(symbol: string): Value {
    return this.#remember(symbol, () => new LibraryThing(this.#base(null), symbol, false));
  }

  prototypeOf(className: string): Thing {
    const known = this.#prototypes.get(className);
    if (known) return known;
    const parent =
      className === 'Object'
        ? null
        : className === 'Buffer'
          ? this.prototypeOf('Uint8Array')
          : ELEMENT_BYTES.has(className) && className.endsWith('Array')
            ? this.prototypeOf('TypedArray')
            : /^[A-Z]\w*Error$/.test(className)
              ? this.prototypeOf('Error')
              : this.prototypeOf('Object');
    const prototype = new LibraryThing(this.#base(parent), `${className}.prototype`, true);
    this.#prototypes.set(className, prototype);
    return prototype;
  }

  /** A method of a library class, its own or inherited; the program may have added some or put its own in their place. */
  methodOf(className: string, name: string): Value {
    for (let holder: Thing | null = this.prototypeOf(className); holder; holder = holder.prototype) {
      const added = holder.fields.get(name);
      if (added !== undefined) return added;
      if (holder instanceof LibraryThing && this.#isKnown(`${holder.symbol}.${name}`))
        return this.#native(`${holder.symbol}.${name}`);
    }
    return undefined;
  }

  /** A member of a library object; `undefined`: it has none of that name. */
  libraryMember(machine: Machine, holder: Thing, name: string, object: Thing): Value {
    if (!(holder instanceof LibraryThing)) return undefined;
    if (holder.symbol.endsWith('.prototype')) {
      const symbol = `${holder.symbol}.${name}`;
      if (intrinsicNamed(symbol) !== undefined) return this.#native(symbol);
      const known = this.#machine.settings.knownEffect(symbol) !== undefined;
      // What the program's own class emits, which extends an emitter, its listeners hear.
      if (known && EMITS.has(name) && !(object instanceof LibraryThing))
        return this.#native(`EventEmitter.prototype.${name}`);
      // A base class's method whose meaning is run wins over a table entry found for the derived class; Object's is none's base.
      for (let base = holder.prototype; known && base instanceof LibraryThing; base = base.prototype)
        if (base.symbol !== 'Object.prototype' && intrinsicNamed(`${base.symbol}.${name}`) !== undefined)
          return this.#native(`${base.symbol}.${name}`);
      return known ? this.#native(symbol) : undefined;
    }
    if (holder.instance) {
      const added = this.prototypeOf(holder.symbol).fields.get(name);
      if (added !== undefined) return added;
      const symbol = `${holder.symbol}.prototype.${name}`;
      if (this.#isKnown(symbol)) return this.#native(symbol);
      const property = propertyOf(holder.symbol, name);
      if (property) return this.#property(machine, holder, name, property);
      return this.methodOf('Object', name) ?? new Unknown('any', null, `${holder.symbol}.${name}`);
    }
    return this.#namespaceMember(machine, holder, name, object);
  }

  /** What is an object itself stays the same one. */
  #property(machine: Machine, holder: LibraryThing, name: string, shape: ResultShape): Value {
    const value = machine.silently(() => valueOfShape(machine, shape, holder.shape.site, () => UNKNOWN));
    if (value instanceof Thing) holder.setOwn(name, value);
    return value instanceof Unknown
      ? new Unknown(value.type, value.estimate, `${holder.symbol}.${name}`)
      : value;
  }

  #namespaceMember(machine: Machine, holder: LibraryThing, name: string, object: Thing): Value {
    const symbol = `${holder.symbol}.${name}`;
    const constant = namespaceConstant(machine, symbol);
    if (constant) return constant.value;
    if (name === 'prototype') return this.prototypeOf(holder.symbol);
    const same = SAME_MEMBERS.get(symbol);
    if (same !== undefined) return /^[A-Z]\w*$/.test(same) ? this.namespace(same) : this.#native(same);
    if (this.#isKnown(symbol)) return this.#native(symbol);
    const method = `${STANDARD_STREAMS.get(holder.symbol)}.prototype.${name}`;
    if (this.#isKnown(method)) return this.#native(method);
    if (this.#isKnown(`${symbol}.prototype`) || /^[A-Z]/.test(name) || SUB_NAMESPACES.has(name))
      return this.namespace(GLOBAL_CLASSES.has(name) ? name : /^[A-Z]/.test(name) ? name : symbol);
    if (name === 'call' || name === 'apply' || name === 'bind') return this.methodOf('Function', name);
    return object instanceof FunctionThing ? undefined : new Unknown('any', null, symbol);
  }

  #isKnown(symbol: string): boolean {
    return intrinsicNamed(symbol) !== undefined || this.#machine.settings.knownEffect(symbol) !== undefined;
  }

  #native(symbol: string): Value {
    return this.#remember(
      symbol,
      () => new NativeThing(this.#shape, this.prototypeOf('Function'), 0, symbol),
    );
  }

  #remember(symbol: string, make: () => NativeThing | LibraryThing): Value {
    const known = this.#natives.get(symbol);
    if (known) return known;
    const thing = make();
    this.#natives.set(symbol, thing);
    return thing;
  }

  #base(prototype: Thing | null): {
    shape: Shape;
    prototype: Thing | null;
    born: number;
    multiplicity: number;
  } {
    return { shape: this.#shape, prototype, born: 0, multiplicity: 1 };
  }

  noteFunction(thing: FunctionThing): void {
    if (!this.functions.has(thing.code)) this.madeCodes.push(thing.code);
    this.functions.set(thing.code, thing);
  }

  noteClass(name: string, file: string, constructorThing: FunctionThing): void {
    this.#classes.set(`${file}:${name}`, constructorThing);
    if (!isPackagePath(file) || !this.#classes.has(name)) this.#classes.set(name, constructorThing);
  }

  noteInstance(constructorThing: FunctionThing, instance: Thing): void {
    this.#instances.set(constructorThing, instance);
  }

  noteSuperclass(constructorThing: FunctionThing, superclass: Value): void {
    this.#superclasses.set(constructorThing, superclass);
  }

  superclassOf(constructorThing: FunctionThing): Value {
    return this.#superclasses.get(constructorThing);
  }

  /** The library class that instances are made by in the end: `class Bus extends EventEmitter`. */
  libraryBase(constructorThing: FunctionThing): string | null {
    let at: Value = constructorThing;
    while (at instanceof FunctionThing && this.#superclasses.has(at)) at = this.#superclasses.get(at);
    if (at instanceof LibraryThing || at instanceof NativeThing)
      return intrinsicNamed(at.symbol) !== undefined ? at.symbol : null;
    return null;
  }

  /** `super(…)`: the superclass's constructor on the same instance, then the fields of this class. */
  constructSuper(
    machine: Machine,
    callee: FunctionThing,
    construction: Construction,
    values: readonly Value[],
    site: Site,
  ): void {
    const superclass = this.#superclasses.get(callee);
    if (superclass instanceof FunctionThing) runConstructor(machine, superclass, construction, values);
    else if (superclass instanceof LibraryThing || superclass instanceof NativeThing) {
      if (intrinsicNamed(superclass.symbol) !== undefined)
        makeByLibrary(machine, construction, superclass.symbol, values, site);
      else if (superclass instanceof LibraryThing)
        callNative(machine, superclass.symbol, construction.instance ?? undefined, values, site, true);
    }
    if (construction.instance) initialiseFields(machine, callee, construction.instance);
  }

  setInitial(machine: Machine, instance: Thing, key: string, value: Value): void {
    setField(machine, instance, key, value);
  }

  call(machine: Machine, callee: FunctionThing, receiver: Value, values: readonly Value[]): Value {
    return callFunction(machine, callee, receiver, values);
  }

  /** An instance of a program class: one that has been made, or one made with unknown arguments. */
  instanceOf(machine: Machine, constructorThing: FunctionThing): Value {
    const known = this.#instances.get(constructorThing);
    if (known) return known;
    const values = constructorThing.code.parameters.map(() => UNKNOWN);
    return constructValue(machine, constructorThing, values, constructorThing.code.site);
  }

  instanceOfClass(machine: Machine, name: string, file: string, site: Site): Value {
    const constructorThing = this.#classes.get(`${file}:${name}`) ?? this.#classes.get(name);
    if (constructorThing) return this.instanceOf(machine, constructorThing);
    if (!this.#machine.settings.knownEffect(name)) return undefined;
    return new LibraryThing({ ...birth(machine, site), prototype: this.prototypeOf('Object') }, name, true);
  }

  /** The object a function is a method of: the prototype or literal that holds it. */
  holderOf(thing: FunctionThing): Thing | null {
    return this.#holders.get(thing) ?? null;
  }

  noteHolder(thing: FunctionThing, holder: Thing, name: string): void {
    this.#holders.set(thing, holder);
    // A function that an instance was given is no method of its kind.
    if (holder.fields.has('constructor')) this.noteMethod(thing, name);
  }

  noteMethod(thing: FunctionThing, name: string): void {
    if (isPackagePath(thing.code.site.file)) return;
    const known = this.#methods.get(name);
    if (!known) this.#methods.set(name, new Map([[thing.code, thing]]));
    else if (known.size < MOST_NAMESAKES) known.set(thing.code, thing);
  }

  /** The program's own methods of a name, one a piece of code. */
  methodsNamed(name: string): readonly FunctionThing[] {
    return [...(this.#methods.get(name)?.values() ?? [])];
  }

  member(machine: Machine, object: Thing, name: string): Value {
    return getProperty(machine, object, name);
  }

  /** Runs a file's top level; `published` is called when its functions are bound and again at its end. */
  runMain(machine: Machine, main: FunctionThing, environment: Environment, published: () => void): void {
    try {
      runTopLevel(machine, main, environment, published);
    } finally {
      published();
    }
  }
}

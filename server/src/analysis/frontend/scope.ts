import type { Binding, GlobalRef, LocalRef } from '../program/code.ts';

/** The slots of one environment at run time. */
export interface Layout {
  slotCount: number;
  readonly outer: Layout | null;
}

/** The names visible at one point of the source, and where their values live. */
export class Scope {
  readonly #bindings = new Map<string, Binding | GlobalRef>();

  readonly outer: Scope | null;
  readonly layout: Layout;
  /** Functions around: crossing one captures the name. */
  readonly functionDepth: number;
  /** Loops around, within the function. */
  readonly loopDepth: number;
  /** `script`: names declared here are globals that other scripts see. */
  readonly kind: 'script' | 'module' | 'function' | 'block';
  /** Names of the piece being lowered that no scope around their use declares. */
  freeNames: Set<string>;
  /** Top-level names of the file that its code uses: those that only types name are not among them. */
  usedNames: Set<string>;

  private constructor(
    outer: Scope | null,
    layout: Layout,
    functionDepth: number,
    loopDepth: number,
    kind: Scope['kind'],
  ) {
    this.outer = outer;
    this.layout = layout;
    this.functionDepth = functionDepth;
    this.loopDepth = loopDepth;
    this.kind = kind;
    this.freeNames = outer?.freeNames ?? new Set();
    this.usedNames = outer?.usedNames ?? new Set();
  }

  static topLevel(kind: 'script' | 'module'): Scope {
    return new Scope(null, { slotCount: 0, outer: null }, 0, 0, kind);
  }

  functionScope(): Scope {
    return new Scope(this, { slotCount: 0, outer: this.layout }, this.functionDepth + 1, 0, 'function');
  }

  /** `own`: the block gets an environment because functions inside capture its names. */
  blockScope(own: boolean, loop = false): Scope {
    const layout = own ? { slotCount: 0, outer: this.layout } : this.layout;
    return new Scope(this, layout, this.functionDepth, this.loopDepth + (loop ? 1 : 0), 'block');
  }

  declare(name: string, lexical: boolean): LocalRef | GlobalRef {
    const known = this.#bindings.get(name);
    if (known) return this.#refer(known, this, this);
    const binding: Binding | GlobalRef =
      this.kind === 'script'
        ? { kind: 'global', name }
        : {
            name,
            slot: this.layout.slotCount++,
            captured: false,
            moduleLevel: this.kind === 'module',
            lexical,
          };
    this.#bindings.set(name, binding);
    return this.#refer(binding, this, this);
  }

  /** A slot without a name that source text could use. */
  hidden(name: string): number {
    const ref = this.declare(name, false);
    return 'slot' in ref ? ref.slot : 0;
  }

  resolve(name: string): LocalRef | GlobalRef {
    for (let scope: Scope | null = this; scope; scope = scope.outer) {
      const binding = scope.#bindings.get(name);
      if (!binding) continue;
      if (scope.outer === null) this.usedNames.add(name);
      return this.#refer(binding, scope, this);
    }
    this.freeNames.add(name);
    return { kind: 'global', name };
  }

  #refer(binding: Binding | GlobalRef, at: Scope, from: Scope): LocalRef | GlobalRef {
    if ('kind' in binding) return binding;
    if (from.functionDepth > at.functionDepth) binding.captured = true;
    let hops = 0;
    for (let layout: Layout | null = from.layout; layout && layout !== at.layout; layout = layout.outer)
      hops++;
    const carried = from.functionDepth > at.functionDepth || from.loopDepth > at.loopDepth;
    return { kind: 'local', hops, slot: binding.slot, name: binding.name, binding, carried };
  }
}

import { onceForEach } from '../../../memo/once-for-each.ts';
import { type Quantity, quantity } from '../../effects/quantity.ts';
import type { Expression, LoopCode, Pattern } from '../../program/code.ts';
import { visitExpression, visitStatement } from '../code-facts/code-visitor.ts';
import { likelyLength } from '../heap/bytes.ts';
import { evaluate } from '../language/expressions.ts';
import type { Frame } from '../language/frame.ts';
import { ArrayThing, BytesThing, MapThing, SetThing, type Value } from '../values/value.ts';

/**
 * A loop over what its own iterations add, as a breadth-first search goes over its queue. It ends as each thing is added once: what has
 * been is marked in another collection, which the body looks into before it marks.
 */
interface Worklist {
  readonly list: Expression;
  /** Collections that tests look into and the body writes to. */
  readonly marks: readonly Collection[];
  /** Collections that the body looks into. */
  readonly universes: readonly Collection[];
}

/** A collection of a worklist, seen from the loop's own scope. */
interface Collection {
  readonly root: Expression;
  /** Indices that it is looked into by: two for a grid. */
  readonly indices: number;
}

/** What a worklist holds, and how many iterations it is good for. */
export interface WorkAhead {
  readonly list: ArrayThing;
  readonly remaining: Quantity;
  /** Elements that the list has when the loop ends. */
  readonly left: number;
}

/** How much longer each thing may take than once: where marks are looked at as things are taken out, not as they are added. Reconstruction. */
const MOST_REPEATED = 4;

/** `null`: it is none, or nothing says what bounds it. `iterations`: those made so far. */
export const workAhead = (
  frame: Frame,
  loop: LoopCode,
  test: Expression | null,
  iterations: number,
): WorkAhead | null => {
  const worklist = test && worklistOf(loop);
  if (!worklist) return null;
  const evaluated = (expression: Expression): Value =>
    frame.machine.silently(() => evaluate(frame, expression));
  const list = evaluated(worklist.list);
  if (!(list instanceof ArrayThing)) return null;
  const marks = worklist.marks.map(({ root }) => evaluated(root));
  const bounding = marks.some((mark) => mark instanceof MapThing) ? worklist.universes : worklist.marks;
  const bounds = bounding.map(({ root, indices }) => {
    const value = evaluated(root);
    return value === list || value instanceof SetThing ? 0 : placesIn(value, indices);
  });
  const bound = Math.max(0, ...bounds);
  if (bound === 0) return null;
  // Those in the list are still to be gone over, by an index that has gone over the others or as they are taken out.
  const keeps = test.kind === 'binary' && test.operator === '<';
  const waiting = Math.max(0, keeps ? list.length - iterations : list.length);
  const added = iterations + waiting;
  const set = marks.find((mark) => mark instanceof SetThing);
  const marked = set instanceof SetThing && set.size > 0 ? set.size : added;
  const likely = Math.round((bound * added) / marked) - iterations;
  if (likely <= waiting) return null;
  return {
    list,
    remaining: quantity(Math.max(1, waiting), likely, MOST_REPEATED * likely),
    left: keeps ? iterations + likely : 0,
  };
};

/** What can be marked in it by so many indices. */
const placesIn = (value: Value, indices: number): number => {
  if (value instanceof BytesThing) return likelyLength(value);
  if (value instanceof MapThing) return value.size;
  if (!(value instanceof ArrayThing)) return 0;
  const within = indices > 1 ? Math.max(1, placesIn(value.elements.get(0), indices - 1)) : 1;
  return value.length * within;
};

const worklistOf = onceForEach(({ head, body }: LoopCode): Worklist | null => {
  const list = 'test' in head && head.test ? listCounted(head.test) : null;
  if (list === null) return null;
  const written = new Set<string>();
  const lookedInto = new Map<string, Collection>();
  const tested = new Map<string, Collection>();
  const noteLookUps = (into: Map<string, Collection>) => (expression: Expression, depth: number) => {
    const collection = expression.kind === 'element' ? expression : calledOn(expression, LOOK_UPS);
    const root = collection && rootOf(collection, depth);
    if (!root) return true;
    const indices = Math.max(indicesOf(collection), into.get(keyOf(root))?.indices ?? 1);
    into.set(keyOf(root), { root, indices });
    return true;
  };
  const inTests = noteLookUps(tested);
  const anywhere = noteLookUps(lookedInto);
  visitStatement(
    body,
    {
      expression: (expression, depth) => {
        const collection = expression.kind === 'assign' ? expression.target : calledOn(expression, WRITES);
        const root =
          collection && (collection.kind === 'element' || expression.kind === 'call')
            ? rootOf(collection, depth)
            : null;
        if (root) written.add(keyOf(root));
        return anywhere(expression, depth);
      },
      test: (decides, depth) => visitExpression(decides, { expression: inTests }, depth),
    },
    0,
  );
  const marks = [...tested].flatMap(([key, collection]) => (written.has(key) ? [collection] : []));
  return marks.length === 0 ? null : { list, marks, universes: [...lookedInto.values()] };
});

const LOOK_UPS: ReadonlySet<string> = new Set(['has', 'get']);
const WRITES: ReadonlySet<string> = new Set(['add', 'set']);

/** `seen` of `seen.has(…)`. */
const calledOn = (expression: Expression, methods: ReadonlySet<string>): Expression | null =>
  expression.kind === 'call' && expression.callee.kind === 'member' && methods.has(expression.callee.name)
    ? expression.callee.object
    : null;

/** `list` of `i < list.length`, `list.length > 0`, `list.length`; `null`: something else decides. */
const listCounted = (test: Expression): Expression | null => {
  if (test.kind === 'logical' && test.operator === '&&')
    return listCounted(test.left) ?? listCounted(test.right);
  const counted =
    test.kind !== 'binary'
      ? test
      : test.operator === '<'
        ? test.right
        : test.right.kind === 'literal' && test.right.value === 0
          ? test.left
          : null;
  return counted?.kind === 'member' && counted.name === 'length' ? rootOf(counted.object, 0) : null;
};

/** `grid` of `grid[y][x]`, seen from `depth` environments further out; `null`: it is computed, or made inside. */
const rootOf = (expression: Expression | Pattern, depth: number): Expression | null => {
  switch (expression.kind) {
    case 'element':
      return rootOf(expression.object, depth);
    case 'local':
      return expression.hops >= depth ? { ...expression, hops: expression.hops - depth } : null;
    case 'global':
    case 'this':
      return expression;
    case 'member': {
      const object = rootOf(expression.object, depth);
      return object && { ...expression, object };
    }
    default:
      return null;
  }
};

const indicesOf = (expression: Expression): number =>
  expression.kind === 'element' ? 1 + indicesOf(expression.object) : 0;

const keyOf = (root: Expression): string => {
  switch (root.kind) {
    case 'local':
      return `${root.hops}:${root.slot}`;
    case 'global':
      return root.name;
    case 'member':
      return `${keyOf(root.object)}.${root.name}`;
    default:
      return root.kind;
  }
};

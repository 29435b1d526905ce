import { quantity } from '../../effects/quantity.ts';
import { callValue } from '../calls/calls.ts';
import type { NativeCall } from '../calls/native-call.ts';
import { newArray, push } from '../heap/arrays.ts';
import { birth, markEscaped } from '../heap/heap.ts';
import { newPromise, settledPromise } from '../language/promises.ts';
import { keyText } from '../language/properties.ts';
import { ArrayThing, LibraryThing, Thing, UNKNOWN, type Value } from '../values/value.ts';
import type { Intrinsic } from './index.ts';

/** Emitters of the program's own keep their listeners, so that `emit` runs them; those of `once` for the next time alone. */
const LISTENERS = '@@listeners:';
const NEXT_LISTENERS = '@@once:';

const construct: Intrinsic = ({ machine, site }) => {
  const base = birth(machine, site);
  return new Thing(
    base.shape,
    machine.realm?.prototypeOf('EventEmitter') ?? null,
    base.born,
    base.multiplicity,
  );
};

const listening =
  (kept: string): Intrinsic =>
  ({ machine, receiver, values: [event, listener], site }) => {
    const name = keyText(event);
    markEscaped(machine, listener);
    if (receiver instanceof Thing && !(receiver instanceof LibraryThing) && name !== null) {
      const known = receiver.fields.get(kept + name);
      const list = known instanceof ArrayThing ? known : newArray(machine, site, 0);
      receiver.setOwn(kept + name, list);
      push(machine, list, listener);
    }
    return receiver;
  };

const on = listening(LISTENERS);

const listenersOf = (emitter: Thing, key: string): readonly Value[] => {
  const list = emitter.fields.get(key);
  return list instanceof ArrayThing ? list.elements.kept(100) : [];
};

const emit: Intrinsic = ({ machine, receiver, values: [event, ...rest], site }: NativeCall) => {
  const name = keyText(event);
  if (!(receiver instanceof Thing) || name === null) return UNKNOWN;
  const listeners = [
    ...listenersOf(receiver, LISTENERS + name),
    ...listenersOf(receiver, NEXT_LISTENERS + name),
  ];
  // Before they run: a listener may ask for the time after this one.
  receiver.deleteOwn(NEXT_LISTENERS + name);
  for (const listener of listeners) callValue(machine, listener, receiver, rest, site);
  return listeners.length > 0;
};

const remove: Intrinsic = ({ receiver, values: [event] }): Value => {
  const name = keyText(event);
  if (receiver instanceof Thing && name !== null)
    for (const kept of [LISTENERS, NEXT_LISTENERS]) receiver.deleteOwn(kept + name);
  return receiver;
};

/** `once(emitter, event)`; what keeps the program running says nothing before it is stopped. */
const onceHeard: Intrinsic = ({ machine, site, values: [emitter, event] }) => {
  const isProcess = emitter instanceof LibraryThing && emitter.symbol === 'process';
  return isProcess || machine.eventLoop.isKeptAliveBy(emitter)
    ? newPromise(machine, site)
    : settledPromise(
        machine,
        site,
        UNKNOWN,
        ENDINGS.has(keyText(event) ?? '') ? ENDING_SECONDS : UNKNOWN_EVENT_SECONDS,
      );
};

/** Events by which a stream says that it is done, or ready. */
const ENDINGS: ReadonlySet<string> = new Set(['close', 'end', 'finish', 'ready', 'open']);
/** For the end of work under way: row "fs.createReadStream 8 MB" takes 24 ms for 8 MB; from a small file to one of 300 MB. */
const ENDING_SECONDS = quantity(1e-4, 5e-3, 1);

/** An event that nobody can tell. */
const UNKNOWN_EVENT_SECONDS = quantity(1e-3, 1, 3600);

export const EVENTS_INTRINSICS: readonly (readonly [string, Intrinsic])[] = [
  ['EventEmitter', construct],
  ['EventEmitter.once', onceHeard],
  ['EventEmitter.prototype.on', on],
  ['EventEmitter.prototype.addListener', on],
  ['EventEmitter.prototype.once', listening(NEXT_LISTENERS)],
  ['EventEmitter.prototype.prependListener', on],
  ['EventEmitter.prototype.emit', emit],
  ['EventEmitter.prototype.off', remove],
  ['EventEmitter.prototype.removeListener', remove],
  ['EventEmitter.prototype.removeAllListeners', remove],
];

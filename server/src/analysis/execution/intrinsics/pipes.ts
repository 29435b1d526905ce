import { unpackedOf } from '../../knowledge/unpacking.ts';
import { viewOfValue } from '../calls/value-view.ts';
import { markEscaped } from '../heap/heap.ts';
import { LibraryThing } from '../values/value.ts';
import type { Intrinsic } from './index.ts';

/** What comes through a stream of Node's goes on to another one, which may unpack it. */
const pipe: Intrinsic = ({ machine, receiver, values: [to] }) => {
  markEscaped(machine, to);
  if (receiver instanceof LibraryThing && to instanceof LibraryThing && to.content?.unpacks) {
    const { bytes, text } = unpackedOf(viewOfValue(receiver));
    to.size = bytes;
    to.content = { ...to.content, known: text };
  }
  return to;
};

const READABLE = [
  'Readable',
  'ReadStream',
  'IncomingMessage',
  'Socket',
  'Duplex',
  'Transform',
  'PassThrough',
  'Unzip',
];

export const PIPE_INTRINSICS: readonly (readonly [string, Intrinsic])[] = READABLE.map(
  (className) => [`${className}.prototype.pipe`, pipe] as const,
);

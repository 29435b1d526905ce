import { formatBytes, say } from '@migration-tags/simulator';
import { nameOf } from '../../../source/file-path.ts';
import type { KnownText, Unpacked } from '../../effects/known-text.ts';
import { type Quantity, quantity } from '../../effects/quantity.ts';
import type { DataFile } from '../../program/data-file.ts';
import type { Machine } from '../run/machine.ts';
import { Thing, type Value } from '../values/value.ts';

/**
 * The file may be another one when the program runs: what lies beside the source is mostly a sample, if it is not the same. Reconstruction, factors either
 * way.
 */
const DOUBT = { smaller: 2, larger: 4 } as const;

/** Bytes of what `symbol` reads from a path: as declared, else as far as the program or the disk tells. `null`: nobody can tell. */
export const inputBytes = (machine: Machine, symbol: string, path: Value): Quantity | null => {
  const bytes = machine.declaredBytes() ?? sizeNow(machine, path);
  if (!bytes) machine.question(say`How large is what \`${symbol}\` handles? \`assume size=\u2026\``);
  return bytes;
};

/** Bytes that the program has written to a path, else those of the file that is there now. */
export const sizeNow = (machine: Machine, path: Value): Quantity | null => {
  const written = machine.files.bytesWritten(path);
  if (written !== null) return quantity(written);
  const file = fileAt(machine, path);
  if (!file) return null;
  machine.node.grounds.add(
    say`\`${nameOf(file.path)}\` has ${formatBytes(file.bytes)} now; it may differ when the program runs`,
  );
  return quantity(file.bytes / DOUBT.smaller, file.bytes, file.bytes * DOUBT.larger);
};

/** Texts of more bytes are not read as a whole: lists, logs and documents that programs are tried on are shorter. Reconstruction. */
const LARGEST_READ_BYTES = 1 << 20;

/**
 * What stands in the file that is there now, unless the program writes it. One whose size the user declared is another one, but like it; of a large one
 * only the beginning is read.
 */
export const inputText = (machine: Machine, path: Value): KnownText | null => {
  if (machine.files.bytesWritten(path) !== null) return null;
  const file = fileAt(machine, path);
  const isSmall = file !== undefined && file.bytes <= LARGEST_READ_BYTES;
  const text = isSmall ? file.text() : file?.start();
  if (text === undefined || NO_TEXT.test(text)) return null;
  return isSmall && !machine.declaredBytes()
    ? { text, isWhole: true }
    : { text: wholeLines(text), isWhole: false };
};

/** What the file holds that is there now, if that is packed. */
export const inputUnpacked = (machine: Machine, path: Value): Unpacked | null => {
  if (machine.files.bytesWritten(path) !== null) return null;
  const unpacked = fileAt(machine, path)?.unpacked();
  if (!unpacked) return null;
  const { bytes, start } = unpacked;
  return {
    bytes: quantity(bytes / DOUBT.smaller, bytes, bytes * DOUBT.larger),
    text: NO_TEXT.test(start) ? null : { text: wholeLines(start), isWhole: false },
  };
};

/** What is no text reads as if it had these. */
const NO_TEXT = /[\0\uFFFD]/;

const wholeLines = (text: string): string => text.slice(0, text.lastIndexOf('\n') + 1) || text;

const fileAt = (machine: Machine, path: Value): DataFile | undefined => {
  const named = path instanceof Thing ? path.fields.get('href') : path;
  if (typeof named !== 'string') return undefined;
  const wanted = pathOf(named);
  for (const source of sourcesOf(machine)) {
    const found = machine.settings.dataFile(wanted, source);
    if (found) return found;
  }
  return undefined;
};

/** The running function's, and those of its callers: one that reads files for others is told where they lie as seen from there. */
const sourcesOf = ({ frame: innermost, root }: Machine): ReadonlySet<string> => {
  const sources = new Set<string>();
  for (let frame = innermost; frame; frame = frame.caller) sources.add(frame.code.site.file);
  return sources.size > 0 ? sources : sources.add(root.site.file);
};

/** The path in a URL of a file; others as they are. */
export const pathOf = (text: string): string => {
  const encoded = /^file:\/\/[^/]*(\/.*)$/i.exec(text)?.[1];
  if (encoded === undefined) return text;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
};

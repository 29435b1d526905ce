import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { lineIndex } from '../../preview/line-index.ts';
import { type CliIo, InputError } from '../io.ts';
import { absolutePath, displayPath } from './paths.ts';

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A file that has to be there, as text. Throws {@link InputError} naming it and what was expected. */
export const readTextFile = (io: CliIo, path: string, expected: string): string => {
  const absolute = absolutePath(io, path);
  const shown = displayPath(io, absolute);
  switch (io.files.kindOf(absolute)) {
    case 'missing':
      throw new InputError(`${shown}: no such file; expected ${expected}.`);
    case 'directory':
      throw new InputError(`${shown}: is a directory; expected ${expected}.`);
    case 'other':
      throw new InputError(`${shown}: is neither a file nor a directory; expected ${expected}.`);
    case 'file':
      return decodeUtf8(readBytes(io, absolute), shown);
  }
};

const readBytes = (io: CliIo, path: string): Uint8Array => {
  try {
    return io.files.read(path);
  } catch (error) {
    throw new InputError(`${displayPath(io, path)}: cannot be read (${reasonOf(error)}).`);
  }
};

const decodeUtf8 = (bytes: Uint8Array, shown: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    if (bytes.includes(0)) throw new InputError(`${shown}: is binary; expected text in UTF-8.`);
    const lossy = new TextDecoder('utf-8').decode(bytes);
    const { line } = lineIndex(lossy)(lossy.indexOf('\uFFFD'));
    throw new InputError(`${shown}: is not valid UTF-8 (line ${line + 1}); save it as UTF-8.`);
  }
};

/** A JSON file; comments allowed, as in migration-tags.json. */
export const readJsonFile = (io: CliIo, path: string, expected: string): unknown => {
  const text = readTextFile(io, path, expected);
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first) {
    const { line, character } = lineIndex(text)(first.offset);
    throw new InputError(
      `${displayPath(io, absolutePath(io, path))}:${line + 1}:${character + 1}: is not valid JSON ` +
        `(${printParseErrorCode(first.error)}); expected ${expected}.`,
    );
  }
  return value;
};

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;

/** Writes source anew, behind the byte order mark that it was read without. */
export const rewriteTextFile = (io: CliIo, path: string, text: string): void => {
  const bytes = readBytes(io, absolutePath(io, path));
  const isMarked = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte);
  writeTextFile(io, path, isMarked ? `\uFEFF${text}` : text);
};

/** Writes a result; a place that cannot be written to is the user's mistake. */
export const writeTextFile = (io: CliIo, path: string, text: string): void => {
  const absolute = absolutePath(io, path);
  try {
    io.files.write(absolute, text);
  } catch (error) {
    throw new InputError(`${displayPath(io, absolute)}: cannot be written (${reasonOf(error)}).`);
  }
};

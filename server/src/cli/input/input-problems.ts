import type { Parsed, Problem } from '@migration-tags/simulator';
import { InputError } from '../io.ts';

/** `phases[0].duration`. */
const fieldPath = (path: Problem['path']): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );

/** The value, or an {@link InputError} that names the file, the first field that is wrong, and what was expected. */
export const valueOrInputError = <T>(parsed: Parsed<T>, file: string): T => {
  if (parsed.ok) return parsed.value;
  const [first, ...others] = parsed.problems;
  const field = first ? fieldPath(first.path) : '';
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  throw new InputError(
    `${file}: ${field === '' ? '' : `${field}: `}${first?.message ?? 'not valid.'}${more}`,
  );
};

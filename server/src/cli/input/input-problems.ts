import { inEnglish, type Parsed, type Problem } from '@migration-tags/simulator';
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
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  const field = first && first.path.length > 0 ? `${fieldPath(first.path)}: ` : '';
  throw new InputError(`${file}: ${field}${first ? inEnglish(first.message) : 'not valid.'}${more}`);
};

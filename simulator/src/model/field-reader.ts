import { type Estimate, exactly } from './estimate.ts';
import { type Message, type MessageValue, say } from './message.ts';
import { nearestName } from './nearest-name.ts';
import type { Problem } from './problem.ts';
import { type Dimension, parseQuantity } from './quantity.ts';
import { isRecord } from './unknown-data.ts';

type Path = readonly (string | number)[];

/** Reads one field's value, or reports problems and returns `null`. */
export type ReadValue<T> = (value: unknown, path: Path, problems: Problem[]) => T | null;

/** A value as a message names it: itself, or of what kind it is. */
export const describeValue = (value: unknown): MessageValue => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return say`a list`;
  return typeof value === 'object' ? say`an object` : (JSON.stringify(value) ?? 'undefined');
};

export const expected =
  (what: Message) =>
  (value: unknown, path: Path, problems: Problem[]): null => {
    problems.push({ path, message: say`expected ${what}; found ${describeValue(value)}` });
    return null;
  };

/**
 * Reads the fields of one JSON object by name and, at `end`, reports every field nobody asked for.
 * A missing field gives the fallback; a wrong one a problem, and the fallback so that reading can go on.
 */
export class FieldReader {
  private readonly fields: Readonly<Record<string, unknown>>;
  private readonly path: Path;
  private readonly problems: Problem[];
  private readonly known = new Set<string>();

  constructor(value: unknown, path: Path, problems: Problem[]) {
    this.path = path;
    this.problems = problems;
    if (isRecord(value)) {
      this.fields = value;
    } else {
      this.fields = {};
      if (value !== undefined) expected(say`an object`)(value, path, problems);
    }
  }

  has(name: string): boolean {
    return this.fields[name] !== undefined;
  }

  read<T, F>(name: string, read: ReadValue<T>, fallback: F): T | F {
    this.known.add(name);
    const value = this.fields[name];
    if (value === undefined) return fallback;
    return read(value, [...this.path, name], this.problems) ?? fallback;
  }

  /** A field without which nothing can be simulated. */
  require<T, F>(name: string, read: ReadValue<T>, what: Message, placeholder: F): T | F {
    if (!this.has(name)) {
      this.problems.push({
        path: [...this.path, name],
        message: say`"${name}" is missing; expected ${what}`,
      });
    }
    return this.read(name, read, placeholder);
  }

  object(name: string): FieldReader {
    this.known.add(name);
    return new FieldReader(this.fields[name], [...this.path, name], this.problems);
  }

  problem(name: string, message: Message): void {
    this.problems.push({ path: [...this.path, name], message });
  }

  /** Call last: every field that was not read is a problem, unless it belongs to somebody else. */
  end(foreign: readonly string[] = []): void {
    for (const name of Object.keys(this.fields)) {
      if (this.known.has(name) || foreign.includes(name)) continue;
      const nearest = nearestName(name, [...this.known]);
      this.problem(
        name,
        nearest === null
          ? say`there is no field "${name}" here; known are ${[...this.known].join(', ')}`
          : say`there is no field "${name}" here; did you mean "${nearest}"?`,
      );
    }
  }
}

/** A quantity as text with its unit, or a plain number in SI base units. */
export const quantity =
  (dimension: Dimension): ReadValue<number> =>
  (value, path, problems) => {
    if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
    const parsed = parseQuantity(
      typeof value === 'string' ? value : String(JSON.stringify(value)),
      dimension,
    );
    if (parsed.ok) return parsed.value;
    for (const problem of parsed.problems) problems.push({ path, message: problem.message });
    return null;
  };

/** As `quantity`, and greater than 0. */
export const positive =
  (dimension: Dimension): ReadValue<number> =>
  (value, path, problems) => {
    const read = quantity(dimension)(value, path, problems);
    if (read !== 0) return read;
    problems.push({ path, message: say`must be greater than 0` });
    return null;
  };

/** One quantity, or `{low, likely, high}`. */
export const estimate =
  (readPoint: ReadValue<number>): ReadValue<Estimate> =>
  (value, path, problems) => {
    if (typeof value !== 'object' || value === null) {
      const point = readPoint(value, path, problems);
      return point === null ? null : exactly(point);
    }
    const reader = new FieldReader(value, path, problems);
    const point = (name: string): number | null =>
      reader.require(name, readPoint, say`low, likely and high`, null);
    const low = point('low');
    const likely = point('likely');
    const high = point('high');
    reader.end();
    if (low === null || likely === null || high === null) return null;
    if (low <= likely && likely <= high) return { low, likely, high };
    problems.push({ path, message: say`expected low \u2264 likely \u2264 high` });
    return null;
  };

export const oneOf =
  <const T extends string>(names: readonly T[]): ReadValue<T> =>
  (value, path, problems) => {
    const found = names.find((name) => name === value);
    if (found !== undefined) return found;
    const nearest = typeof value === 'string' ? nearestName(value, names) : null;
    const message = say`expected one of ${names.join(', ')}; found ${describeValue(value)}`;
    problems.push({
      path,
      message: nearest === null ? message : say`${message}; did you mean "${nearest}"?`,
    });
    return null;
  };

export const integer =
  (least: number, most = Number.MAX_SAFE_INTEGER): ReadValue<number> =>
  (value, path, problems) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? value
      : expected(
          most === Number.MAX_SAFE_INTEGER
            ? say`a whole number, ${least} or more`
            : say`a whole number from ${least} to ${most}`,
        )(value, path, problems);

export const flag: ReadValue<boolean> = (value, path, problems) =>
  typeof value === 'boolean' ? value : expected(say`true or false`)(value, path, problems);

export const text: ReadValue<string> = (value, path, problems) =>
  typeof value === 'string' ? value : expected(say`a text`)(value, path, problems);

/** A list of at least one item; items that do not parse are reported and left out. */
export const list =
  <T>(readItem: ReadValue<T>, least = 1): ReadValue<readonly T[]> =>
  (value, path, problems) => {
    if (!Array.isArray(value) || value.length < least) {
      return expected(least === 0 ? say`a list` : say`a list with at least one item`)(value, path, problems);
    }
    const items: T[] = [];
    value.forEach((item: unknown, index) => {
      const read = readItem(item, [...path, index], problems);
      if (read !== null) items.push(read);
    });
    return items;
  };

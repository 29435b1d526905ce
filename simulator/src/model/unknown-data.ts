/** Data of unknown shape: what was parsed from JSON, what another program sent. */

/** An object with fields; no list. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value's own field of that name; `undefined` where there is none, of whatever else is no object too. */
export const fieldOf = (value: unknown, name: string): unknown =>
  isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;

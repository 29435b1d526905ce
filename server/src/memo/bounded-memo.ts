import { MostRecent } from './most-recent.ts';

/**
 * Remembers the results of a pure function by key, the least recently asked for dropped first.
 * Invisible but for the time it saves, so it may be shared by every caller.
 */
export const boundedMemo = <Value>(capacity: number): ((key: string, compute: () => Value) => Value) => {
  const entries = new Map<string, Value>();
  const kept = new MostRecent<string>(capacity);
  return (key, compute) => {
    const value = entries.get(key) ?? compute();
    entries.set(key, value);
    for (const dropped of kept.note(key)) entries.delete(dropped);
    return value;
  };
};

/**
 * Remembers the results of a pure function by key, the least recently asked for dropped first.
 * Invisible but for the time it saves, so it may be shared by every caller.
 */
export const boundedMemo = <Value>(capacity: number): ((key: string, compute: () => Value) => Value) => {
  const entries = new Map<string, Value>();
  return (key, compute) => {
    const known = entries.get(key);
    const value = known ?? compute();
    entries.delete(key);
    entries.set(key, value);
    if (entries.size > capacity) {
      const oldest = entries.keys().next();
      if (!oldest.done) entries.delete(oldest.value);
    }
    return value;
  };
};

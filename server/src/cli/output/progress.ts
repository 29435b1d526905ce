import type { CliIo } from '../io.ts';

const CLEAR_LINE = '\r\u001b[K';

/** Maps over the items, counting them on the terminal; silent when standard error is none. */
export const progressOver = <Item, Result>(
  { stderr }: CliIo,
  activity: string,
  items: readonly Item[],
  work: (item: Item) => Result,
): readonly Result[] => {
  const results = items.map((item, index) => {
    if (stderr.isTerminal) stderr.write(`${CLEAR_LINE}${activity} ${index + 1}/${items.length}`);
    return work(item);
  });
  if (stderr.isTerminal) stderr.write(CLEAR_LINE);
  return results;
};

import type { TagType } from '../model/workload.ts';

/** The tags that are active in each task, outermost first. Immutable: every change gives a new board. */
export type TagBoard = ReadonlyMap<string, readonly TagType[]>;

/** Entering the same entity twice (recursion) needs leaving it twice, so every entry is kept. */
export function enter(board: TagBoard, task: string, tag: TagType): TagBoard {
  return new Map(board).set(task, [...(board.get(task) ?? []), tag]);
}

/** Ends the innermost entry of this tag; leaving what was never entered changes nothing. */
export function leave(board: TagBoard, task: string, tag: TagType): TagBoard {
  const tags = board.get(task) ?? [];
  const innermost = tags.lastIndexOf(tag);
  return innermost < 0 ? board : new Map(board).set(task, tags.toSpliced(innermost, 1));
}

/** A task that is gone speaks no more. */
export function drop(board: TagBoard, task: string): TagBoard {
  const rest = new Map(board);
  rest.delete(task);
  return rest;
}

/** The innermost tag of every task that is inside a tagged entity. */
const speaking = (board: TagBoard): readonly (TagType | undefined)[] =>
  [...board.values()].map((tags) => tags[tags.length - 1]);

/** Starting needs somebody's approval and nobody's bar. */
export const permitsStart = (board: TagBoard): boolean =>
  speaking(board).includes('approve') && permitsGoingOn(board);

/** Going on and switching over only need that nobody bars. */
export const permitsGoingOn = (board: TagBoard): boolean => !speaking(board).includes('withdraw');

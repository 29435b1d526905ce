/** What the beginning of a long JSON text tells of the value in it. */
export interface JsonStart {
  readonly value: unknown;
  /** The list or object in it that goes on where the beginning ends, as its elements so far did. */
  readonly goesOn: object;
  /** Characters from the beginning to the end of its last element that is whole. */
  readonly characters: number;
}

interface Open {
  readonly bracket: '[' | '{';
  /** Where its latest element ends; `null`: it has none that is whole. */
  end: number | null;
}

/** Reads a JSON text that breaks off. `null`: no list or object in it has an element that is whole, or it is no JSON. */
export const readJsonStart = (text: string): JsonStart | null => {
  const open = openAt(text);
  const depth = longest(open);
  const end = open[depth]?.end;
  if (end === undefined || end === null) return null;
  const around = open.slice(0, depth + 1);
  const closing = around.map(({ bracket }) => (bracket === '[' ? ']' : '}')).reverse();
  try {
    const value: unknown = JSON.parse(text.slice(0, end) + closing.join(''));
    const goesOn = around.slice(1).reduce(lastIn, value);
    return typeof goesOn === 'object' && goesOn !== null ? { value, goesOn, characters: end } : null;
  } catch {
    return null;
  }
};

/** The lists and objects that are still open where the text ends. */
const openAt = (text: string): readonly Open[] => {
  const open: Open[] = [];
  for (const { 0: token, index } of text.matchAll(STRUCTURE)) {
    const around = open.at(-1);
    if (token === '[' || token === '{') open.push({ bracket: token, end: null });
    else if (token === ']' || token === '}') open.pop();
    else if (token === ',' && around) around.end = index;
  }
  return open;
};

/** Texts as a whole, and what is between values. */
const STRUCTURE = /"(?:[^"\\]|\\.)*"|[[\]{},]/g;

/** The one that most of the text is: where it breaks off, the outermost list, or else the outermost object. */
const longest = (open: readonly Open[]): number => {
  const list = open.findIndex(({ bracket, end }) => bracket === '[' && end !== null);
  return list >= 0 ? list : open.findIndex(({ end }) => end !== null);
};

const lastIn = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.at(-1)
    : typeof value === 'object' && value !== null
      ? Object.values(value).at(-1)
      : undefined;

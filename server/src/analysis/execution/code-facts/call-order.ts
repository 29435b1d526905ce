import type { FunctionThing } from '../values/value.ts';

/**
 * Functions whose names no other function mentions come first: they are called from outside, and call others with the values
 * that those really get.
 */
export const callersAndCalled = (
  things: readonly FunctionThing[],
): { readonly callers: readonly FunctionThing[]; readonly called: readonly FunctionThing[] } => {
  const mentionedBy = new Map<string, number>();
  for (const { code } of things)
    for (const name of code.mentions) mentionedBy.set(name, (mentionedBy.get(name) ?? 0) + 1);
  const isMentioned = ({ code }: FunctionThing): boolean => {
    const others = (mentionedBy.get(code.name) ?? 0) - (code.mentions.has(code.name) ? 1 : 0);
    return code.name !== '' && others > 0;
  };
  return {
    callers: things.filter((thing) => !isMentioned(thing)),
    called: things.filter(isMentioned),
  };
};

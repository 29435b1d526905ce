/** What the pattern's `*` stands for; `null`: the pattern does not match. */
export const starOf = (pattern: string, text: string): string | null => {
  const [prefix = '', suffix] = pattern.split('*');
  if (suffix === undefined) return pattern === text ? '' : null;
  const isLong = text.length >= prefix.length + suffix.length;
  return isLong && text.startsWith(prefix) && text.endsWith(suffix)
    ? text.slice(prefix.length, text.length - suffix.length)
    : null;
};

export const beforeStar = (pattern: string): string => pattern.split('*')[0] ?? '';

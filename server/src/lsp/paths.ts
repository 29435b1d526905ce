/** The path that a file URI names, with `/`; `null` for other schemes, whose contents only the editor knows. */
export const pathOfUri = (uri: string): string | null => {
  try {
    const url = new URL(uri);
    if (url.protocol !== 'file:') return null;
    const path = decodeURIComponent(url.pathname);
    return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path;
  } catch {
    return null;
  }
};

/** Percent-encoded as editors do it, so that the URI of a file is found again. */
export const uriOfPath = (path: string): string => {
  const absolute = path.startsWith('/') ? path : `/${path}`;
  return `file://${absolute.split('/').map(encodeURIComponent).join('/')}`;
};

/** The longest of the roots that the path lies in. */
export const rootOf = (roots: readonly string[], path: string): string | null =>
  roots
    .filter((root) => path === root || path.startsWith(root.endsWith('/') ? root : `${root}/`))
    .reduce<string | null>((best, root) => (best === null || root.length > best.length ? root : best), null);

/**
 * The path that a URI names, with `/`: that of a disk's file is its own, that of another file system starts with
 * `scheme://authority`. `null` where the URI names no place among others (`untitled:Untitled-1`, a part of a notebook).
 */
export const pathOfUri = (uri: string): string | null => {
  try {
    const { protocol, host, pathname, search, hash } = new URL(uri);
    const path = decodeURIComponent(pathname);
    // A text that was never saved may have its place on the disk already: `untitled:/project/new.ts`.
    const isOnDisk = protocol === 'file:' || (protocol === 'untitled:' && host === '');
    if (isOnDisk && path.startsWith('/')) return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path;
    return path.startsWith('/') && search === '' && hash === '' ? `${protocol}//${host}${path}` : null;
  } catch {
    return null;
  }
};

/** Percent-encoded as editors do it, so that the URI of a file is found again. */
export const uriOfPath = (path: string): string => {
  const [, scheme, authority, inside = ''] = VIRTUAL_PATH.exec(path) ?? [];
  if (scheme !== undefined) return `${scheme}:${authority ? `//${authority}` : ''}${encoded(inside)}`;
  return `file://${encoded(path)}`;
};

/** Of a file on no disk: only the editor can read it. */
export const isVirtualPath = (path: string): boolean => VIRTUAL_PATH.test(path);

/** A scheme of one letter would be a drive's. */
const VIRTUAL_PATH = /^([a-z][a-z0-9+.-]+):\/\/([^/]*)(.*)$/i;

const encoded = (path: string): string => {
  const absolute = path.startsWith('/') ? path : `/${path}`;
  return absolute.split('/').map(encodeURIComponent).join('/');
};

/** The longest of the roots that the path lies in. */
export const rootOf = (roots: readonly string[], path: string): string | null =>
  roots
    .filter((root) => path === root || path.startsWith(root.endsWith('/') ? root : `${root}/`))
    .reduce<string | null>((best, root) => (best === null || root.length > best.length ? root : best), null);

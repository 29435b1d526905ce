/** Encodings in which a text file reads as it stands there. */
const PLAIN_TEXT = /^(?:utf-?8|ascii|latin1)$/i;

/** `null`: none was given, which is UTF-8. */
export const isPlainText = (encoding: string | null): boolean =>
  encoding === null || PLAIN_TEXT.test(encoding);

/** Characters a byte becomes, or bytes a character needs. */
export const encodedShare = (encoding: string | null): number => {
  if (encoding === 'base64' || encoding === 'base64url') return 4 / 3;
  if (encoding === 'hex') return 2;
  if (encoding === 'utf16le' || encoding === 'ucs2') return 0.5;
  return 1;
};

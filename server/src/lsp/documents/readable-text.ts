import { type Message, say } from '@migration-tags/simulator';
import type { Finding } from '../../rules/finding.ts';

/**
 * The longest text that is analysed, in UTF-16 units. Hand-written modules stay far below; bundles and data files,
 * which would hold the server for seconds, lie above.
 */
export const MAX_TEXT_LENGTH = 1 << 20;

/** Why a text cannot be analysed, and what to do about it; `null`: it can. */
export const whyUnreadable = (text: string): Message | null => {
  if (text.length > MAX_TEXT_LENGTH) {
    const mebi = Number((text.length / (1 << 20)).toFixed(1));
    return say`This file has ${mebi} Mi characters; Migration Tags reads files of up to 1 Mi. Split it, or tag the code that calls it.`;
  }
  if (text.includes('\0')) {
    return say`This file holds NUL characters, so it is not source text, and Migration Tags leaves it alone. If it should be source text, remove them.`;
  }
  return null;
};

const REPLACEMENT_CHARACTER = '\uFFFD';

/** What to say about a text whose decoding lost something, or that cannot be analysed at all. */
export const textFindings = (text: string): readonly Finding[] => {
  const unreadable = whyUnreadable(text);
  // Bundles and data are opened to be looked at: who wrote no tag in one expects nothing.
  if (unreadable !== null)
    return [{ ...finding(unreadable, 0, 0), severity: text.includes('@migrate') ? 'information' : 'hint' }];
  const lost = text.indexOf(REPLACEMENT_CHARACTER);
  if (lost < 0) return [];
  const message = say`Here stands U+FFFD, which is what invalid UTF-8 is read as. Save the file as UTF-8; until then its strings may be wrong.`;
  return [finding(message, lost, lost + 1)];
};

const finding = (message: Message, start: number, end: number): Finding => ({
  rule: 'readable-text',
  severity: 'information',
  span: { start, end },
  message,
  fixes: [],
});

import { type LineNumber, type Message, say } from '@migration-tags/simulator';
import type { Site } from '../../program/code.ts';

/** The line of a place, for a question: an edit above moves it. */
export const lineOf = ({ line }: Site): LineNumber => ({ line });

/** Source text in quotes; words for what has none. */
export const named = (source: string, nameless: Message): Message =>
  source === '' ? nameless : say`\`${source}\``;

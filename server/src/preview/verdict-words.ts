import { type Message, say } from '@migration-tags/simulator';
import type { Verdict } from './verdict.ts';

/** What verdicts are called, in the text and on the preview page alike. */
export const VERDICT_WORDS: Readonly<Record<Verdict, Message>> = {
  'low-range': say`low range`,
  'low-frequency': say`low frequency`,
  hot: say`hot`,
  unknown: say`unknown`,
};

import type { Message } from '@migration-tags/simulator';
import type { SourceOutline } from '../source/outline.ts';
import type { TagSheet } from '../tags/tag-sheet.ts';
import type { Finding, Severity } from './finding.ts';
import type { FileMeasure } from './measure.ts';

export type Report = Pick<Finding, 'span' | 'message' | 'fixes'>;

export interface SyntaxContext {
  readonly outline: SourceOutline;
  readonly sheet: TagSheet;
  /** Of every rule there is. */
  readonly ruleNames: readonly string[];
}

export interface MeasuredContext extends SyntaxContext {
  readonly measure: FileMeasure;
}

interface RuleFace {
  /** Also its page, docs/rules/NAME.md, and its key in the `rules` setting. */
  readonly name: string;
  /** `off`: only where the configuration switches it on. */
  readonly defaultSeverity: Severity | 'off';
  /** One sentence. */
  readonly summary: Message;
}

/** Answers while typing. */
export interface SyntaxRule extends RuleFace {
  readonly needs: 'syntax';
  check(context: SyntaxContext): readonly Report[];
}

/** Needs the figures of analysis and simulation. */
export interface MeasuredRule extends RuleFace {
  readonly needs: 'numbers';
  check(context: MeasuredContext): readonly Report[];
}

export type Rule = SyntaxRule | MeasuredRule;

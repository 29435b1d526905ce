import type { DirectiveKind } from '../../tags/directive.ts';
import { spellingFix, wordRemovalFix } from '../fixes.ts';
import { problemRule } from './problem-rule.ts';

const EXPECTED: Readonly<Record<DirectiveKind, string>> = {
  tag: 'a tag takes `begin`, one label, `downtime<=DURATION` and `because=range|frequency`',
  end: '`end` takes one label',
  assume: '`assume` takes `trips`, `duration`, `range`, `rate` and `size`, each as `name=value`',
  ignore: '`ignore` takes a rule and a reason',
};

export const unknownOption = problemRule({
  name: 'unknown-option',
  defaultSeverity: 'error',
  summary: 'A directive holds a word that it does not take.',
  word({ span, found, directive, meant }, outline) {
    const hint = meant === null ? '' : ` Did you mean \`${meant}\`?`;
    return {
      message: `\`${found}\` is not understood; ${EXPECTED[directive]}.${hint}`,
      fixes: [...(meant === null ? [] : [spellingFix(span, meant)]), wordRemovalFix(outline, span)],
    };
  },
});

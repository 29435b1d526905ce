import { type Message, say } from '@migration-tags/simulator';
import type { DirectiveKind } from '../../tags/directive.ts';
import { spellingFix, wordRemovalFix } from '../fixes.ts';
import { didYouMean } from '../wording.ts';
import { problemRule } from './problem-rule.ts';

const EXPECTED: Readonly<Record<DirectiveKind, Message>> = {
  tag: say`a tag takes \`begin\`, one label, \`downtime<=DURATION\` and \`because=range|frequency\``,
  end: say`\`end\` takes one label`,
  assume: say`\`assume\` takes \`trips\`, \`duration\`, \`range\`, \`rate\` and \`size\`, each as \`name=value\``,
  ignore: say`\`ignore\` takes a rule and a reason`,
};

export const unknownOption = problemRule({
  name: 'unknown-option',
  defaultSeverity: 'error',
  summary: say`A directive holds a word that it does not take.`,
  word({ span, found, directive, meant }, outline) {
    return {
      message: didYouMean(say`\`${found}\` is not understood; ${EXPECTED[directive]}.`, meant),
      fixes: [...(meant === null ? [] : [spellingFix(span, meant)]), wordRemovalFix(outline, span)],
    };
  },
});

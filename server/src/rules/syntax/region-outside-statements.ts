import { say } from '@migration-tags/simulator';
import { removalFix } from '../fixes.ts';
import { problemRule } from './problem-rule.ts';

export const regionOutsideStatements = problemRule({
  name: 'region-outside-statements',
  defaultSeverity: 'error',
  summary: say`A region directive stands where no statements are.`,
  word: ({ span }, outline) => ({
    message: say`Regions hold whole statements; among class members, properties, arguments, JSX or inside a statement there are none. Tag the function or method itself.`,
    fixes: [removalFix(outline, span)],
  }),
});

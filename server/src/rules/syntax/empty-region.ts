import { say } from '@migration-tags/simulator';
import { removeDirective } from '../../tags/edits/remove-tag.ts';
import { problemRule } from './problem-rule.ts';

export const emptyRegion = problemRule({
  name: 'empty-region',
  defaultSeverity: 'warning',
  summary: say`A region holds no statement.`,
  word: ({ begin, end }, outline) => ({
    message: say`This region holds no statement; the tag has no effect.`,
    fixes: [
      {
        title: say`Remove the region`,
        preferred: true,
        edits: [...removeDirective(outline, begin), ...removeDirective(outline, end)],
      },
    ],
  }),
});

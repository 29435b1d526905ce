import { say } from '@migration-tags/simulator';
import { moveDirective } from '../../tags/edits/move-directive.ts';
import { problemRule } from './problem-rule.ts';

export const distantTag = problemRule({
  name: 'distant-tag',
  defaultSeverity: 'warning',
  summary: say`A directive stands beside other code than what it binds to.`,
  word({ span, bystander, trailing, entity }, outline) {
    const name = outline.entities[entity]?.name ?? '';
    const beside =
      outline.text
        .slice(bystander.start, bystander.end)
        .split(/[\r\n]/)[0]
        ?.slice(0, 40) ?? '';
    return {
      message: trailing
        ? say`This directive stands behind \`${beside}\` but binds to \`${name}\`. Move it there, or use \`begin\` \u2026 \`end\`.`
        : say`This directive stands before \`${beside}\` but binds to \`${name}\`. Move it there, or use \`begin\` \u2026 \`end\`.`,
      fixes: [
        {
          title: say`Move it to \`${name}\``,
          preferred: true,
          edits: moveDirective(outline, span, entity),
        },
      ],
    };
  },
});

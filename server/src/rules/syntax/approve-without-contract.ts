import { say } from '@migration-tags/simulator';
import { nameOf } from '../../tags/target.ts';
import type { SyntaxRule } from '../rule.ts';

export const approveWithoutContract: SyntaxRule = {
  needs: 'syntax',
  name: 'approve-without-contract',
  defaultSeverity: 'off',
  summary: say`An \`approve\` promises no downtime.`,
  check: ({ outline, sheet }) =>
    sheet.tags.flatMap(({ type, downtimeContract, span, target }) =>
      type === 'approve' && downtimeContract === null
        ? [
            {
              span,
              message: say`${nameOf(target, outline)} is approved without a contract: how long may a migration in it stop the service? Add \`downtime<=50ms\`, or as long as it may.`,
              fixes: [],
            },
          ]
        : [],
    ),
};

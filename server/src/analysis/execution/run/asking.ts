import { type Message, say } from '@migration-tags/simulator';
import { isPackagePath, packageOf } from '../../../source/file-path.ts';
import type { Site } from '../../program/code.ts';
import { isTopLevel } from '../../program/placed-site.ts';
import type { ContextNode } from '../costs/context-tree.ts';

/** Asked of one piece of code. */
const MOST_QUESTIONS = 20;

/** `site`: the call that it is about. Of the code of a package nobody is asked more than how long a call of it takes. */
export const askAt = (node: ContextNode, asked: Message, site: Site | null): void => {
  const call = callOfPackage(node);
  if (call) note(call.by, durationOf(call.called), call.called.calledAt);
  else note(node, asked, site);
};

const note = (node: ContextNode, asked: Message, site: Site | null): void => {
  if (node.questions.size >= MOST_QUESTIONS || !node.questions.add(asked)) return;
  if (!isTopLevel(node.site) || site?.file !== node.site.file) return;
  node.askedAt ??= new Map();
  node.askedAt.set(asked, site);
};

/** The call by which the code of a package runs; `null`: none does, or nobody else's code is around it. */
const callOfPackage = (
  node: ContextNode,
): { readonly by: ContextNode; readonly called: ContextNode } | null => {
  if (!isPackagePath(node.site.file)) return null;
  for (let called = node, by = called.parent; by?.parent; called = by, by = by.parent)
    if (!isPackagePath(by.site.file)) return { by, called };
  return null;
};

const durationOf = ({ site }: ContextNode): Message =>
  say`How long does the code of the package \`${packageOf(site.file)}\` take here? \`assume duration=\u2026\``;

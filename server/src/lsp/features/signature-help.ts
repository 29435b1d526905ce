import type { Translate } from '@migration-tags/simulator';
import type { SignatureHelp } from 'vscode-languageserver-types';
import { signatureAt } from '../../tags/editing/index.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import { markup } from '../protocol/markup.ts';

export const SIGNATURE_TRIGGERS = [' ', '='] as const;

/** The form of the directive being written, with the part that comes at the cursor. */
export const signatureHelp = (
  document: OpenDocument,
  offset: number,
  markdownIsShown: boolean,
  translate: Translate,
): SignatureHelp | null => {
  const signature = document.syntax && signatureAt(document.syntax.outline, offset);
  if (!signature) return null;
  const { label, documentation, parameters, activeParameter } = signature;
  return {
    activeSignature: 0,
    activeParameter,
    signatures: [
      {
        label,
        documentation: markup(translate(documentation), markdownIsShown),
        parameters: parameters.map((parameter) => ({
          label: parameter.label,
          documentation: markup(translate(parameter.documentation), markdownIsShown),
        })),
      },
    ],
  };
};

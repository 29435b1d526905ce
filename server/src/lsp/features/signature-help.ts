import { MarkupKind, type SignatureHelp } from 'vscode-languageserver-types';
import { signatureAt } from '../../tags/editing/index.ts';
import type { OpenDocument } from '../open-document.ts';

export const SIGNATURE_TRIGGERS = [' ', '='] as const;

/** The form of the directive being written, with the part that comes at the cursor. */
export const signatureHelp = (document: OpenDocument, offset: number): SignatureHelp | null => {
  const signature = document.syntax && signatureAt(document.syntax.outline, offset);
  if (!signature) return null;
  const { label, documentation, parameters, activeParameter } = signature;
  const markdown = (value: string) => ({ kind: MarkupKind.Markdown, value });
  return {
    activeSignature: 0,
    activeParameter,
    signatures: [
      {
        label,
        documentation: markdown(documentation),
        parameters: parameters.map((parameter) => ({
          label: parameter.label,
          documentation: markdown(parameter.documentation),
        })),
      },
    ],
  };
};

import { inEnglish } from '@migration-tags/simulator';
import { lineIndex } from '../../preview/index.ts';
import type { FileFindings } from './file-findings.ts';

/** `check --json`: lines and characters from 0, as in LSP. */
export const findingsJson = (checked: readonly FileFindings[]): unknown => ({
  schema: 1,
  findings: checked.flatMap(({ file, text, findings }) => {
    const positionAt = lineIndex(text);
    return findings.map(({ span, severity, rule, message, fixes }) => ({
      file,
      start: positionAt(span.start),
      end: positionAt(span.end),
      severity,
      rule,
      message: inEnglish(message),
      fixes: fixes.map(({ title, preferred, edits }) => ({
        title: inEnglish(title),
        preferred,
        edits: edits.map((edit) => ({
          start: positionAt(edit.span.start),
          end: positionAt(edit.span.end),
          newText: edit.newText,
        })),
      })),
    }));
  }),
});

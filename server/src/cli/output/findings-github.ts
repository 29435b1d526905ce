import { inEnglish } from '@migration-tags/simulator';
import { lineIndex } from '../../preview/index.ts';
import type { Severity } from '../../rules/finding.ts';
import type { FileFindings } from './file-findings.ts';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** Escapes of GitHub's workflow commands: docs.github.com, “Workflow commands for GitHub Actions”. */
const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** One workflow command a finding: annotations in the pull request's diff. Lines and columns count from 1. */
export const findingsGithub = (checked: readonly FileFindings[]): readonly string[] =>
  checked.flatMap(({ file, text, findings }) => {
    const positionAt = lineIndex(text);
    return findings.map(({ span, severity, rule, message }) => {
      const start = positionAt(span.start);
      const end = positionAt(span.end);
      const properties = [
        `file=${escapeProperty(file)}`,
        `line=${start.line + 1}`,
        `endLine=${end.line + 1}`,
        // GitHub takes columns only for a finding within one line.
        ...(start.line === end.line ? [`col=${start.character + 1}`, `endColumn=${end.character + 1}`] : []),
        `title=${escapeProperty(rule)}`,
      ];
      return `::${COMMANDS[severity]} ${properties.join(',')}::${escapeData(inEnglish(message))}`;
    });
  });

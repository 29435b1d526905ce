import type { Finding } from '../../rules/finding.ts';

/** The findings of one file, with what printing them needs. */
export interface FileFindings {
  /** As shown: relative to the working directory. */
  readonly file: string;
  readonly text: string;
  readonly findings: readonly Finding[];
}

export const hasErrors = (checked: readonly FileFindings[]): boolean =>
  checked.some(({ findings }) => findings.some(({ severity }) => severity === 'error'));

/** As much of the editor's diagnostics as counting needs. */
export interface CountedDiagnostic {
  readonly source?: string | undefined;
  /** 0: error, 1: warning, 2: information, 3: hint. */
  readonly severity: number;
}

const SOURCE = 'migration-tags';
/** A hint is an offer, not a problem. */
const LEAST_SEVERE_PROBLEM = 2;

/** Of this extension's problems in so many files, in the editor's pairs of a file and what is found in it. */
export const problemCount = (
  files: readonly (readonly [unknown, readonly CountedDiagnostic[]])[],
): { readonly problems: number; readonly files: number } => {
  const counts = files.map(
    ([, found]) =>
      found.filter(({ source, severity }) => source === SOURCE && severity <= LEAST_SEVERE_PROBLEM).length,
  );
  return {
    problems: counts.reduce((sum, count) => sum + count, 0),
    files: counts.filter((count) => count > 0).length,
  };
};

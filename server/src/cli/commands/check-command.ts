import type { DowntimeBudget } from '../../configuration/downtime-budget.ts';
import { assessFile, type EntityReport } from '../../preview/index.ts';
import type { Severity } from '../../rules/finding.ts';
import { checkFile } from '../../rules/index.ts';
import { type Baseline, baselineOf, findingsSince, parseBaseline } from '../budget/baseline.ts';
import { budgetFindings } from '../budget/downtime-budget.ts';
import { openSession, readBudget } from '../input/analysis-session.ts';
import { displayPath } from '../input/paths.ts';
import { readSources } from '../input/source-files.ts';
import { readJsonFile, writeTextFile } from '../input/text-file.ts';
import type { CliIo, ExitCode } from '../io.ts';
import { type FileFindings, hasErrors } from '../output/file-findings.ts';
import { findingsGithub } from '../output/findings-github.ts';
import { findingsJson } from '../output/findings-json.ts';
import { findingsPretty } from '../output/findings-pretty.ts';
import { findingsSarif } from '../output/findings-sarif.ts';
import { type Palette, paletteOf } from '../output/palette.ts';
import { jsonText } from '../output/print.ts';
import { progressOver } from '../output/progress.ts';

export const CHECK_FORMATS = ['pretty', 'json', 'sarif', 'github'] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

export interface CheckOptions {
  readonly format: CheckFormat;
  readonly config?: string;
  readonly budget?: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
}

interface JudgedFile extends FileFindings {
  readonly reports: readonly EntityReport[];
}

/** A rule of the budget is configured like every other. */
const configured = <Found extends { readonly rule: string; readonly severity: Severity }>(
  found: readonly Found[],
  severities: Readonly<Record<string, Severity | 'off'>>,
): readonly Found[] =>
  found.flatMap((finding) => {
    const severity = severities[finding.rule] ?? finding.severity;
    return severity === 'off' ? [] : [{ ...finding, severity }];
  });

const withBudget = (
  judged: JudgedFile,
  budget: DowntimeBudget,
  baseline: Baseline | null,
  severities: Readonly<Record<string, Severity | 'off'>>,
): JudgedFile => {
  const all = [...judged.findings, ...configured(budgetFindings(judged.reports, budget), severities)];
  const findings =
    baseline === null
      ? all
      : configured(
          findingsSince({ ...judged, findings: all }, baseline, budget.toleranceSeconds),
          severities,
        );
  return { ...judged, findings: [...findings].sort((a, b) => a.span.start - b.span.start) };
};

const lines = (texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('');

const printed = (format: CheckFormat, checked: readonly FileFindings[], paint: Palette): string => {
  switch (format) {
    case 'pretty':
      return lines(findingsPretty(checked, paint));
    case 'json':
      return jsonText(findingsJson(checked));
    case 'sarif':
      return jsonText(findingsSarif(checked));
    case 'github':
      return lines(findingsGithub(checked));
  }
};

export const checkCommand = (io: CliIo, paths: readonly string[], options: CheckOptions): ExitCode => {
  const sources = readSources(io, paths);
  const session = openSession(io, sources, options.config);
  const { analyzer, configuration } = session;
  const { environment, severities } = configuration;
  const budget = readBudget(io, options.budget ?? null, session.configuration);
  const baseline =
    options.baseline === undefined
      ? null
      : parseBaseline(readJsonFile(io, options.baseline, 'a baseline'), options.baseline);

  const judged = progressOver(io, 'Checking', sources, ({ path, text }): JudgedFile => {
    const file = displayPath(io, path);
    const sheet = analyzer.tags(path);
    // Rules are about directives; code without them need not be run. What would be worth a tag there is the question of `suggest`.
    if (sheet.directives.length === 0 && sheet.problems.length === 0)
      return { file, text, reports: [], findings: [] };
    const { reports, measure } = assessFile(analyzer, path, analyzer.timeline(path), environment);
    return { file, text, reports, findings: checkFile(analyzer.outline(path), sheet, measure, severities) };
  });
  analyzer.dispose();

  if (options.writeBaseline !== undefined) {
    writeTextFile(io, options.writeBaseline, `${JSON.stringify(baselineOf(judged), null, 2)}\n`);
    io.stderr.write(`migration-tags: wrote ${options.writeBaseline}\n`);
  }
  const checked = judged.map((file) => withBudget(file, budget, baseline, severities));
  io.stdout.write(printed(options.format, checked, paletteOf(io)));
  return hasErrors(checked) ? 1 : 0;
};

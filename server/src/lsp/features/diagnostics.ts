import { type Message, say, type TagType, type Translate } from '@migration-tags/simulator';
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver-types';
import type { Configuration } from '../../configuration/configuration.ts';
import type { PlacedProblem } from '../../configuration/configuration-file.ts';
import { syntaxFindings } from '../../rules/check-file.ts';
import type { Finding, Severity } from '../../rules/finding.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import { textFindings } from '../documents/readable-text.ts';
import { firstLine, suggestedRegions } from '../documents/suggested-regions.ts';
import { milliseconds } from './wording.ts';

export const DIAGNOSTIC_SOURCE = 'migration-tags';

/** The rule name under which a suggestion is shown, as a hint. */
export const SUGGESTION_RULE = 'suggested-tag';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What a document's findings follow from. */
type Known = Pick<OpenDocument, 'text' | 'forecast'> &
  Pick<Configuration, 'severities'> & { readonly findings: readonly Finding[] };

/** The last of each document: several surfaces ask at each key. */
const lastFindings = new WeakMap<OpenDocument, Known>();

/** Findings of the text as it is now; those that need numbers follow the last forecast, at their present place. */
export const findingsOf = (document: OpenDocument, { severities }: Configuration): readonly Finding[] => {
  const { text, forecast, syntax } = document;
  const last = lastFindings.get(document);
  if (last?.severities === severities && last.forecast === forecast && last.text === text)
    return last.findings;
  const findings = [
    ...configured([...textFindings(text), ...(forecast?.findings ?? [])], severities),
    ...(syntax ? syntaxFindings(syntax.outline, syntax.sheet, severities) : []),
  ];
  lastFindings.set(document, { text, forecast, severities, findings });
  return findings;
};

/** Under severities that may have changed since these were found. */
const configured = (
  findings: readonly Finding[],
  severities: Configuration['severities'],
): readonly Finding[] =>
  findings.flatMap((finding) => {
    const severity = severities[finding.rule] ?? finding.severity;
    return severity === 'off' ? [] : [{ ...finding, severity }];
  });

/** More are of no use to a reader, and each is a message to the editor; generated text can hold 100,000. */
export const MOST_DIAGNOSTICS = 500;

export const diagnostics = (
  document: OpenDocument,
  configuration: Configuration,
  show: { readonly diagnostics: boolean; readonly suggestions: boolean },
  translate: Translate,
): Diagnostic[] => {
  const found = show.diagnostics ? findingsOf(document, configuration) : [];
  return [
    ...found.slice(0, MOST_DIAGNOSTICS).map((finding) => ({
      range: document.range(finding.span),
      severity: SEVERITIES[finding.severity],
      code: finding.rule,
      source: DIAGNOSTIC_SOURCE,
      message: translate(finding.message),
      ...(finding.rule === 'unreachable-tag' ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    })),
    ...notShown(document, found.slice(MOST_DIAGNOSTICS), translate),
    ...(show.suggestions ? suggestionHints(document, translate).slice(0, MOST_DIAGNOSTICS) : []),
  ];
};

/** Where the problems that are left out begin, and how many they are. */
const notShown = (
  document: OpenDocument,
  [first, ...others]: readonly Finding[],
  translate: Translate,
): Diagnostic[] =>
  first
    ? [
        {
          range: document.range(first.span),
          severity: DiagnosticSeverity.Information,
          code: 'more-problems',
          source: DIAGNOSTIC_SOURCE,
          message: translate(
            say`${others.length + 1} more problems are not shown; they follow once those before are mended.`,
          ),
        },
      ]
    : [];

const suggestionHints = (document: OpenDocument, translate: Translate): Diagnostic[] => [
  ...tagHints(document, translate),
  ...regionHints(document, translate),
];

const REGION_HINTS: Readonly<Record<TagType, (reason: Message) => Message>> = {
  approve: (reason) => say`An \`approve\` region would suit the statements from here: ${reason}`,
  withdraw: (reason) => say`A \`withdraw\` region would suit the statements from here: ${reason}`,
};

/** On the first line of the statements that a region would hold. */
const regionHints = (document: OpenDocument, translate: Translate): Diagnostic[] =>
  suggestedRegions(document.syntax, document.forecast).map(({ tag, statements, savedDowntimeMs, why }) => ({
    range: document.range(firstLine(document.syntax, statements)),
    severity: DiagnosticSeverity.Hint,
    code: SUGGESTION_RULE,
    source: DIAGNOSTIC_SOURCE,
    message: translate(REGION_HINTS[tag](reasonText(why, savedDowntimeMs))),
  }));

/** Why a tag is suggested, and what it saves if that is known. */
const reasonText = (why: Message, savedDowntimeMs: number | null): Message =>
  savedDowntimeMs === null ? why : say`${why} It saves ${milliseconds(savedDowntimeMs)} of downtime.`;

const tagHints = (document: OpenDocument, translate: Translate): Diagnostic[] =>
  document.anchors.flatMap((anchor) => {
    if (anchor.kind !== 'suggested') return [];
    const suggestion = document.forecast?.suggestions.find(({ span }) => span.start === anchor.span.start);
    if (!suggestion) return [];
    return [
      {
        range: document.range(anchor.span),
        severity: DiagnosticSeverity.Hint,
        code: SUGGESTION_RULE,
        source: DIAGNOSTIC_SOURCE,
        message: translate(
          say`\`@migrate ${suggestion.tag}\` would suit this code: ${reasonText(suggestion.why, suggestion.savedDowntimeMs)}`,
        ),
      },
    ];
  });

/** Problems of migration-tags.json, in that file. */
export const configurationDiagnostics = (
  problems: readonly PlacedProblem[],
  range: (span: PlacedProblem['span']) => Diagnostic['range'],
  translate: Translate,
): Diagnostic[] =>
  problems.map(({ span, field, message }) => ({
    range: range(span),
    severity: DiagnosticSeverity.Error,
    code: 'configuration',
    source: DIAGNOSTIC_SOURCE,
    message: translate(field === '' ? message : say`${field}: ${message}`),
  }));

import { inEnglish } from '@migration-tags/simulator';
import { type JsonPosition, lineIndex } from '../../preview/index.ts';
import type { Fix, Severity } from '../../rules/finding.ts';
import type { Span } from '../../source/span.ts';
import type { FileFindings } from './file-findings.ts';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** A relative reference: RFC 3986, so that spaces and `#` in file names survive. */
const uriOf = (file: string): string => file.split('/').map(encodeURIComponent).join('/');

/** SARIF counts lines and columns from 1, the end exclusive. */
const regionOf = (span: Span, positionAt: (offset: number) => JsonPosition) => {
  const start = positionAt(span.start);
  const end = positionAt(span.end);
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
};

const fixOf = ({ title, edits }: Fix, uri: string, positionAt: (offset: number) => JsonPosition) => ({
  description: { text: inEnglish(title) },
  artifactChanges: [
    {
      artifactLocation: { uri },
      replacements: edits.map(({ span, newText }) => ({
        deletedRegion: regionOf(span, positionAt),
        insertedContent: { text: newText },
      })),
    },
  ],
});

/** A SARIF 2.1.0 log of one run (OASIS standard, 27 March 2020), as code-scanning services take it. */
export const findingsSarif = (checked: readonly FileFindings[]): unknown => {
  const rules = [...new Set(checked.flatMap(({ findings }) => findings.map(({ rule }) => rule)))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'migration-tags', rules: rules.map((id) => ({ id })) } },
        columnKind: 'utf16CodeUnits',
        results: checked.flatMap(({ file, text, findings }) => {
          const positionAt = lineIndex(text);
          const uri = uriOf(file);
          return findings.map(({ rule, severity, message, span, fixes }) => ({
            ruleId: rule,
            ruleIndex: rules.indexOf(rule),
            level: LEVELS[severity],
            message: { text: inEnglish(message) },
            locations: [
              { physicalLocation: { artifactLocation: { uri }, region: regionOf(span, positionAt) } },
            ],
            // A fix without edits is not valid SARIF.
            fixes: fixes.filter(({ edits }) => edits.length > 0).map((fix) => fixOf(fix, uri, positionAt)),
          }));
        }),
      },
    ],
  };
};

import type { ExperimentReport, ReportTable } from '@migration-tags/simulator';

/** The report without its charts, for the documentation. */
export const markdownReport = ({ title, findings, tables }: ExperimentReport, reproduce: string): string =>
  [
    `# ${title}`,
    `Made by \`${reproduce}\`.`,
    ...findings,
    ...tables.flatMap((table) => [
      `## ${table.title}`,
      markdownTable(table),
      ...(table.note === null ? [] : [table.note]),
    ]),
  ]
    .join('\n\n')
    .concat('\n');

function markdownTable({ columns, rows }: ReportTable): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    line(columns.map((column) => column.title)),
    `|${columns.map(({ align }) => (align === 'right' ? '--:' : '---')).join('|')}|`,
    ...rows.map(line),
  ].join('\n');
}

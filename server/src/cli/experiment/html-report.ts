import type { ExperimentReport, ReportTable } from '@migration-tags/simulator';
import { escapeMarkup } from './escape-markup.ts';
import { svgScatter } from './svg-scatter.ts';

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: .5rem 0 1.5rem; }
th, td { padding: .2rem .7rem; border-bottom: 1px solid #8884; text-align: left; white-space: nowrap; }
.right { text-align: right; }
.scroll { overflow-x: auto; }
figure { margin: 1rem 0; max-width: 640px; }
svg { width: 100%; background: #fff; } svg text { font-size: 11px; fill: #333; }
.grid { stroke: #ddd; } .diagonal { stroke: #666; stroke-dasharray: 4 3; }
.legend span { margin-right: 1rem; white-space: nowrap; }
.legend i { display: inline-block; width: .7rem; height: .7rem; border-radius: 50%; margin-right: .3rem; }
`;

/** One page that needs nothing else. */
export const htmlReport = (
  { title, findings, tables, charts }: ExperimentReport,
  reproduce: string,
): string =>
  `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeMarkup(title)}</title><style>${STYLE}</style></head><body>
<h1>${escapeMarkup(title)}</h1>
${findings.map((finding) => `<p>${escapeMarkup(finding)}</p>`).join('\n')}
${charts.map(svgScatter).join('\n')}
${tables.map(htmlTable).join('\n')}
<p>Made by <code>${escapeMarkup(reproduce)}</code></p>
</body></html>
`;

function htmlTable({ title, columns, rows, note }: ReportTable): string {
  const cells = (name: 'th' | 'td', row: readonly string[]): string =>
    row
      .map(
        (content, index) =>
          `<${name} class="${columns[index]?.align ?? 'left'}">${escapeMarkup(content)}</${name}>`,
      )
      .join('');
  return `<h2>${escapeMarkup(title)}</h2><div class="scroll"><table>
<thead><tr>${cells(
    'th',
    columns.map((column) => column.title),
  )}</tr></thead>
<tbody>${rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('\n')}</tbody></table></div>
${note === null ? '' : `<p>${escapeMarkup(note)}</p>`}`;
}

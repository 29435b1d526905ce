export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** May be cut, with an ellipsis, when the table is too wide; at most one column should be. */
  readonly elastic?: boolean;
}

/** Between columns. */
const GAP = '  ';
/** An elastic column keeps this much. */
const LEAST_WIDTH = 12;

const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;

/** A table of plain text, no line longer than `width` unless its inelastic columns alone are. */
export const textTable = (
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] => {
  const lines = [columns.map(({ title }) => title), ...rows];
  const natural = columns.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const total = natural.reduce((sum, own) => sum + own, 0) + GAP.length * (columns.length - 1);
  const excess = Math.max(0, total - width);
  const widths = columns.map(({ elastic }, column) => {
    const own = natural[column] ?? 0;
    return elastic ? Math.max(Math.min(own, LEAST_WIDTH), own - excess) : own;
  });
  return lines.map((line) =>
    columns
      .map(({ align }, column) => {
        const room = widths[column] ?? 0;
        const text = cut(line[column] ?? '', room);
        return align === 'right' ? text.padStart(room) : text.padEnd(room);
      })
      .join(GAP)
      .trimEnd(),
  );
};

/**
 * A table of texts: an empty row is a gap; columns in `left` stand left, the others right.
 * @typedef {{ head: readonly string[], rows: readonly (readonly string[])[], left: readonly number[] }} Table
 */

/** A table as it is printed to a terminal. */
export function plainTable(/** @type {Table} */ { head, rows, left }) {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          left.includes(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A table as Markdown, without its gaps. */
export function markdownTable(/** @type {Table} */ { head, rows, left }) {
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    line(head),
    line(head.map((_, column) => (left.includes(column) ? '---' : '---:'))),
    ...rows.filter((row) => row.length > 0).map(line),
  ].join('\n');
}

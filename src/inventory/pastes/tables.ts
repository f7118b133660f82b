import { isCsv } from '../formats/csv-headings.ts';

/**
 * A table with headings that is no CSV but can be made one: columns between bars, as in Markdown, or two blanks and
 * more apart, as in a terminal.
 * @returns the same text with tabs between the columns, every letter at its place; undefined where it is no such table
 */
export function withTabs(text: string): string | undefined {
  if (TOO_LONG.test(text)) return undefined;
  const attempts = [
    () => text.replaceAll(/ {2,}(?=\S)/g, (gap) => `\t${' '.repeat(gap.length - 1)}`),
    () =>
      text
        .replaceAll(/^[ \t]*\|?[ \t:|+-]*-[ \t:|+-]*\|?[ \t]*$/gm, (rule) => ' '.repeat(rule.length))
        .replaceAll(/^([ \t]*)\||\|([ \t]*)$/gm, (_, before = '', behind = '') => `${before} ${behind}`)
        .replaceAll('|', '\t'),
  ];
  return attempts.map((attempt) => attempt()).find((tabbed) => isTable(tabbed));
}

/** No table that anybody looks at has such a line. */
const TOO_LONG = /.{4000}/;

/** Have most lines below the headings as many columns, and none more? */
function isTable(text: string): boolean {
  const [head = '', ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const columns = head.split('\t').length;
  return (
    columns > 1 &&
    lines.length > 0 &&
    isCsv(head.trim()) &&
    lines.every((line) => line.split('\t').length <= columns && line.includes('\t')) &&
    lines.filter((line) => line.split('\t').length === columns).length * 2 >= lines.length
  );
}

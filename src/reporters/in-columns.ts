import stringWidth from 'string-width';

/** Text that takes exactly so many columns of a terminal: filled with blanks, or cut and ended with `…`. */
export function inColumns(text: string, columns: number): string {
  const width = stringWidth(text);
  if (width <= columns) return text + ' '.repeat(columns - width);
  const kept = cutTo(text, columns - 1);
  return `${kept}…${' '.repeat(columns - 1 - stringWidth(kept))}`;
}

/** The same without blanks: no more columns than that. */
export function withinColumns(text: string, columns: number): string {
  return stringWidth(text) <= columns ? text : `${cutTo(text, columns - 1)}…`;
}

/** How many columns of a terminal it takes. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

function cutTo(text: string, columns: number): string {
  let kept = '';
  let width = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    width += stringWidth(segment);
    if (width > columns) break;
    kept += segment;
  }
  return kept;
}

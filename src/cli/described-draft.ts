import { basename } from 'node:path';
import type { Draft } from '../inventory/draft.ts';
import { inColumns, widthOf, withinColumns } from '../reporters/in-columns.ts';
import { openSink } from '../reporters/sink.ts';
import { visibleLine } from '../reporters/visible.ts';
import type { Io } from './io.ts';

/**
 * Says line by line what was made of a text and what was not.
 * @param whence the text and what it was taken for
 */
export function describeDraft({ devices, remarks }: Draft, whence: string, io: Pick<Io, 'stderr'>): string {
  const { columns } = openSink(io.stderr, { colour: false });
  const count = `${devices.length} ${devices.length === 1 ? 'device' : 'devices'}`;
  const rows = devices.slice(0, MOST_SHOWN).map(({ line, file, name, host, values }) => {
    const address = name === host ? '' : host;
    const where = file === undefined ? `line ${line}` : visibleLine(`${basename(file)}:${line}`);
    return [where, visibleLine(name), visibleLine(address), String(values.get('device_type') ?? '')];
  });
  const left = remarks.slice(0, MOST_SHOWN).flatMap(({ lines, what }) => {
    const [first = '', ...more] = folded(visibleLine(what), columns - LEFT_COLUMN);
    return [
      `  ${inColumns(linesIn(lines), LEFT_COLUMN - 4)}  ${first}`,
      ...more.map((text) => ' '.repeat(LEFT_COLUMN) + text),
    ];
  });
  return [
    `${count} from ${visibleLine(whence)}:`,
    ...table(rows, columns),
    ...rest(devices.length, 'devices'),
    ...(left.length > 0 ? ['Left out or changed:', ...left, ...rest(remarks.length, 'reasons')] : []),
    '',
  ].join('\n');
}

/** Enough to see whether it was understood; all of it is in what is written. */
const MOST_SHOWN = 20;

/** Of what stands beside the lines. */
const LEFT_COLUMN = 20;

/** Lines of whole words. */
function folded(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trimStart();
    if (lines.length > 0 && widthOf(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function rest(count: number, what: string): readonly string[] {
  return count > MOST_SHOWN ? [`  and ${count - MOST_SHOWN} more ${what}`] : [];
}

function table(rows: readonly (readonly string[])[], columns: number): readonly string[] {
  const widths = (rows[0] ?? []).map((_, place) => Math.max(...rows.map((row) => widthOf(row[place] ?? ''))));
  return rows.map((row) => {
    const cells = row.map((cell, place) => inColumns(cell, widths[place] ?? 0));
    return withinColumns(`  ${cells.join('  ')}`.trimEnd(), columns);
  });
}

/** `line 3`, `lines 3-5, 9`; many are cut short. */
function linesIn(lines: readonly number[]): string {
  const ranges: { readonly first: number; last: number }[] = [];
  for (const line of lines) {
    const range = ranges.at(-1);
    if (range && line === range.last + 1) range.last = line;
    else ranges.push({ first: line, last: line });
  }
  const shown = ranges
    .slice(0, MOST_RANGES)
    .map(({ first, last }) => (first === last ? first : `${first}-${last}`));
  const more = ranges.length > MOST_RANGES ? ' …' : '';
  return `${lines.length === 1 ? 'line' : 'lines'} ${shown.join(', ')}${more}`;
}

const MOST_RANGES = 4;

import { CsvError, parse } from 'csv-parse/sync';
import type { Reading, Row, Source } from '../inventory.ts';
import { deviceTypeOf } from '../platform-names.ts';
import { Problems } from '../problems.ts';
import { type Entry, mappingAt, type Text, textAt } from '../tree.ts';
import {
  type Cell,
  type Column,
  columnsOf,
  delimiterOf,
  headingsOf,
  SEPARATOR_LINE,
} from './csv-headings.ts';

/**
 * A table with a line of headings, as spreadsheets and other tools write it: columns between commas, semicolons or
 * tabs, quoted where they must be. A column is known by netmiko's word for it or by one of its usual names; any other
 * one is a variable.
 */
export function readCsv({ file, text, problems }: Source): Reading {
  const base = problems.texts.add(file, text);
  const records = recordsOf(text, base, problems);
  const [header, ...rest] = records;
  if (!header) return { rows: [] };
  const columns = columnsOf(header, problems);
  const rows = rest.flatMap((cells) => rowOf(cells, columns, problems) ?? []);
  if (rows.length === 0 && problems.count === 0) {
    problems.add(base, 'there are no devices below the headings; write one a line');
  }
  return { rows, platform: 'autodetect' };
}

function recordsOf(text: string, base: number, problems: Problems): Cell[][] {
  const separator = SEPARATOR_LINE.exec(text);
  const skipped = separator?.[0].length ?? 0;
  const body = text.slice(skipped);
  const lettersUpTo = bytesToLetters(body);
  let end = 0;
  const cell = (value: string, bytes: number): Cell => {
    const start = end;
    end = lettersUpTo(bytes);
    // From the end of the cell before it: past the delimiter or the line ends, to its first letter.
    const gap = /^[\s,;"]*/.exec(body.slice(start, end))?.[0].length ?? 0;
    return { text: value.trim(), offset: base + skipped + Math.min(start + gap, end) };
  };
  try {
    const values: unknown = parse(body, {
      delimiter: separator?.[1] ?? delimiterOf(headingsOf(text)),
      comment: '#',
      comment_no_infix: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      cast: (value, { bytes }) => cell(value, bytes),
    });
    const records = values as Cell[][]; // what `cast` made of the values
    return records.filter((cells) => cells.some(({ text: value }) => value !== ''));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    problems.add(problems.texts.startOfLine(base, line + (skipped > 0 ? 1 : 0)), explain(error));
    return [];
  }
}

/** The parser counts bytes, and everybody else letters. The places that are asked for rise. */
function bytesToLetters(text: string): (bytes: number) => number {
  const encoded = Buffer.from(text);
  if (encoded.length === text.length) return (bytes) => bytes;
  let last = { bytes: 0, letters: 0 };
  return (bytes) => {
    last = { bytes, letters: last.letters + encoded.toString('utf8', last.bytes, bytes).length };
    return last.letters;
  };
}

function explain({ code, message }: CsvError): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote is opened and never closed';
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return 'a quote stands inside a cell; put the cell in quotes and write each quote within twice';
    default:
      return `this is no valid CSV: ${message}`;
  }
}

function rowOf(cells: readonly Cell[], columns: readonly Column[], problems: Problems): Row | undefined {
  const [first] = cells;
  if (!first) return undefined;
  const extra = cells.slice(columns.length).find(({ text }) => text !== '');
  if (extra) {
    const message = `this line has ${cells.length} columns and the headings ${columns.length}; quote a cell that has the separator in it`;
    const own = new Problems(problems.texts);
    own.add(extra.offset, message);
    return { key: first.text, mapping: mappingAt([], first.offset), groups: [], problems: own };
  }
  const settings = new Map<string, Entry>();
  const variables = new Map<string, Entry>();
  for (const [place, { name, isVariable }] of columns.entries()) {
    const cell = cells[place];
    if (cell === undefined || cell.text === '' || name === '') continue;
    const entry = { offset: cell.offset, value: cellValue(name, cell) };
    (isVariable ? variables : settings).set(name, entry);
  }
  const name = settings.get('name');
  // A table with a column of names alone has the names as addresses.
  if (name && !settings.has('ip') && !settings.has('host')) settings.set('host', name);
  return {
    mapping: mappingAt(settings, first.offset),
    variables: mappingAt(variables, first.offset),
    groups: [],
  };
}

function cellValue(name: string, { text, offset }: Cell): Text {
  return textAt(name === 'device_type' ? deviceTypeOf(text) : text, offset);
}

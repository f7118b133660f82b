import type { Result } from '../model/result.ts';
import { type Column, type ColumnName, column, rowsOf, USUAL_COLUMNS } from './columns.ts';
import { shownInOrder } from './in-order.ts';
import { outputPieces, type Pieces } from './output.ts';
import type { Format, Reporter, ReporterContext } from './reporter.ts';
import { visible } from './visible.ts';
import type { Wishes } from './wishes.ts';
import { writePieces } from './write-pieces.ts';

/**
 * For spreadsheets: a row per command of a device, and one for a device that answered nothing, in inventory order;
 * quoted as RFC 4180 says. No cell begins a formula: where one would, an apostrophe stands before it.
 */
export const csv: Format = { open, carriesFailures: true, isStreamed: true, hasColumns: true };

function open(context: ReporterContext): Reporter {
  const { out, wishes } = context;
  const columns = wishes.columns ?? usualColumns(wishes);
  // RFC 4180 ends lines in CRLF; a terminal needs no CR.
  const newline = out.isTerminal ? '\n' : '\r\n';
  let header = columns.map(({ name }) => quoted(name)).join(',') + newline;
  return shownInOrder(context, {
    async show(result) {
      await writePieces(out, header, rows(result, { ...context, columns, newline }));
      header = '';
    },
    end: () => out.write(header),
  });
}

function usualColumns({ prompts }: Wishes): readonly Column[] {
  const names = USUAL_COLUMNS.flatMap((name): readonly ColumnName[] =>
    name === 'command' && prompts === 'shown' ? ['prompt', 'command'] : [name],
  );
  return names.map(column);
}

type Table = { readonly columns: readonly Column[]; readonly newline: string };

async function* rows(
  result: Result,
  { lostOf, out, columns, newline }: ReporterContext & Table,
): AsyncGenerator<string, void, void> {
  const shown = out.isTerminal ? visible : (text: string) => text;
  for (const row of rowsOf(result, columns)) {
    let separator = '';
    for (const { of } of columns) {
      yield separator;
      if (of !== 'output') yield quoted(shown(of(row)));
      else if (row.reply) yield* longCell(outputPieces(row.reply, lostOf(result)), shown);
      separator = ',';
    }
    yield newline;
  }
}

/** What a spreadsheet would take for a formula, TAB and CR included: OWASP, "CSV Injection". */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

function quoted(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

async function* longCell(
  pieces: Pieces,
  shown: (text: string) => string,
): AsyncGenerator<string, void, void> {
  yield '"';
  let isFirst = true;
  for await (const piece of pieces) {
    const safe = isFirst && FORMULA.test(piece) ? `'${piece}` : piece;
    yield shown(safe).replaceAll('"', '""');
    isFirst = false;
  }
  yield '"';
}

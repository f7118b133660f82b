import { Chalk } from 'chalk';
import { type Column, type Row, rowsOf } from './columns.ts';
import { shownAtTheEnd, shownInOrder } from './in-order.ts';
import type { Reporter, ReporterContext } from './reporter.ts';
import { visible, visibleLine } from './visible.ts';
import { wholeText } from './whole-text.ts';
import { writePieces } from './write-pieces.ts';

/** A table for people, its columns as wide as what stands in them; an output of several lines takes as many. */
export function alignedTable(context: ReporterContext, columns: readonly Column[]): Reporter {
  const { out, wishes } = context;
  const chalk = new Chalk({ level: out.colour ? 1 : 0 });
  const shown = out.isTerminal ? visible : (text: string) => text;
  return shownAtTheEnd(context, async (results) => {
    if (wishes.parts === 'summary') return;
    // It takes long to load, and most runs do without.
    const { widthOf } = await import('./in-columns.ts');
    const head = columns.map(({ name }) => [shown(name)]);
    const rows: (readonly string[])[][] = [];
    for (const result of results) {
      for (const row of rowsOf(result, columns)) {
        const cells = await cellsOf(row, columns, context);
        rows.push(cells.map((text) => shown(text).split('\n')));
      }
    }
    const widths = columns.map((_, at) => {
      let most = 0;
      // An output may have more lines than a call takes arguments.
      for (const row of [head, ...rows]) {
        for (const text of row[at] ?? []) most = Math.max(most, widthOf(text));
      }
      return Math.min(most, WIDEST);
    });
    const laidOut = (row: readonly (readonly string[])[], line: number) => {
      let text = '';
      let gap = 0;
      for (const [at, width] of widths.entries()) {
        const cell = row[at]?.[line] ?? '';
        // Nothing stands behind the last cell of a line, and one line of a column may be very long.
        if (cell !== '') {
          text += ' '.repeat(gap) + cell;
          gap = 0;
        }
        gap += Math.max(width - widthOf(cell), 0) + 2;
      }
      return text.trimEnd();
    };
    const table = async function* () {
      for (const row of rows) {
        const height = Math.max(...row.map((lines) => lines.length));
        for (let line = 0; line < height; line++) yield `${laidOut(row, line)}\n`;
      }
    };
    await writePieces(out, `${chalk.bold(laidOut(head, 0))}\n`, table());
  });
}

/** In columns of a terminal: one line that is longer than this makes no other as long. */
const WIDEST = 1000;

/** A table of Markdown, with an empty line below it. */
export function markdownTable(
  context: ReporterContext,
  columns: readonly Column[],
  { end, escaped }: { readonly end: Reporter['end']; readonly escaped: (text: string) => string },
): Reporter {
  const { out } = context;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  let head = line(columns.map(({ name }) => escaped(name))) + line(columns.map(() => '---'));
  let foot = '';
  return shownInOrder(context, {
    async show(result) {
      for (const row of rowsOf(result, columns)) {
        const cells = await cellsOf(row, columns, context);
        const texts = cells.map((text) => text.split('\n').map(escaped).join('<br>'));
        await out.write(head + line(texts));
        head = '';
        foot = '\n';
      }
    },
    async end(summary) {
      await out.write(foot);
      await end(summary);
    },
  });
}

/** One text for each column; only that of an output has several lines. */
async function cellsOf(
  row: Row,
  columns: readonly Column[],
  { lostOf }: Pick<ReporterContext, 'lostOf'>,
): Promise<readonly string[]> {
  const cells: string[] = [];
  for (const { of } of columns) {
    if (of !== 'output') cells.push(visibleLine(of(row)));
    else cells.push(row.reply ? (await wholeText(row.reply, lostOf(row.result))).replace(/\n$/, '') : '');
  }
  return cells;
}

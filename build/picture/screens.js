import xterm from '@xterm/headless';

/**
 * Characters that look alike, side by side.
 * @typedef {{ readonly column: number, readonly text: string, readonly style: string }} Run
 */
/**
 * What a terminal shows from a time on, row by row.
 * @typedef {{ readonly ms: number, readonly rows: readonly (readonly Run[])[] }} Screen
 */

/** The names of a terminal's first colours, as a style has them. */
const COLOURS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

/**
 * Plays what a terminal was sent.
 * @param {readonly import('./record.js').Chunk[]} chunks
 * @param {{ readonly rows: number, readonly columns: number }} size
 * @returns {Promise<readonly Screen[]>} one for each chunk that changed something
 */
export async function play(chunks, { rows, columns }) {
  const terminal = new xterm.Terminal({ rows, cols: columns, allowProposedApi: true });
  /** @type {Screen[]} */
  const screens = [];
  for (const { ms, text } of chunks) {
    await new Promise((resolve) => terminal.write(text, () => resolve(undefined)));
    const shown = Array.from({ length: rows }, (_, row) => runsOf(terminal.buffer.active, row, columns));
    if (JSON.stringify(shown) !== JSON.stringify(screens.at(-1)?.rows)) screens.push({ ms, rows: shown });
  }
  terminal.dispose();
  return screens;
}

/** The words of a screen. @param {Screen} screen */
export function textOf({ rows }) {
  return rows
    .map((runs) => runs.reduce((line, { column, text }) => line.padEnd(column) + text, ''))
    .join('\n')
    .trimEnd();
}

/**
 * @param {import('@xterm/headless').IBuffer} buffer
 * @param {number} row
 * @param {number} columns
 */
function runsOf(buffer, row, columns) {
  const line = buffer.getLine(buffer.viewportY + row);
  /** @type {{ column: number, text: string, style: string }[]} */
  const runs = [];
  for (let column = 0; line && column < columns; column++) {
    const cell = line.getCell(column);
    const text = cell?.getChars() || ' ';
    const style = cell ? styleOf(cell) : '';
    const last = runs.at(-1);
    if (last && last.style === style && last.column + last.text.length === column) last.text += text;
    else runs.push({ column, text, style });
  }
  return runs
    .map((run) => ({ ...run, text: run.text.trimEnd() }))
    .filter(({ text }) => text !== '')
    .map((run) => ({ ...run, column: run.column + run.text.search(/\S/), text: run.text.trimStart() }));
}

/** @param {import('@xterm/headless').IBufferCell} cell */
function styleOf(cell) {
  const colour = cell.isFgPalette() ? COLOURS[cell.getFgColor() % 8] : undefined;
  return [cell.isBold() ? 'bold' : '', cell.isDim() ? 'dim' : '', colour ?? ''].filter(Boolean).join(' ');
}

import { formatDuration } from './duration.ts';
import { withinColumns } from './in-columns.ts';
import { markup } from './markup.ts';
import { type DeviceTimes, slowestFirst, TIMED_STAGES, type TimedStage, tookMs } from './stage-times.ts';
import { STATUS_MARKS } from './status-marks.ts';

/** So many rows can still be read; the others were faster. */
const ROWS = 60;
/** In units of the drawing, which is as wide as the page. */
const WIDTH = 1000;
const NAMES = 190;
const RIGHT = 12;
const ROW = 18;
const TOP = 24;
/** Of a name, beside its mark, in 12 px monospace. */
const NAME_COLUMNS = 23;

/** A run as a drawing: a row for each device, in the order in which they began, and along it the stages it passed. */
export function* waterfall(
  devices: readonly DeviceTimes[],
  nameOf: (index: number) => string,
): Generator<string, void, void> {
  const sorted = slowestFirst(devices);
  const shown = sorted.slice(0, ROWS).sort((a, b) => a.fromMs - b.fromMs || a.index - b.index);
  const fastest = sorted[ROWS];
  if (fastest) {
    const atMost = formatDuration(tookMs(fastest), { decimals: 2 });
    yield `<p>The ${ROWS} slowest of ${sorted.length} devices; each of the others took at most ${atMost}.</p>\n`;
  }
  yield keys();
  const endMs = Math.max(...shown.map(({ toMs }) => toMs), 1);
  const height = TOP + shown.length * ROW + 4;
  yield `<div class="chart wide" tabindex="0" role="group" aria-label="Waterfall, may be scrolled"><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="The stages of ${shown.length} devices in ${formatDuration(endMs, { decimals: 2 })}; the table of the slowest devices has the figures">\n`;
  for (const tick of ticks(endMs)) {
    const x = place(tick, endMs);
    yield `<line x1="${x}" x2="${x}" y1="${TOP - 6}" y2="${height}"/><text class="tick" x="${x}" y="12" text-anchor="middle">${seconds(tick)}</text>\n`;
  }
  for (const [at, device] of shown.entries()) {
    yield row(device, { y: TOP + at * ROW, endMs, name: nameOf(device.index) });
  }
  yield '</svg></div>\n';
}

function keys(): string {
  const items = Object.entries(TIMED_STAGES).map(
    ([stage, { words }]) =>
      `<li><svg viewBox="0 0 12 12" aria-hidden="true"><rect class="${stage}" width="12" height="12"/></svg> ${words}</li>`,
  );
  return `<ul class="keys">${items.join('')}</ul>\n`;
}

function row(
  { status, fromMs, toMs, stages }: DeviceTimes,
  { y, endMs, name }: { readonly y: number; readonly endMs: number; readonly name: string },
): string {
  const { sign, tone } = STATUS_MARKS[status];
  const label = withinColumns(name, NAME_COLUMNS);
  const bar = (className: TimedStage | 'life', from: number, to: number, height: number) => {
    const words = className === 'life' ? status : TIMED_STAGES[className].words;
    const x = place(from, endMs);
    const width = Math.max(place(to, endMs) - x, 0.75).toFixed(1);
    const title = `${markup(name)}: ${words}, ${formatDuration(to - from, { decimals: 3 })}`;
    return `<rect class="${className}" x="${x}" y="${y + (ROW - height) / 2 - 1}" width="${width}" height="${height}"><title>${title}</title></rect>`;
  };
  const parts = stages.map((one) => bar(one.stage, one.fromMs, one.toMs, 11));
  return `<text class="name ${tone}" x="0" y="${y + 12}">${tone === 'ok' ? '' : `${sign} `}${markup(label)}</text>${bar('life', fromMs, toMs, 3)}${parts.join('')}\n`;
}

function place(ms: number, endMs: number): number {
  return Number((NAMES + (ms / endMs) * (WIDTH - NAMES - RIGHT - 18)).toFixed(1));
}

/** From nought, in steps of 1, 2 or 5 at some power of ten, at most ten of them. */
function ticks(endMs: number): readonly number[] {
  const power = 10 ** Math.floor(Math.log10(endMs / 5));
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => endMs / one <= 8) ?? endMs;
  return Array.from({ length: Math.floor(endMs / step) + 1 }, (_, at) => at * step);
}

function seconds(ms: number): string {
  return `${Number((ms / 1_000).toPrecision(3))} s`;
}

import { stripVTControlCharacters } from 'node:util';
import { Chalk } from 'chalk';
import type { Device } from '../model/device.ts';
import type { RunEvent, Stage } from '../model/event.ts';
import { foldNames } from '../model/node-set.ts';
import { formatDuration } from './duration.ts';
import type { Sink } from './reporter.ts';
import { visibleLine } from './visible.ts';

/** A line at the foot of a terminal that says how far a run is; results scroll above it. */
export interface Live extends Disposable {
  /** What everything else of the run writes through, so that it never runs into the line. */
  readonly stdout: Sink;
  readonly stderr: Sink;
  event(event: RunEvent): void;
  /** Takes the line away until the function that it returns is called. */
  suspend(): () => void;
  /** Writes which devices are in progress, and what each waits for. */
  showPending(): void;
}

export type LiveOptions = {
  readonly devices: readonly Device[];
  readonly stdout: Sink;
  /** A terminal; the line is drawn here. */
  readonly stderr: Sink;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
};

/** @returns a line that draws itself until it is disposed of */
export function liveLine({ devices, stdout, stderr, now }: LiveOptions): Live {
  const chalk = new Chalk({ level: stderr.colour ? 1 : 0 });
  const startedAt = now();
  /** Devices in progress, those that started first before the others. */
  const pending = new Map<number, { readonly since: number; stage: Stage | 'start' }>();
  let done = 0;
  let failed = 0;
  let isDrawn = false;
  /** Something stands on the terminal's last line that is not ours. */
  let isLineOpen = false;
  let isSuspended = false;
  let drawn = '';
  let drawnAt = Number.NEGATIVE_INFINITY;
  let widthOf = mostWidthOf;
  // It takes long to load, and most names do without.
  if (!devices.every(({ name }) => PLAIN.test(name))) {
    void import('./in-columns.ts').then((exact) => {
      widthOf = exact.widthOf;
    });
  }

  const erase = () => {
    if (isDrawn) void stderr.write(ERASE);
    isDrawn = false;
    drawn = '';
  };
  const draw = () => {
    if (isLineOpen || isSuspended || done === devices.length) return;
    const line = fitted(lineOf(), stderr.columns - 1, widthOf);
    if (isDrawn && line === drawn) return;
    void stderr.write((isDrawn ? ERASE : '') + line);
    isDrawn = true;
    drawn = line;
    drawnAt = now();
  };
  const lineOf = () => {
    const [first] = pending;
    const bad = failed === 0 ? '' : `  ${chalk.red(`${failed} failed`)}`;
    const elapsed = chalk.dim(clock(now() - startedAt));
    return `${bar(done, devices.length)} ${done}/${devices.length}${bad}  ${elapsed}${first ? `  ${slowest(first)}` : ''}`;
  };
  const slowest = ([index, { since, stage }]: readonly [number, { since: number; stage: string }]) => {
    const name = visibleLine(devices[index]?.name ?? '');
    return chalk.dim(`${name}: ${stage} ${formatDuration(now() - since, { decimals: 0 })}`);
  };
  const covered = (sink: Sink): Sink => ({
    get isTerminal() {
      return sink.isTerminal;
    },
    get colour() {
      return sink.colour;
    },
    get columns() {
      return sink.columns;
    },
    async write(text) {
      if (text === '') return;
      if (sink.isTerminal) {
        erase();
        isLineOpen = !text.endsWith('\n');
      }
      await sink.write(text);
      // It is back at once below results that come one by one, and where they rain there is something to look at.
      if (sink.isTerminal && now() - drawnAt >= LEAST_BETWEEN_MS) draw();
    },
  });
  const timer = setInterval(draw, REDRAW_MS);
  timer.unref();
  return {
    stdout: covered(stdout),
    stderr: covered(stderr),
    event(event) {
      switch (event.type) {
        case 'started':
          pending.set(event.index, { since: now(), stage: 'start' });
          return;
        case 'stage': {
          const device = pending.get(event.index);
          if (device) device.stage = event.stage;
          return;
        }
        case 'replied':
        case 'again':
          return;
        case 'finished':
          pending.delete(event.index);
          done++;
          if (event.outcome.status !== 'ok') failed++;
          return;
      }
    },
    suspend() {
      erase();
      isSuspended = true;
      return () => {
        isSuspended = false;
      };
    },
    showPending() {
      const byStage = new Map<string, string[]>();
      for (const [index, { stage }] of pending) {
        byStage.set(stage, [...(byStage.get(stage) ?? []), devices[index]?.name ?? '']);
      }
      erase();
      const rows = [...byStage].map(
        ([stage, names]) => `${stage}: ${visibleLine(foldNames(names))} (${names.length})\n`,
      );
      const waiting = devices.length - done - pending.size;
      if (waiting > 0) rows.push(`not begun: ${waiting}\n`);
      void stderr.write(rows.join(''));
      draw();
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      erase();
      isSuspended = true;
    },
  };
}

/** Often enough for what is told, however many devices there are: writing to a terminal is what the line costs. */
const REDRAW_MS = 200;
const LEAST_BETWEEN_MS = 50;
/** ECMA-48: to the first column, and erase to the line's end. */
const ERASE = '\r\x1b[K';
const BAR_COLUMNS = 16;

function bar(done: number, total: number): string {
  const full = total === 0 ? BAR_COLUMNS : Math.floor((done / total) * BAR_COLUMNS);
  return `[${'='.repeat(full)}${' '.repeat(BAR_COLUMNS - full)}]`;
}

/** `0:07`, `12:34`, `1:02:03`. */
function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [hours = 0, minutes = 0, rest = 0] = parts;
  const padded = (number: number) => String(number).padStart(2, '0');
  return hours > 0 ? `${hours}:${padded(minutes)}:${padded(rest)}` : `${minutes}:${padded(rest)}`;
}

const PLAIN = /^[\x20-\x7e]*$/;

/** At most; of plain text exactly. */
function mostWidthOf(text: string): number {
  const bare = stripVTControlCharacters(text);
  return bare.length + bare.replaceAll(/[\x20-\x7e]/g, '').length;
}

/** A line that wrapped could not be erased. */
function fitted(line: string, columns: number, widthOf: (text: string) => number): string {
  if (widthOf(line) <= columns) return line;
  let width = 0;
  let kept = '';
  for (const part of line.match(/\x1b\[[0-9;]*m|./gsu) ?? []) {
    width += widthOf(part);
    if (width <= columns || part.startsWith('\x1b')) kept += part;
  }
  return kept;
}

import { Chalk, type ChalkInstance } from 'chalk';
import { formatDuration } from './duration.ts';
import { inColumns, widthOf } from './in-columns.ts';
import type { ReporterContext, ReporterFactory } from './reporter.ts';
import {
  type DeviceTimes,
  type StageSummary,
  slowestFirst,
  stageTimes,
  summarizeStages,
  TIMED_STAGES,
  tookMs,
} from './stage-times.ts';
import { visibleLine } from './visible.ts';

/**
 * Where the time of a run went, for a terminal: a table of the stages, and a bar for each of the slowest devices, made
 * of the stages' letters so that it needs no colours.
 */
export const timings: ReporterFactory = ({ devices, out, now }) => {
  const times = stageTimes(now);
  return {
    event: times.event,
    result() {},
    async end() {
      const finished = times.list();
      if (finished.length === 0) return out.write('No times were taken in this run.\n');
      const chalk = new Chalk({ level: out.colour ? 1 : 0 });
      const look = { chalk, columns: out.columns, nameOf: nameIn(devices) };
      await out.write([...table(finished, look), '\n', ...bars(finished, look)].join(''));
    },
  };
};

type Look = {
  readonly chalk: ChalkInstance;
  readonly columns: number;
  readonly nameOf: (index: number) => string;
};

function nameIn(devices: ReporterContext['devices']): Look['nameOf'] {
  return (index) => visibleLine(devices[index]?.name ?? '');
}

/** More of them would push the rest of the run off the screen. */
const BARS = 10;
const NUMBER_COLUMNS = 10;
const STAGE_COLUMNS = 18;

function table(finished: readonly DeviceTimes[], look: Look): readonly string[] {
  const head = ['stage'.padEnd(STAGE_COLUMNS), ...['devices', 'median', 'longest'].map(padded)].join('');
  return [`${look.chalk.bold(head)}\n`, ...summarizeStages(finished).map((stage) => row(stage, look))];
}

function row({ stage, devices, medianMs, mostMs, slowest }: StageSummary, { columns, nameOf }: Look): string {
  const { letter, words } = TIMED_STAGES[stage];
  const cells = [
    `${letter} ${words}`.padEnd(STAGE_COLUMNS),
    padded(String(devices)),
    padded(duration(medianMs)),
    padded(duration(mostMs)),
  ].join('');
  const left = columns - 1 - cells.length - 2;
  return `${cells}  ${inColumns(nameOf(slowest), Math.max(left, 8)).trimEnd()}\n`;
}

function bars(finished: readonly DeviceTimes[], { chalk, columns, nameOf }: Look): readonly string[] {
  const sorted = slowestFirst(finished);
  const shown = sorted.slice(0, BARS);
  const rest = sorted[BARS];
  const mostMs = Math.max(...shown.map(tookMs), 1);
  const nameColumns = Math.min(
    Math.max(...shown.map(({ index }) => widthOf(nameOf(index)))),
    Math.floor(columns / 3),
  );
  const cells = Math.max(columns - 1 - nameColumns - 2 - NUMBER_COLUMNS, 10);
  return [
    `${chalk.bold('slowest devices')}\n`,
    ...shown.map((device) => {
      const name = inColumns(nameOf(device.index), nameColumns);
      return `${name}  ${bar(device, mostMs / cells).padEnd(cells)}${padded(duration(tookMs(device)))}\n`;
    }),
    ...(rest
      ? [chalk.dim(`and ${sorted.length - BARS} more, of at most ${duration(tookMs(rest))}`), '\n']
      : []),
  ];
}

/** A letter for each so many milliseconds of the device's time; `.` where it waited, as before another attempt. */
function bar(device: DeviceTimes, cellMs: number): string {
  const { fromMs, stages } = device;
  const cells = Math.round(tookMs(device) / cellMs);
  const letters = Array.from({ length: cells }, (_, place) => {
    const at = fromMs + ((place + 0.5) / cells) * tookMs(device);
    const stage = stages.findLast((one) => one.fromMs <= at && at < one.toMs);
    return stage ? TIMED_STAGES[stage.stage].letter : '.';
  });
  return letters.join('');
}

function duration(ms: number): string {
  return formatDuration(ms, { decimals: 3 });
}

function padded(text: string): string {
  return text.padStart(NUMBER_COLUMNS);
}

import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type StateFile, stateFile } from '../access/state-file.ts';
import type { Device } from '../model/device.ts';
import { resultPieces, summaryRecord } from '../reporters/record.ts';
import type { ReporterFactory } from '../reporters/reporter.ts';
import { type DeviceTimes, stageClock, type TimedStage } from '../reporters/stage-times.ts';
import { EVERYTHING } from '../reporters/wishes.ts';

/** What is known of a run before its first device has finished. */
export type RunHeader = {
  /** As they were typed; passwords are never typed there. */
  readonly options: readonly string[];
  /** The command behind the options; undefined where they have it. */
  readonly command: string | undefined;
  /** Where it was typed: what the options name may be relative to it. */
  readonly folder: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Devices in the inventory. */
  readonly inventory: number;
  /** Those of the run, in its order. */
  readonly devices: readonly Pick<Device, 'name' | 'host' | 'port' | 'platform'>[];
  /** Where `--output-dir` has put the outputs, which are not in the journal then. */
  readonly outputDir: string | undefined;
};

/** The folder of the journals below the state folder. */
export function journalFolder(stateFolder: string): string {
  return join(stateFolder, 'runs');
}

/**
 * Writes down a run as it goes: a line for what it is, one for each device as it finishes, one for its end. What was
 * written before a crash stays. Journals of runs before the last twenty, and those older than a week, are removed.
 * @returns a way to show a run that writes nothing anywhere else; a disk that is full is no reason to fail the run
 */
export function journal(stateFolder: string, header: RunHeader): ReporterFactory {
  return ({ lostOf, now }) => {
    // All of it, since it may be asked for later.
    const context = { lostOf, wishes: { ...EVERYTHING, prompts: 'shown' as const } };
    const folder = journalFolder(stateFolder);
    prune(folder);
    const name = `${header.startedAt.replaceAll(':', '-')}-${randomUUID().slice(0, 8)}.jsonl`;
    const file = stateFile(join(folder, name));
    const lines = gathering(file);
    lines.add(JSON.stringify({ run: header }));
    let bytesLeft = MOST_BYTES;
    const clock = stageClock(now);
    /** Of the device that has finished last, and whose result comes next. */
    let times: DeviceTimes | undefined;
    return {
      event(event) {
        times = clock.event(event) ?? times;
      },
      async result(result, index) {
        const size = result.replies.reduce(
          (sum, { output, outputFile }) => sum + (outputFile?.bytes ?? output.length),
          0,
        );
        const isLeftOut = header.outputDir !== undefined || size > bytesLeft;
        const replies = result.replies.map(({ outputFile: _, ...reply }) => ({ ...reply, output: '' }));
        let text = '';
        for await (const piece of resultPieces(isLeftOut ? { ...result, replies } : result, context)) {
          text += piece;
        }
        if (!isLeftOut) bytesLeft -= size;
        const head = JSON.stringify({
          index,
          ...(isLeftOut && size > 0 ? { bytesLeftOut: size } : {}),
          ...(times?.index === index ? { times: storedTimes(times) } : {}),
        });
        lines.add(`${head.slice(0, -1)},"result":${text}}`);
      },
      end(summary) {
        lines.add(JSON.stringify({ summary: summaryRecord(summary) }));
        lines.flush();
      },
    };
  };
}

/** How a line has the times of a device, in milliseconds since the run's first event: stages with their bounds. */
export type StoredTimes = {
  readonly from: number;
  readonly to: number;
  readonly stages: readonly (readonly [stage: TimedStage, from: number, to: number])[];
};

function storedTimes({ fromMs, toMs, stages }: DeviceTimes): StoredTimes {
  return {
    from: tenths(fromMs),
    to: tenths(toMs),
    stages: stages.map((one) => [one.stage, tenths(one.fromMs), tenths(one.toMs)]),
  };
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}

/**
 * Adds lines to a file, those that come fast several at a time: opening it costs more than what is written. A line stands
 * there a moment after it was added at the latest; once the disk has refused something, nothing more is written.
 */
function gathering(file: Pick<StateFile, 'append'>) {
  const gathered: string[] = [];
  let isWell = true;
  let writtenAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    writtenAt = performance.now();
    const lines = gathered.splice(0);
    if (isWell) isWell = file.append(lines);
  };
  return {
    add(line: string): void {
      gathered.push(line);
      if (performance.now() - writtenAt >= GATHERED_MS) flush();
      else timer ??= setTimeout(flush, GATHERED_MS);
    },
    flush,
  };
}

/** So much of a run may be lost when its process is killed. */
const GATHERED_MS = 100;
/** Of the outputs of one run. */
const MOST_BYTES = 32 * 1024 * 1024;
const RUNS_KEPT = 20;
const KEPT_MS = 7 * 24 * 3600 * 1000;

/** The journals that there are, the oldest first; [] where there are none. */
export function journalsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .sort();
  } catch {
    return [];
  }
}

function prune(folder: string): void {
  const names = journalsIn(folder);
  const oldest = Date.now() - KEPT_MS;
  for (const [place, name] of names.entries()) {
    const path = join(folder, name);
    // One less than is kept, since the new run's is to come.
    const isSurplus = place <= names.length - RUNS_KEPT;
    try {
      if (isSurplus || statSync(path).mtimeMs < oldest) rmSync(path, { force: true });
    } catch {
      // Another run has removed it.
    }
  }
}

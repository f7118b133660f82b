import { randomUUID } from 'node:crypto';
import { stateFile } from '../access/state-file.ts';
import type { Outcome } from '../model/outcome.ts';
import { UsageError } from '../model/usage-error.ts';
import { jsonLine, summaryRecord } from '../reporters/record.ts';
import type { ReporterFactory } from '../reporters/reporter.ts';

/** What the first line of a run says. */
export type LoggedRun = {
  readonly folder: string;
  readonly commands: readonly string[];
  /** A file of commands. */
  readonly file: string | undefined;
};

/**
 * Adds a run to a file of JSON lines as it goes: that it has started, each device that has finished, and its end. What
 * devices printed is not there, nor anything that logs in.
 * @returns a factory, which throws UsageError when nothing can be written to the file
 */
export function runLog(path: string, started: LoggedRun): ReporterFactory {
  return ({ devices, lost }) => {
    const file = stateFile(path);
    const run = randomUUID().slice(0, 8);
    const write = (event: string, fields: object) =>
      file.append([jsonLine({ time: new Date().toISOString(), run, event, ...fields })]);
    if (!write('started', { ...started, devices: devices.length })) {
      throw new UsageError([{ message: `nothing can be written to ${path}` }]);
    }
    let isWell = true;
    return {
      result({ device: { name, host, platform }, outcome }) {
        isWell = write('finished', { device: name, host, platform, ...verdictOf(outcome) }) && isWell;
      },
      end(summary) {
        isWell = write('summary', summaryRecord(summary)) && isWell;
        if (!isWell) lost(`${path} has not all of the run: it could not be written`);
      },
    };
  };
}

/** Without the last line of a device, which may hold anything. */
function verdictOf(outcome: Outcome): object {
  const { status, notes, attempts } = outcome;
  return {
    status,
    ...(outcome.status === 'failed' && { kind: outcome.failure.kind, message: outcome.failure.message }),
    ...(outcome.status === 'skipped' && { reason: outcome.reason }),
    ...(notes.length > 0 && { notes }),
    durationMs: Math.round(outcome.durationMs),
    attempts,
  };
}

import { basename, extname } from 'node:path';
import { changes } from '../history/changes.ts';
import { runLog } from '../history/run-log.ts';
import { UsageError } from '../model/usage-error.ts';
import { metrics } from '../reporters/metrics.ts';
import type { Sink } from '../reporters/reporter.ts';
import type { View } from '../reporters/together.ts';
import type { RunOptions } from './options.ts';
import type { Purpose } from './purpose.ts';
import { fileView, redactedWhereAsked } from './views.ts';
import { workingFolder } from './working-folder.ts';

/** What is shown and written for those who look at many runs, and not at one. */
export function recordViews(
  options: Pick<RunOptions, 'isChangesOnly' | 'metrics' | 'logFile' | 'redact' | 'commands' | 'file'>,
  { stdout, stateFolder }: { readonly stdout: Sink; readonly stateFolder: string },
): readonly View[] {
  const { isChangesOnly, logFile, redact, commands, file } = options;
  const views: View[] = [];
  if (isChangesOnly) views.push({ open: redactedWhereAsked(changes(stateFolder), redact), out: stdout });
  if (logFile !== undefined) {
    views.push({ open: runLog(logFile, { folder: workingFolder(), commands, file }), out: stdout });
  }
  if (options.metrics !== undefined) {
    const run = basename(options.metrics, extname(options.metrics));
    // The collector is another user, as a rule.
    views.push(fileView(metrics({ run, now: Date.now }), options.metrics, { mode: 0o644 }));
  }
  return views;
}

/**
 * The options where only changes are shown: nothing else goes to standard output.
 * @throws UsageError where something else was asked for, or there is nothing to compare with on principle
 */
export function withChangesAlone(options: RunOptions, purpose: Purpose | undefined): RunOptions {
  if (!options.isChangesOnly) return options;
  if (purpose) {
    throw new UsageError([
      { message: '--changed goes with a run: netrun grep and netrun check show something else already' },
    ]);
  }
  const outputs = options.outputs.filter(({ file }) => file !== undefined);
  const [other] = options.isOutputTyped ? options.outputs.filter(({ file }) => file === undefined) : [];
  if (other) {
    throw new UsageError([
      {
        message: `--changed prints differences, so -o ${other.format} needs a file: -o ${other.format}=run.txt`,
      },
    ]);
  }
  // Files are written besides, under whatever names.
  const foreign = options.wished.filter((name) => name !== '--file-name');
  if (foreign.length > 0) {
    throw new UsageError([
      {
        message: `--changed compares whole outputs of all devices, so ${foreign.join(', ')} is not for it; --ignore says what does not count`,
      },
    ]);
  }
  if (!options.isRecorded) {
    throw new UsageError([
      { message: '--changed compares with what an earlier run has written down: leave out --no-record' },
    ]);
  }
  return { ...options, outputs };
}

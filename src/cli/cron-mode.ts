import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { takeLock } from '../access/state-lock.ts';
import { visibleLine } from '../reporters/visible.ts';
import type { Io } from './io.ts';
import type { RunOptions } from './options.ts';
import { stateFolder } from './state-folder.ts';
import { workingFolder } from './working-folder.ts';

/** The second pass over devices that could not be reached: what restarts or is overloaded needs its time. */
export const CRON_RETRY_PAUSE_MS = 60_000;

/**
 * The options as `--cron` changes them: nothing is shown but what the command line asks for, a file that is written,
 * and what went wrong. No result is another one because of it.
 */
export function inCronMode(options: RunOptions): RunOptions {
  return {
    ...options,
    outputs: options.isOutputTyped
      ? options.outputs
      : options.outputs.filter(({ file }) => file !== undefined),
    progress: options.progress === 'auto' ? 'none' : options.progress,
    quiet: true,
  };
}

/** The same surroundings with nobody in front of them. */
export function withoutTerminal(io: Io): Io {
  if (!io.stdin.isTTY) return io;
  // What only a terminal has is asked for only where `isTTY` says that there is one.
  const stdin = Readable.from([]) as unknown as Io['stdin'];
  return { ...io, stdin };
}

/**
 * Takes the lock of a job: of a command line in a folder. A process that has died does not hold it.
 * @returns what gives it back; undefined where another run has it, which has been said then
 */
export async function claimJob(
  { isCron, dryRun, typed }: Pick<RunOptions, 'isCron' | 'dryRun' | 'typed'>,
  { env, stderr }: Io,
): Promise<Disposable | undefined> {
  if (!isCron || dryRun) return UNCLAIMED;
  const job = createHash('sha256')
    .update(JSON.stringify([workingFolder(), typed]))
    .digest('hex');
  const lock = await takeLock(join(stateFolder(env), 'jobs', job.slice(0, 32)), { patienceMs: 0 });
  switch (lock.type) {
    case 'taken':
      return { [Symbol.dispose]: lock.release };
    case 'held':
      stderr.write(
        `another run of this job has not ended (process ${lock.pid} on ${visibleLine(lock.host)}, since ${lock.since.toISOString()}): nothing was done\n`,
      );
      return undefined;
    case 'impossible':
      stderr.write(
        `warning: whether another run of this job goes on cannot be told: ${visibleLine(lock.reason)}\n`,
      );
      return UNCLAIMED;
  }
}

const UNCLAIMED: Disposable = { [Symbol.dispose]: () => {} };

import { randomUUID } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from '../model/usage-error.ts';
import { reasonOf } from './reason.ts';
import type { Sink } from './reporter.ts';

/** A file that a format is written to: it appears whole, or not at all. */
export interface FileSink extends Sink {
  /**
   * Puts the file in its place, after the last write.
   * @returns why it could not be written; undefined when it is there
   */
  finish(): Promise<string | undefined>;
}

/**
 * Opens a file beside its place.
 * @param options.mode its permissions; absent: for its owner only
 * @throws UsageError when nothing can be written there, before the run begins
 */
export function openFileSink(path: string, { mode = 0o600 }: { mode?: number } = {}): FileSink {
  const temporary = join(dirname(path), `.netrun-${randomUUID()}`);
  try {
    closeSync(openSync(temporary, 'wx', mode));
  } catch (error) {
    throw new UsageError([{ message: `nothing can be written to ${path}: ${reasonOf(error)}` }]);
  }
  const opened = open(temporary, 'a');
  let trouble: string | undefined;
  return {
    isTerminal: false,
    colour: false,
    columns: 80,
    async write(text) {
      if (trouble !== undefined) return;
      try {
        await (await opened).appendFile(text);
      } catch (error) {
        trouble = reasonOf(error);
      }
    },
    async finish() {
      try {
        await (await opened).close();
        if (trouble === undefined) await rename(temporary, path);
        else await rm(temporary, { force: true });
      } catch (error) {
        trouble ??= reasonOf(error);
        await rm(temporary, { force: true });
      }
      return trouble;
    },
  };
}

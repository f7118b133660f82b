import { randomUUID } from 'node:crypto';
import { closeSync, openSync, realpathSync, type Stats, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from '../model/usage-error.ts';
import { reasonOf } from './reason.ts';
import type { Sink } from './reporter.ts';

/** A file that a format is written to: it appears whole, or not at all; a pipe or device is written to as it goes. */
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
  const place = placeOf(path);
  const written = place.isFile ? join(dirname(place.path), `.netrun-${randomUUID()}`) : place.path;
  if (place.isFile) {
    try {
      closeSync(openSync(written, 'wx', mode));
    } catch (error) {
      throw unwritable(path, reasonOf(error));
    }
  }
  const opened = open(written, 'a');
  // A pipe may have nobody at its end; the first write tells.
  opened.catch(() => {});
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
        if (place.isFile && trouble === undefined) await rename(written, place.path);
      } catch (error) {
        trouble ??= reasonOf(error);
      }
      if (place.isFile && trouble !== undefined) await rm(written, { force: true });
      return trouble;
    },
  };
}

/**
 * Where the text goes: a link leads to its file, and what is no file, such as /dev/null or a pipe, is never replaced.
 * @throws UsageError where it is a folder
 */
function placeOf(path: string): { readonly path: string; readonly isFile: boolean } {
  const found = foundAt(path);
  if (!found) return { path, isFile: true };
  if (found.isDirectory()) throw unwritable(path, 'it is a folder');
  const isFile = found.isFile() && !/^\/(?:dev|proc)\//.test(path);
  return { path: isFile ? realpathSync(path) : path, isFile };
}

function foundAt(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    // Opening it says why.
    return undefined;
  }
}

function unwritable(path: string, reason: string): UsageError {
  return new UsageError([{ message: `nothing can be written to ${path}: ${reason}` }]);
}

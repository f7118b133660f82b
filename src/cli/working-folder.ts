import { UsageError } from '../model/usage-error.ts';

/**
 * The folder in which netrun was started.
 * @throws UsageError where it has been removed since somebody went there
 */
export function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw new UsageError([
      { message: 'the folder in which netrun was started is there no more: cd to another one' },
    ]);
  }
}

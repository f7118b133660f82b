import type { Reply } from '../model/outcome.ts';

/** How a program did not end well: `exit 1`, `killed by TERM`; undefined where it did, or where nothing is known of it. */
export function exitWords({ exitCode, signal }: Reply): string | undefined {
  if (signal !== undefined) return `killed by ${signal}`;
  return exitCode === undefined || exitCode === 0 ? undefined : `exit ${exitCode}`;
}

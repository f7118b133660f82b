import { createContext, Script } from 'node:vm';

/** Runs what applies regular expressions of the user's to an output, some of which never end on the wrong line. */
export interface Patience {
  /** @throws OutOfPatience where it does not end in time, and at once when something has not before */
  within<T>(work: () => T): T;
}

/** An expression takes too long. */
export class OutOfPatience extends Error {}

/**
 * While an expression runs nothing else does, Ctrl-C included; hence the limit.
 * @param mostMs how long it may take to look through one output, or 64 Ki units of a large one
 */
export function patience(mostMs = 5_000): Patience {
  // A timer cannot interrupt an expression; this can, from a thread of its own.
  const context: { work?: () => void } = createContext({});
  let isOver = false;
  return {
    within<T>(work: () => T): T {
      const done: T[] = [];
      context.work = () => void done.push(work());
      try {
        if (!isOver) CALL.runInContext(context, { timeout: mostMs });
      } catch (error) {
        if (!isTimeOut(error)) throw error;
        isOver = true;
      }
      if (isOver) throw new OutOfPatience(SENTENCE);
      const [value] = done;
      // Work ran to its end, so that it has put its value there, undefined as it may be.
      return value as T;
    },
  };
}

const CALL = new Script('work()');
const SENTENCE =
  'a regular expression takes too long to look through it; write it without a repetition within another, such as (a+)+';

/** Its class may be that of another context. */
function isTimeOut(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}

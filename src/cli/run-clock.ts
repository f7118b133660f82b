import type { Sink } from '../reporters/reporter.ts';

/** Ends a run when its time is up, and says so; `runMs` undefined: it has all the time in the world. */
export function runClock(runMs: number | undefined, stop: AbortController, stderr: Sink): Disposable {
  if (runMs === undefined) return { [Symbol.dispose]: () => {} };
  const timer = setTimeout(() => {
    void stderr.write(
      `the run was not done within ${runMs / 1000} s (--run-timeout): what was left is cancelled\n`,
    );
    stop.abort();
  }, runMs);
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}

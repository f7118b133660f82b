import { EXIT, type ExitCode, type Io } from './io.ts';

/** Ctrl-C and its like: the first one ends the run in order, the second one ends the process. */
export interface StopSignals extends Disposable {
  /** The exit code for the signal that ended the run; undefined while there was none. */
  readonly code: ExitCode | undefined;
}

/**
 * @param stop is aborted by the first signal
 * @param cleanUp removes what must not be left behind when the process ends at once
 */
export function stopOnSignals(io: Io, stop: AbortController, cleanUp: () => void): StopSignals {
  let code: ExitCode | undefined;
  let stoppedAt = 0;
  const forget = io.onStop((signal) => {
    if (code === undefined) {
      code = STOP_CODES[signal];
      stoppedAt = performance.now();
      stop.abort();
      return;
    }
    // Wrappers pass on what the terminal has sent to the whole group already: that is no second wish.
    if (performance.now() - stoppedAt < SAME_WISH_MS) return;
    cleanUp();
    io.exit(STOP_CODES[signal]);
  });
  return {
    get code() {
      return code;
    },
    [Symbol.dispose]: forget,
  };
}

const STOP_CODES = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated, SIGHUP: EXIT.hungUp } as const;
const SAME_WISH_MS = 300;

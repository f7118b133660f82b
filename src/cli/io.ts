/** What a command line runs in; handed in, so that it can be run without a process of its own. */
export type Io = {
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Calls `listener` at each SIGINT and SIGTERM until the function that it returns is called. */
  onStop(listener: (signal: 'SIGINT' | 'SIGTERM') => void): () => void;
  /** Ends the process at once. */
  exit(code: number): never;
};

/** How a command line ended; see "Exit codes" in the README. */
export const EXIT = { ok: 0, trouble: 1, usage: 2, bug: 70, interrupted: 130, terminated: 143 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The real process. */
export function processIo(): Io {
  return {
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    onStop(listener) {
      const onInterrupt = () => listener('SIGINT');
      const onTerminate = () => listener('SIGTERM');
      process.on('SIGINT', onInterrupt);
      process.on('SIGTERM', onTerminate);
      return () => {
        process.off('SIGINT', onInterrupt);
        process.off('SIGTERM', onTerminate);
      };
    },
    exit: (code) => process.exit(code),
  };
}

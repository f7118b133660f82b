/** What a command line runs in; handed in, so that it can be run without a process of its own. */
export type Io = {
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Calls `listener` at each signal that asks to stop, until the function that it returns is called. */
  onStop(listener: (signal: StopSignal) => void): () => void;
  /** Ends the process at once. */
  exit(code: number): never;
};

/** Ctrl-C, kill(1), and the terminal or the login that is gone. */
type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** How a command line ended; see "Exit codes" in the README. */
export const EXIT = {
  ok: 0,
  trouble: 1,
  usage: 2,
  bug: 70,
  locked: 75,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The real process. Node opens its streams, which takes a while, when somebody asks for them. */
export function processIo(): Io {
  return {
    env: process.env,
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return process.stdout;
    },
    get stderr() {
      return process.stderr;
    },
    onStop(listener) {
      const handlers = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => {
        const handler = () => listener(signal);
        process.on(signal, handler);
        return [signal, handler] as const;
      });
      return () => {
        for (const [signal, handler] of handlers) process.off(signal, handler);
      };
    },
    exit: (code) => process.exit(code),
  };
}

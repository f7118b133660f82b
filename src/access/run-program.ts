import { spawn } from 'node:child_process';

/** How a program is run. */
export type ProgramOptions = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs: number;
  /** More output than this ends it. */
  readonly maxBytes: number;
  /** Where it runs; absent: where netrun runs. */
  readonly cwd?: string;
};

/** How a program ended: with what it printed, or with a sentence that says why not. */
export type Ran = { readonly stdout: Buffer } | { readonly problem: string };

/**
 * Runs a program to its end, without standard input.
 * @param file and `args` as exec takes them: no shell looks at them
 * @returns what it printed; where it failed, why, with the last line that it said on stderr
 */
export function runProgram(file: string, args: readonly string[], options: ProgramOptions): Promise<Ran> {
  const { env, timeoutMs, maxBytes, cwd } = options;
  return new Promise((resolve) => {
    // In netrun's own process group, so that it can ask on the terminal and Ctrl-C reaches it.
    const child = spawn(file, args, {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(cwd !== undefined && { cwd }),
    });
    const output: Buffer[] = [];
    let bytes = 0;
    let said = '';
    const end = (ran: Ran) => {
      clearTimeout(timer);
      // What it has started may hold the pipes open for ever.
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(ran);
    };
    const giveUp = (problem: string) => {
      child.kill('SIGKILL');
      end({ problem });
    };
    const timer = setTimeout(() => giveUp(`it took more than ${timeoutMs / 1000} seconds`), timeoutMs);
    child.stdout.on('data', (chunk: Buffer) => {
      output.push(chunk);
      bytes += chunk.length;
      if (bytes > maxBytes) giveUp(`it printed more than ${maxBytes} bytes`);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-STDERR_KEPT);
    });
    child.on('error', (error: NodeJS.ErrnoException) => end({ problem: whyNotStarted(error) }));
    child.on('close', (code, signal) => {
      if (code === 0) return end({ stdout: Buffer.concat(output) });
      const how = signal ? `it was ended by ${signal}` : `it ended with code ${code}`;
      const last = lastLine(said);
      end({ problem: last === '' ? how : `${how}: ${last}` });
    });
  });
}

const STDERR_KEPT = 2000;

function whyNotStarted({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOENT':
      return 'it, or what its first line names, was not found';
    case 'EACCES':
      return 'you may not execute it';
    case 'ENOEXEC':
      return 'the system cannot execute it; has its first line a #! and a path?';
    default:
      return `it could not be started: ${message}`;
  }
}

function lastLine(text: string): string {
  const line =
    text
      .trimEnd()
      .split(/[\r\n]+/)
      .at(-1) ?? '';
  // It goes to a terminal.
  return line.replaceAll(/[\x00-\x1f\x7f-\x9f]/g, '').slice(0, 200);
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect } from 'vitest';
import { CACHE } from '../integration/harness.ts';

/** The built program, to be started with Node. */
export const PROGRAM = path.join(import.meta.dirname, '../../bin/netrun.js');

/** How a program ended. */
export type Ending = {
  readonly stdout: string;
  readonly stderr: string;
  /** null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
};

/** A program that runs, for tests that do something to it meanwhile. */
export interface Program extends AsyncDisposable {
  readonly process: ChildProcess;
  readonly ended: Promise<Ending>;
  /** What it has written so far. */
  readonly stdout: string;
  readonly stderr: string;
  /** Resolves when what it has written to a stream matches; rejects when it ends without. */
  until(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<void>;
  /** Sends a signal to it and to what it started, as Ctrl-C in a terminal does. */
  interrupt(signal: NodeJS.Signals): void;
}

/** What a program is given. */
type StartOptions = {
  /** All of it, but for a state and a cache folder where it names none; absent: nothing else is set at all, as with `env -i`. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Until it is ended by force. */
  readonly timeoutMs?: number;
};

/** Starts a program in a process group of its own; its standard input is open and empty. */
export function start(file: string, args: readonly string[], options: StartOptions = {}): Program {
  const child = spawn(file, args, {
    cwd: options.cwd ?? import.meta.dirname,
    env: withState(options.env ?? {}),
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  child.stdin.on('error', () => {}); // it may have ended
  const said = { stdout: '', stderr: '' };
  let heard = () => {};
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
      heard();
    });
  }
  const interrupt = (signal: NodeJS.Signals): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // the whole group is gone
    }
  };
  const timer = setTimeout(() => interrupt('SIGKILL'), options.timeoutMs ?? 20_000);
  let isOver = false;
  const ended = once(child, 'close').then(([code, signal]) => {
    clearTimeout(timer);
    isOver = true;
    heard();
    return { ...said, code, signal };
  });
  return {
    process: child,
    ended,
    get stdout() {
      return said.stdout;
    },
    get stderr() {
      return said.stderr;
    },
    async until(stream, pattern) {
      while (!pattern.test(said[stream])) {
        if (isOver) throw new Error(`it ended without ${pattern}:\n${said.stdout}\n${said.stderr}`);
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
      }
    },
    interrupt,
    async [Symbol.asyncDispose]() {
      interrupt('SIGKILL');
      await ended;
    },
  };
}

/** What is remembered between runs is the test's own business, and none of the user's who runs it. */
function withState(env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const isNamed = env.NETRUN_STATE_DIR ?? env.XDG_STATE_HOME ?? env.HOME;
  return { ...(isNamed === undefined ? { NETRUN_STATE_DIR: STATE } : {}), XDG_CACHE_HOME: CACHE, ...env };
}

const STATE = mkdtempSync(path.join(tmpdir(), 'netrun-test-state-'));
afterAll(() => rmSync(STATE, { recursive: true, force: true }));

/** util-linux's: it runs a program on a terminal of its own and plays that terminal here. */
const SCRIPT = '/usr/bin/script';

/** Whether `onTerminal` can do its work here. */
export const HAS_TERMINAL = process.platform === 'linux' && existsSync(SCRIPT);

/** Starts netrun on a terminal; what it writes to stdout and stderr comes together, as on a screen. */
export function onTerminal(args: readonly string[], env: Readonly<Record<string, string>> = {}): Program {
  const quoted = [process.execPath, PROGRAM, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  return start(SCRIPT, ['--quiet', '--return', '--command', quoted.join(' '), '/dev/null'], {
    env: { PATH: process.env.PATH ?? '', SHELL: '/bin/sh', TERM: 'xterm', ...env },
  });
}

/** Starts netrun as a user would; without a word about its environment it has none. */
export function startNetrun(args: readonly string[], options: StartOptions = {}): Program {
  return start(process.execPath, [PROGRAM, ...args], options);
}

/** What nothing that netrun prints may ever hold: a stack trace, or one of the secrets. */
export function expectNothingInternal(
  run: { readonly stdout: string; readonly stderr: string },
  secrets: readonly string[],
): void {
  const said = `${run.stdout}\n${run.stderr}`;
  expect(said).not.toMatch(/^ +at .+[:)]\d*\)?$/m);
  expect(said).not.toContain('netrun has a bug');
  expect(said).not.toMatch(/node:internal|UnhandledPromise|Warning:/);
  for (const secret of secrets) expect(said).not.toContain(secret);
}

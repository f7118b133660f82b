import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, vi } from 'vitest';
import type { Failure } from '../../src/model/failure.ts';
import type { Reply } from '../../src/model/outcome.ts';
import type { Summary } from '../../src/model/result.ts';
import type { ServerDevice, Servers } from '../servers/servers.ts';

const PROGRAM = path.join(import.meta.dirname, '../../bin/netrun.js');

/** Of all tests, as of all runs of one user. */
export const CACHE = path.join(import.meta.dirname, '../../node_modules/.cache');

/** How a run of the program ended. */
export type Run = {
  readonly stdout: string;
  readonly stderr: string;
  /** null when a signal ended it. */
  readonly code: number | null;
  /** SIGKILL when it took longer than `timeoutMs`. */
  readonly signal: NodeJS.Signals | null;
  readonly ms: number;
};

/** What a run of the program is given. */
export type RunOptions = {
  /** Text of an inventory, handed over with `-i`. */
  readonly inventory?: string;
  /** Added to an environment that has only PATH, HOME and the XDG folders. */
  readonly env?: Readonly<Record<string, string>>;
  /** Absent: standard input is empty. */
  readonly stdin?: string;
  /** Absent: an empty folder. */
  readonly cwd?: string;
  readonly timeoutMs?: number;
};

/** The document that `-o json` prints. */
export type Report = {
  readonly version: number;
  readonly summary: Summary;
  readonly results: readonly {
    readonly device: string;
    readonly host: string;
    readonly platform: string;
    readonly status: string;
    readonly replies: readonly Reply[];
    readonly failure: Failure | null;
    readonly reason?: string;
    readonly notes: readonly string[];
    readonly durationMs: number;
    readonly attempts: number;
  }[];
};

/** Runs the built program as a user would, as a child process that knows nothing of this one's settings. */
export async function netrun(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const folder = await mkdtemp(path.join(tmpdir(), 'netrun-test-'));
  try {
    const inventory = path.join(folder, 'inventory.yaml');
    if (options.inventory !== undefined) await writeFile(inventory, options.inventory, { mode: 0o600 });
    return await runProgram(
      options.inventory === undefined ? args : ['-i', inventory, ...args],
      folder,
      options,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * The same with `-o json`, and with the document it printed. Outputs are given without the line end that each of them
 * ends in; one that does not says so.
 */
export async function netrunJson(
  args: readonly string[],
  options: RunOptions = {},
): Promise<Run & { report: Report }> {
  const run = await netrun(['-o', 'json', ...args], options);
  try {
    // The tests compare every field that they use with what it should be.
    const report = JSON.parse(run.stdout) as Report;
    const results = report.results.map((result) => ({
      ...result,
      replies: result.replies.map((reply) => ({ ...reply, output: withoutLineEnd(reply.output) })),
    }));
    return { ...run, report: { ...report, results } };
  } catch (cause) {
    throw new Error(`no JSON (exit ${run.code ?? run.signal}): ${run.stdout}\n${run.stderr}`, { cause });
  }
}

function withoutLineEnd(output: string): string {
  if (output === '') return output;
  return output.endsWith('\n') ? output.slice(0, -1) : `${output}[no line end]`;
}

/** The inventory of these devices; a key that is undefined is left out. */
export function inventoryOf(
  devices: readonly (Omit<ServerDevice, 'secret'> & {
    readonly secret?: string | undefined;
    readonly shell_login?: boolean;
    readonly shell_password?: string;
  })[],
): string {
  return devices
    .map(({ platform, ...rest }) => `- ${JSON.stringify({ device_type: platform, ...rest })}\n`)
    .join('');
}

/** The device without its secret, so that nothing is done to become privileged. */
export function withoutSecret(device: ServerDevice): Omit<ServerDevice, 'secret'> {
  const { secret: _, ...rest } = device;
  return rest;
}

/** What a result has whose device answered all its commands. */
export function okResult(
  device: Omit<ServerDevice, 'secret'>,
  replies: readonly { command: string; output: unknown; status?: Reply['status']; exitCode?: number }[],
): object {
  const rejected = replies.some((reply) => reply.status === 'rejected');
  return {
    device: device.name,
    host: device.host,
    platform: device.platform,
    status: rejected ? 'rejected' : 'ok',
    replies: replies.map((reply) => ({ status: 'ok', durationMs: expect.any(Number), ...reply })),
    failure: null,
    notes: expect.any(Array),
    durationMs: expect.any(Number),
    attempts: 1,
  };
}

/** How often sshd has refused a password so far, once it has seen all clients go. */
export async function failedLogins(servers: Servers, name: string): Promise<number> {
  return vi.waitFor(async () => {
    const log = await servers.log(name);
    const failure = /^(?:Failed password|PAM: Authentication failure) for/gm;
    expect(log.trimEnd().split('\n').at(-1)).not.toMatch(failure);
    return log.match(failure)?.length ?? 0;
  });
}

async function runProgram(args: readonly string[], folder: string, options: RunOptions): Promise<Run> {
  const started = performance.now();
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: options.cwd ?? folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      XDG_STATE_HOME: path.join(folder, 'state'),
      XDG_CONFIG_HOME: path.join(folder, 'config'),
      XDG_CACHE_HOME: CACHE,
      ...options.env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // The program may end without having read its input.
  child.stdin.on('error', () => {});
  child.stdin.end(options.stdin ?? '');
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const timer = setTimeout(() => {
    child.kill('SIGKILL');
    // What it started may hold the other ends.
    child.stdout.destroy();
    child.stderr.destroy();
  }, options.timeoutMs ?? 20_000);
  try {
    const [code, signal] = await once(child, 'close');
    return { stdout, stderr, code, signal, ms: performance.now() - started };
  } finally {
    clearTimeout(timer);
  }
}

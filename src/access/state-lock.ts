import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export type LockAttempt =
  | { readonly type: 'taken'; release(): void }
  /** A living process has it: this computer's, or one of another that shares the folder. */
  | { readonly type: 'held'; readonly pid: number; readonly host: string; readonly since: Date }
  /** No lock can be had here at all, as in a folder that cannot be written to. */
  | { readonly type: 'impossible'; readonly reason: string };

/**
 * Takes the lock that stands beside a file: `FILE.lock`, made exclusively, naming its process. A process that has died
 * holds nothing: it is known by its number, its start (Linux) and the start of the computer.
 * @param file the one to be guarded; need not exist
 * @param options.patienceMs how long to wait for another holder; 0 does not wait
 * @param options.heldAtMostMs for work that cannot take longer: an older lock is left over, whoever holds it
 */
export async function takeLock(
  file: string,
  options: { readonly patienceMs: number; readonly heldAtMostMs?: number },
): Promise<LockAttempt> {
  const lock = `${file}.lock`;
  const until = Date.now() + options.patienceMs;
  for (;;) {
    const attempt = tryLock(lock, options.heldAtMostMs ?? Number.POSITIVE_INFINITY);
    if (attempt.type !== 'held' || Date.now() >= until) return attempt;
    // Nothing tells of a file that goes away on every file system, so this is looked at again and again.
    await pause(AGAIN_AFTER_MS);
  }
}

const AGAIN_AFTER_MS = 10;

function tryLock(lock: string, heldAtMostMs: number): LockAttempt {
  const token = `${process.pid} ${startOf(process.pid) ?? '-'} ${hostname()} ${randomUUID()}\n`;
  try {
    mkdirSync(dirname(lock), { recursive: true, mode: 0o700 });
  } catch (error) {
    return { type: 'impossible', reason: messageOf(error) };
  }
  for (;;) {
    try {
      writeFileSync(lock, token, { flag: 'wx', mode: 0o600 });
      return { type: 'taken', release: () => release(lock, token) };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') return { type: 'impossible', reason: messageOf(error) };
    }
    const holder = readHolder(lock);
    if (holder === 'gone') continue;
    if (holder === 'unreadable') return { type: 'impossible', reason: `${lock} cannot be read` };
    const held = { type: 'held', pid: holder.pid, host: holder.host, since: holder.since } as const;
    if (isAlive(holder, heldAtMostMs) || !breakLock(lock, heldAtMostMs)) return held;
  }
}

function release(lock: string, token: string): void {
  try {
    if (readFileSync(lock, 'utf8') === token) unlinkSync(lock);
  } catch {
    // Gone, or in a folder that has become read-only: the next one finds that its process is dead.
  }
}

type Holder = {
  readonly pid: number;
  /** What `startOf` said about it; `-` where that is not known. */
  readonly start: string;
  readonly host: string;
  readonly since: Date;
};

function readHolder(lock: string): Holder | 'gone' | 'unreadable' {
  try {
    const since = statSync(lock).mtime;
    const [pid = '', start = '-', host = ''] = readFileSync(lock, 'utf8').trim().split(' ');
    return { pid: Number(pid), start, host, since };
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? 'gone' : 'unreadable';
  }
}

/** What is not written yet gets this long until it counts as left over. */
const WRITTEN_AFTER_MS = 5_000;

function isAlive({ pid, start, host, since }: Holder, heldAtMostMs: number): boolean {
  const age = Date.now() - since.getTime();
  if (age > heldAtMostMs) return false;
  if (!Number.isInteger(pid) || pid <= 0) return age < WRITTEN_AFTER_MS;
  // Nothing is known of the processes of another computer.
  if (host !== hostname()) return true;
  if (age > uptime() * 1000) return false;
  const now = startOf(pid);
  if (now !== undefined && start !== '-') return now === start;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** When a process started, in ticks since the computer did; only Linux says so in a file. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 22 of proc_pid_stat(5); the second one is in parentheses and may hold anything.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

/**
 * Removes a lock that is left over. Only one process at a time may: a second one, which has seen the same dead holder,
 * would remove the lock that the first one has just taken.
 * @returns whether it is gone
 */
function breakLock(lock: string, heldAtMostMs: number): boolean {
  const guard = `${lock}.break`;
  try {
    writeFileSync(guard, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') removeOld(guard);
    return false;
  }
  try {
    const holder = readHolder(lock);
    if (typeof holder === 'object' && !isAlive(holder, heldAtMostMs)) unlinkSync(lock);
    return holder !== 'unreadable';
  } catch {
    return false;
  } finally {
    rmSync(guard, { force: true });
  }
}

function removeOld(guard: string): void {
  try {
    if (Date.now() - statSync(guard).mtimeMs > WRITTEN_AFTER_MS) unlinkSync(guard);
  } catch {
    // Somebody else was quicker.
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

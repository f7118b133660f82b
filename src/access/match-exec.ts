import { spawnSync } from 'node:child_process';

/** Runs the command of a `Match exec` with the user's shell, as ssh does, and says whether it succeeded. */
export function runMatchExec(command: string): boolean {
  return spawnSync('/bin/sh', ['-c', command], { stdio: 'ignore', timeout: MOST_MS }).status === 0;
}

const MOST_MS = 10_000;

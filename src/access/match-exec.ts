import { spawnSync } from 'node:child_process';

/**
 * Runs the command of a `Match exec` with the user's shell, as ssh does, and says whether it succeeded.
 * @param env without what holds secrets
 */
export function runMatchExec(command: string, env: Readonly<Record<string, string | undefined>>): boolean {
  const ran = spawnSync('/bin/sh', ['-c', command], { env, stdio: 'ignore', timeout: MOST_MS });
  return ran.status === 0;
}

const MOST_MS = 10_000;

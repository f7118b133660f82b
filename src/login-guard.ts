import { type Attempt, lockoutGuard } from './access/lockout-guard.ts';
import type { Answerers } from './model/ask.ts';
import type { Device } from './model/device.ts';

/** Answers logins of a run so that a wrong secret is seen by few devices, for runs that nobody else guards. */
export type LoginGuard = {
  readonly answerers: Pick<Answerers, 'authenticate' | 'authenticated'>;
  /** A device's try has ended: what it had begun to show and nobody has judged is given up. */
  finished(index: number): void;
};

/**
 * @param devices as they are handed to `run`
 * @param mostFailures rejections in a row that stop a credential; 0: the guard is off
 */
export function loginGuard(devices: readonly Device[], mostFailures: number): LoginGuard {
  const guard = lockoutGuard({ mostFailures, recent: NOT_REMEMBERED });
  const open = new Map<number, Attempt>();
  const finished = (index: number, verdict: 'accepted' | 'rejected' | 'unknown' = 'unknown') => {
    const attempt = open.get(index);
    if (!attempt) return;
    open.delete(index);
    guard.ended(attempt, verdict);
  };
  return {
    answerers: {
      async authenticate({ credential, username }, index, signal) {
        finished(index);
        const attempt = { credential, username, device: devices[index]?.name ?? '' };
        const permission = await guard.begin(attempt, signal);
        if (permission.verdict !== 'go') return permission;
        open.set(index, attempt);
        // Its device may have ended meanwhile.
        if (signal.aborted) finished(index);
        return permission;
      },
      authenticated({ credential, result }, index) {
        if (open.get(index)?.credential === credential) finished(index, result);
      },
    },
    finished: (index) => finished(index),
  };
}

/** A program's runs know nothing of each other. */
const NOT_REMEMBERED = { of: () => 0, add: () => {}, clear: () => {} };

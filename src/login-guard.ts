import { type Attempt, lockoutGuard } from './access/lockout-guard.ts';
import { type Answerers, type CredentialUse, UNANSWERED } from './model/ask.ts';
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
 * @param told hears after the guard what servers say to credentials
 */
export function loginGuard(
  devices: readonly Device[],
  mostFailures: number,
  told: Answerers['authenticated'] = UNANSWERED.authenticated,
): LoginGuard {
  const guard = lockoutGuard({ mostFailures, recent: NOT_REMEMBERED });
  const shown = new Map<number, Attempt>();
  /** What the user tells besides, in the course of a login. */
  const codes = new Map<number, Attempt>();
  const openOf = (use: CredentialUse) => (use === 'code' ? codes : shown);
  const end = (open: Map<number, Attempt>, index: number, verdict: 'accepted' | 'rejected' | 'unknown') => {
    const attempt = open.get(index);
    if (!attempt) return;
    open.delete(index);
    guard.ended(attempt, verdict);
  };
  return {
    answerers: {
      async authenticate({ credential, username, use }, index, signal) {
        const open = openOf(use);
        end(open, index, 'unknown');
        const attempt = { credential, username, use, device: devices[index]?.name ?? '' };
        const permission = await guard.begin(attempt, signal);
        if (permission.verdict !== 'go') return permission;
        open.set(index, attempt);
        // Its device may have ended meanwhile.
        if (signal.aborted) end(open, index, 'unknown');
        return permission;
      },
      authenticated(report, index, signal) {
        const open = openOf(report.use);
        if (open.get(index)?.credential === report.credential) end(open, index, report.result);
        return told(report, index, signal);
      },
    },
    finished(index) {
      for (const open of [shown, codes]) end(open, index, 'unknown');
    },
  };
}

/** A program's runs know nothing of each other. */
const NOT_REMEMBERED = { of: () => 0, add: () => {}, clear: () => {} };

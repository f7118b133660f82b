import type { CredentialUse } from '../model/ask.ts';

/**
 * Keeps a wrong secret from locking its account: until it has let netrun in once in this run, few authentications with
 * it are under way at once, and some rejections in a row stop it for the rest of the run.
 */
export interface LockoutGuard {
  /**
   * Waits until an authentication may begin, whose end `ended` is to be told of then.
   * @param signal ends the waiting
   */
  begin(attempt: Attempt, signal: AbortSignal): Promise<Permission>;
  /** Takes how an authentication ended that was let begin; `unknown` where the server said neither yes nor no. */
  ended(attempt: Attempt, verdict: 'accepted' | 'rejected' | 'unknown'): void;
  /** The secret was typed a moment ago, so it goes to one server first. */
  typed(credential: string): void;
  /** What is to be used instead of a rejected secret that was typed; waits for the user's answer. */
  insteadOf(credential: string): Promise<string | undefined>;
}

/** What is shown to a server: whatever method or place carries it, the same credential counts as one. */
export type Attempt = {
  /** The same for the same user with the same secret; nothing of the secret can be read from it. */
  readonly credential: string;
  readonly username: string;
  readonly use: CredentialUse;
  /** Who is to see it, for the user. */
  readonly device: string;
};

export type Permission =
  | { readonly verdict: 'go' }
  /** The user has typed another secret since. */
  | { readonly verdict: 'instead'; readonly secret: string }
  /** One sentence. */
  | { readonly verdict: 'stop'; readonly reason: string };

export type GuardOptions = {
  /** Rejections in a row that stop a credential; 0: the guard is off. */
  readonly mostFailures: number;
  /** What earlier runs have seen lately. */
  readonly recent: RecentRejections;
  /**
   * Asks the user for another secret in the place of a typed one that was rejected.
   * @param attempts how often it was shown
   * @returns undefined: he has none; absent: nobody is there to be asked
   */
  readonly askAgain?: (attempt: Attempt, attempts: number) => Promise<string | undefined>;
};

/** Rejections of the last minutes, by user name. */
export interface RecentRejections {
  /** Those of earlier runs. */
  of(username: string): number;
  add(username: string): void;
  /** The user was let in: those before it count no more, this run's neither. */
  clear(username: string): void;
}

export function lockoutGuard({ mostFailures, recent, askAgain }: GuardOptions): LockoutGuard {
  const credentials = new Map<string, Credential>();
  const typed = new Set<string>();

  const credentialOf = (attempt: Attempt): Credential => {
    const { credential: name, username } = attempt;
    const known = credentials.get(name);
    if (known) return known;
    const before = recent.of(username);
    // Whoever watches may have mended the secret since: one authentication shows it.
    const isSpent = before >= mostFailures && !askAgain;
    const credential: Credential = {
      isProven: false,
      inFlight: 0,
      inARow: 0,
      mostAtOnce: typed.has(name) ? 1 : Math.max(1, mostFailures - before),
      end: isSpent ? { verdict: 'stop', reason: recentlyRejected(attempt, before) } : undefined,
      mending: undefined,
      waiting: [],
    };
    credentials.set(name, credential);
    return credential;
  };

  const reject = (credential: Credential, attempt: Attempt) => {
    credential.inARow++;
    recent.add(attempt.username);
    if (credential.inARow < credential.mostAtOnce || credential.end || credential.mending) return;
    const stop: Permission = { verdict: 'stop', reason: rejected(attempt, credential.inARow) };
    if (!askAgain || !typed.has(attempt.credential)) {
      credential.end = stop;
      return;
    }
    credential.mending = askAgain(attempt, credential.inARow).then((secret) => {
      credential.end = secret === undefined ? stop : { verdict: 'instead', secret };
      admit(credential);
      return secret;
    });
  };

  return {
    begin(attempt, signal) {
      if (mostFailures === 0) return Promise.resolve({ verdict: 'go' });
      const credential = credentialOf(attempt);
      if (!signal.aborted && credential.waiting.length === 0 && !credential.end && mayBegin(credential)) {
        credential.inFlight++;
        return Promise.resolve({ verdict: 'go' });
      }
      return new Promise((resolve) => {
        const waiter: Waiter = (permission) => {
          signal.removeEventListener('abort', leave);
          resolve(permission);
        };
        const leave = () => {
          credential.waiting.splice(credential.waiting.indexOf(waiter), 1);
          resolve({ verdict: 'stop', reason: 'the run was ended' });
        };
        credential.waiting.push(waiter);
        if (signal.aborted) {
          leave();
          return;
        }
        signal.addEventListener('abort', leave, { once: true });
        admit(credential);
      });
    },

    ended(attempt, verdict) {
      if (mostFailures === 0) return;
      const credential = credentialOf(attempt);
      credential.inFlight--;
      if (verdict === 'accepted') {
        credential.isProven = true;
        credential.inARow = 0;
        credential.mostAtOnce = mostFailures;
        recent.clear(attempt.username);
      } else if (verdict === 'rejected') {
        reject(credential, attempt);
      }
      admit(credential);
    },

    typed: (credential) => void typed.add(credential),
    insteadOf: async (name) => credentials.get(name)?.mending,
  };
}

type Credential = {
  isProven: boolean;
  inFlight: number;
  /** Rejections since it was accepted last. */
  inARow: number;
  /** In flight and rejected together, while it is not proven; so many rejections stop it. */
  mostAtOnce: number;
  /** What everybody gets from now on. */
  end: Permission | undefined;
  /** The user is asked for another secret. */
  mending: Promise<string | undefined> | undefined;
  readonly waiting: Waiter[];
};

type Waiter = (permission: Permission) => void;

function admit(credential: Credential): void {
  const { waiting, end } = credential;
  while (waiting.length > 0 && (end || mayBegin(credential))) {
    if (!end) credential.inFlight++;
    waiting.shift()?.(end ?? { verdict: 'go' });
  }
}

/** After a rejection it has to prove itself again: a password may be changed in the middle of a run. */
function mayBegin({ isProven, inFlight, inARow, mostAtOnce }: Credential): boolean {
  return (isProven && inARow === 0) || inFlight + inARow < mostAtOnce;
}

const CALLED: Readonly<Record<CredentialUse, string>> = {
  login: 'credentials',
  enable: 'enable secrets',
  code: 'one-time codes',
};

function rejected({ username, use }: Attempt, times: number): string {
  const often = times === 1 ? 'once' : `${times} times in a row`;
  return `lockout-guard: the ${CALLED[use]} of ${username} were rejected ${often}, and were shown to no more devices`;
}

function recentlyRejected({ username, use }: Attempt, times: number): string {
  return `lockout-guard: the ${CALLED[use]} of ${username} were rejected ${times} times in the last ten minutes; wait, or --max-auth-failures allows more`;
}

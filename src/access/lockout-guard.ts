/**
 * Keeps a wrong secret from locking its account: until it has let netrun in once in this run, few authentications with
 * it are under way at once, and some rejections in a row stop it for the rest of the run.
 */
export interface LockoutGuard {
  /**
   * Waits until an authentication may begin.
   * @param signal ends the waiting
   * @returns undefined: it may begin, and `ended` is to be told of its end; else why it may not
   */
  begin(attempt: Attempt, signal: AbortSignal): Promise<Refusal | undefined>;
  /** Takes how an authentication ended that was let begin; `unknown` where the server said neither yes nor no. */
  ended(attempt: Attempt, verdict: AttemptVerdict): void;
}

type AttemptVerdict = 'accepted' | 'rejected' | 'unknown';

/** What is shown to a server: whatever method or place carries it, the same credential counts as one. */
export type Attempt = {
  /** The same for the same user with the same secret; nothing of the secret can be read from it. */
  readonly credential: string;
  readonly username: string;
};

/** One sentence: why no authentication begins any more. */
export type Refusal = { readonly reason: string };

export type GuardOptions = {
  /** Rejections in a row that stop a credential; 0: the guard is off. */
  readonly mostFailures: number;
  /** What earlier runs have seen lately. */
  readonly recent: RecentRejections;
  /** Somebody is there who can mend a wrong secret and try again. */
  readonly isWatched: boolean;
};

/** Rejections of the last minutes, by user name, this run's included. */
interface RecentRejections {
  of(username: string): number;
  add(username: string): void;
  clear(username: string): void;
}

export function lockoutGuard({ mostFailures, recent, isWatched }: GuardOptions): LockoutGuard {
  const credentials = new Map<string, Credential>();

  const credentialOf = ({ credential, username }: Attempt): Credential => {
    const known = credentials.get(credential);
    if (known) return known;
    const fresh: Credential = {
      isProven: false,
      inFlight: 0,
      inARow: 0,
      mostAtOnce: mostFailures,
      refusal: undefined,
      waiting: [],
    };
    const before = recent.of(username);
    if (before >= mostFailures && !isWatched) fresh.refusal = recentlyRejected(username, before);
    // Whoever watches may have mended the secret: one authentication shows it.
    else if (before > 0) fresh.mostAtOnce = Math.max(1, mostFailures - before);
    credentials.set(credential, fresh);
    return fresh;
  };

  return {
    begin(attempt, signal) {
      if (mostFailures === 0) return Promise.resolve(undefined);
      const credential = credentialOf(attempt);
      return new Promise((resolve) => {
        const waiter: Waiter = (refusal) => {
          signal.removeEventListener('abort', leave);
          resolve(refusal);
        };
        const leave = () => {
          credential.waiting.splice(credential.waiting.indexOf(waiter), 1);
          resolve({ reason: 'the run was ended' });
        };
        if (signal.aborted) {
          resolve({ reason: 'the run was ended' });
          return;
        }
        signal.addEventListener('abort', leave, { once: true });
        credential.waiting.push(waiter);
        admit(credential);
      });
    },

    ended(attempt, verdict) {
      if (mostFailures === 0) return;
      const { username } = attempt;
      const credential = credentialOf(attempt);
      credential.inFlight--;
      if (verdict === 'accepted') {
        credential.isProven = true;
        credential.inARow = 0;
        credential.mostAtOnce = mostFailures;
        recent.clear(username);
      } else if (verdict === 'rejected') {
        credential.inARow++;
        recent.add(username);
        if (credential.inARow >= credential.mostAtOnce)
          credential.refusal ??= rejected(username, credential.inARow);
      }
      admit(credential);
    },
  };
}

type Credential = {
  isProven: boolean;
  inFlight: number;
  /** Rejections since it was accepted last. */
  inARow: number;
  /** In flight and rejected together, while it is not proven; so many rejections stop it. */
  mostAtOnce: number;
  refusal: Refusal | undefined;
  readonly waiting: Waiter[];
};

type Waiter = (refusal: Refusal | undefined) => void;

function admit(credential: Credential): void {
  const { waiting, refusal } = credential;
  while (waiting.length > 0 && (refusal || mayBegin(credential))) {
    if (!refusal) credential.inFlight++;
    waiting.shift()?.(refusal);
  }
}

/** After a rejection it has to prove itself again: a password may be changed in the middle of a run. */
function mayBegin({ isProven, inFlight, inARow, mostAtOnce }: Credential): boolean {
  return (isProven && inARow === 0) || inFlight + inARow < mostAtOnce;
}

function rejected(username: string, times: number): Refusal {
  const often = times === 1 ? 'once' : `${times} times in a row`;
  return { reason: `the credentials of ${username} were rejected ${often}; no more devices were tried` };
}

function recentlyRejected(username: string, times: number): Refusal {
  return {
    reason: `the credentials of ${username} were rejected ${times} times in the last minutes; wait, or --max-auth-failures allows more`,
  };
}

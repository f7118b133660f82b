/**
 * Spares the servers that check logins: no more begin a second than allowed, and fewer at once where the answers take
 * far longer than the first ones did or connections are reset.
 */
export interface LoginPace {
  /**
   * Resolves when a login may begin.
   * @param signal ends the waiting: it resolves then too
   */
  begin(signal: AbortSignal): Promise<PacedLogin>;
  /** A server has reset a connection before the login. */
  wasReset(): void;
  /** A login takes somebody's hand, such as a one-time password: from now on the next one begins when it has ended. */
  oneAtATime(): void;
}

/** A login that has begun. */
export interface PacedLogin {
  /** To be called once: the server has said yes or no, or it never came to that. */
  ended(how: 'answered' | 'unanswered'): void;
}

export type LoginPaceOptions = {
  /** Logins that may begin a second; undefined: as many as there are. */
  readonly perSecond: number | undefined;
  /** Logins that may be under way at once; undefined: as many as there are. */
  readonly atOnce: number | undefined;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
};

export function loginPace({ perSecond, atOnce, now }: LoginPaceOptions): LoginPace {
  const waiting: (() => void)[] = [];
  const interval = perSecond === undefined ? 0 : 1000 / perSecond;
  let nextAt = Number.NEGATIVE_INFINITY;
  let hasTimer = false;
  let inFlight = 0;
  let peak = 2;
  let limit = atOnce ?? Number.POSITIVE_INFINITY;
  /** Logins at once; no more than the limit, and fewer when the servers show that they need it. */
  let most = limit;
  let loweredAt = Number.NEGATIVE_INFINITY;
  const first: number[] = [];
  const recent: number[] = [];

  const lower = () => {
    most = Math.max(1, Math.floor(Math.min(most, peak) / 2));
    loweredAt = now();
    recent.length = 0;
  };
  const admit = () => {
    while (waiting.length > 0 && inFlight < most) {
      const early = nextAt - now();
      if (early > 0) {
        if (!hasTimer) setTimeout(onTime, early);
        hasTimer = true;
        return;
      }
      waiting.shift()?.();
    }
  };
  const onTime = () => {
    hasTimer = false;
    admit();
  };
  const judge = (durationMs: number) => {
    if (first.length < SAMPLES) {
      first.push(durationMs);
      return;
    }
    recent.push(durationMs);
    if (recent.length > SAMPLES) recent.shift();
    const lately = median(recent);
    const isSlow = lately > BARELY_FELT_MS && lately > 3 * median(first);
    if (isSlow && recent.length === SAMPLES) lower();
    else if (!isSlow) most = Math.min(limit, most + 1);
  };
  const start = (): PacedLogin => {
    const startedAt = now();
    nextAt = Math.max(nextAt, startedAt) + interval;
    inFlight++;
    peak = Math.max(peak, inFlight);
    return {
      ended(how) {
        inFlight--;
        // What began under the old limit says nothing about the new one.
        if (how === 'answered' && startedAt >= loweredAt) judge(now() - startedAt);
        admit();
      },
    };
  };

  return {
    begin(signal) {
      const isFree = waiting.length === 0 && inFlight < most && nextAt <= now();
      if (isFree && !signal.aborted) return Promise.resolve(start());
      return new Promise((resolve) => {
        const begin = () => {
          signal.removeEventListener('abort', leave);
          resolve(start());
        };
        const leave = () => {
          waiting.splice(waiting.indexOf(begin), 1);
          resolve({ ended: () => {} });
        };
        waiting.push(begin);
        if (signal.aborted) {
          leave();
          return;
        }
        signal.addEventListener('abort', leave, { once: true });
        admit();
      });
    },
    oneAtATime() {
      limit = 1;
      most = 1;
    },
    wasReset() {
      // One that cannot take more resets many at once.
      if (now() - loweredAt > RESETS_APART_MS) lower();
    },
  };
}

/** So many logins tell how long they take. */
const SAMPLES = 5;
/** Below it three times as long means nothing: both ends of the wire share the noise. */
const BARELY_FELT_MS = 300;
const RESETS_APART_MS = 1_000;

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
}

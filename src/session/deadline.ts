/**
 * A signal that ends with its parent or with its time. One per device: a fresh `AbortSignal.any` per wait would keep
 * its parent's listeners for ever on Node 20.
 */
export class Deadline implements Disposable {
  readonly #controller = new AbortController();
  readonly #parent: AbortSignal;
  readonly #onParent = () => this.#end(this.#parent.reason);
  #limit: { readonly ms: number; readonly reason: () => unknown } | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** When the time that is running is over. */
  #endsAt = 0;
  /** How many hold the time, and since when; while some do, no time goes by. */
  #holds = 0;
  #heldSince = 0;
  readonly #held: Disposable = { [Symbol.dispose]: () => this.#letGo() };
  /** Counts settings and restarts. */
  #turn = 0;

  constructor(parent: AbortSignal) {
    this.#parent = parent;
    if (parent.aborted) this.#onParent();
    else parent.addEventListener('abort', this.#onParent, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Ends in `ms` milliseconds, which may be Infinity, with `reason()`, unless it is set or restarted before; replaces what was set before. */
  set(ms: number, reason: () => unknown): void {
    this.#limit = { ms, reason };
    this.#begin(ms);
  }

  /** The time that was set begins again. */
  restart(): void {
    if (this.#limit) this.#begin(this.#limit.ms);
  }

  /** No time is running any more; the parent still counts. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#turn++;
    this.#timer = undefined;
    this.#limit = undefined;
  }

  /** The time stands still until what is given back is disposed of; several may hold it. */
  hold(): Disposable {
    if (this.#holds++ === 0) {
      this.#heldSince = performance.now();
      this.#turn++;
    }
    return this.#held;
  }

  [Symbol.dispose](): void {
    this.clear();
    this.#parent.removeEventListener('abort', this.#onParent);
  }

  #letGo(): void {
    if (--this.#holds > 0 || !this.#limit) return;
    this.#endsAt += performance.now() - this.#heldSince;
    if (this.#timer === undefined) this.#setTimer(this.#endsAt - performance.now());
  }

  #begin(ms: number): void {
    this.#turn++;
    const now = performance.now();
    const endsAt = now + ms;
    if (this.#holds > 0) {
      // It begins when it is let go.
      this.#heldSince = now;
      clearTimeout(this.#timer);
      this.#timer = undefined;
    } else if (this.#timer === undefined || endsAt < this.#endsAt) {
      // A timer that goes off too early is set again, which costs less than a new one for each piece of data.
      this.#setTimer(ms);
    }
    this.#endsAt = endsAt;
  }

  #setTimer(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#onTime(), Math.min(ms, LONGEST_MS));
  }

  #onTime(): void {
    this.#timer = undefined;
    // It is set again when the time goes on.
    if (this.#holds > 0) return;
    const leftMs = this.#endsAt - performance.now();
    if (leftMs >= 1) {
      this.#setTimer(leftMs);
      return;
    }
    const turn = this.#turn;
    // After a busy time of this worker the data that restarts the time may be there already.
    setImmediate(() => {
      if (turn === this.#turn) this.#end(this.#limit?.reason());
    });
  }

  #end(reason: unknown): void {
    this[Symbol.dispose]();
    this.#controller.abort(reason);
  }
}

/** Node takes no longer time, and makes a millisecond of what is longer; one that goes off too early is set again. */
const LONGEST_MS = 2 ** 31 - 1;

/** What the promise gives, or the signal's reason as an error, whichever comes first. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

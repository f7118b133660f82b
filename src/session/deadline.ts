/**
 * A signal that ends with its parent or with its time. One per device: a fresh `AbortSignal.any` per wait would keep
 * its parent's listeners for ever on Node 20.
 */
export class Deadline implements Disposable {
  readonly #controller = new AbortController();
  readonly #parent: AbortSignal;
  readonly #onParent = () => this.#end(this.#parent.reason);
  #timer: NodeJS.Timeout | undefined;
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

  /** Ends in `ms` milliseconds with `reason()`, unless it is set or restarted before; replaces what was set before. */
  set(ms: number, reason: () => unknown): void {
    clearTimeout(this.#timer);
    this.#turn++;
    this.#timer = setTimeout(() => {
      const turn = this.#turn;
      // After a busy time of this worker the data that restarts the time may be there already.
      setImmediate(() => {
        if (turn === this.#turn) this.#end(reason());
      });
    }, ms);
  }

  /** The time that was set begins again. */
  restart(): void {
    this.#turn++;
    this.#timer?.refresh();
  }

  /** No time is running any more; the parent still counts. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#turn++;
    this.#timer = undefined;
  }

  [Symbol.dispose](): void {
    this.clear();
    this.#parent.removeEventListener('abort', this.#onParent);
  }

  #end(reason: unknown): void {
    this[Symbol.dispose]();
    this.#controller.abort(reason);
  }
}

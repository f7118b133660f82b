/** Holds back what is still to come. */
type Flow = { pause(): unknown; resume(): unknown };

type Waiting<Piece> = {
  resolve(value: readonly Piece[] | 'silence' | undefined): void;
  reject(error: unknown): void;
};

/** What has arrived on a channel until it is read; its sender is held back while much of it lies unread. */
export class Arrivals<Piece> {
  readonly #flow: Flow;
  #pieces: Piece[] = [];
  #bytes = 0;
  #hasEnded = false;
  #failure: { readonly error: unknown } | undefined;
  #waiting: Waiting<Piece> | undefined;
  #silence: NodeJS.Timeout | undefined;

  constructor(flow: Flow) {
    this.#flow = flow;
  }

  /** Nothing comes any more, for one reason or the other. */
  get isOver(): boolean {
    return this.#hasEnded || this.#failure !== undefined;
  }

  put(piece: Piece, bytes: number): void {
    this.#pieces.push(piece);
    this.#bytes += bytes;
    if (this.#bytes > MOST_UNREAD) this.#flow.pause();
    this.#settle();
  }

  end(): void {
    this.#hasEnded = true;
    this.#settle();
  }

  /** The first failure counts. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#settle();
  }

  /**
   * The pieces that arrived since the last call, or waits for some.
   * @param silenceMs gives `'silence'` when nothing has come for so long; absent: waits on
   * @returns undefined when nothing comes any more
   * @throws what `fail` was told
   */
  take(silenceMs?: number): Promise<readonly Piece[] | 'silence' | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      clearTimeout(this.#silence);
      if (silenceMs !== undefined) this.#silence = setTimeout(() => this.#onSilence(), silenceMs);
      this.#settle();
    });
  }

  #settle(): void {
    const waiting = this.#waiting;
    if (this.isOver) clearTimeout(this.#silence);
    if (!waiting) return;
    if (this.#pieces.length > 0) {
      const pieces = this.#pieces;
      this.#pieces = [];
      if (this.#bytes > MOST_UNREAD) this.#flow.resume();
      this.#bytes = 0;
      this.#waiting = undefined;
      waiting.resolve(pieces);
    } else if (this.#failure) {
      this.#waiting = undefined;
      waiting.reject(this.#failure.error);
    } else if (this.#hasEnded) {
      this.#waiting = undefined;
      waiting.resolve(undefined);
    }
  }

  #onSilence(): void {
    const waiting = this.#waiting;
    // After a busy time of this worker the data may be there already, and is read before this is called.
    setImmediate(() => {
      if (!waiting || this.#waiting !== waiting) return;
      this.#waiting = undefined;
      waiting.resolve('silence');
    });
  }
}

/** Bytes that may wait to be read before the device has to stop sending. */
const MOST_UNREAD = 1024 * 1024;

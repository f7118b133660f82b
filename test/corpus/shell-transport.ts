import { type Chunking, chunks } from '../../src/lab/chunker.ts';
import { sayings } from '../../src/lab/pause.ts';
import type { Random } from '../../src/lab/random.ts';
import type { Shell, Utterance } from '../../src/lab/shell.ts';
import type { Transport } from '../../src/session/transport.ts';

type Reader = { resolve(got: Buffer | 'silence' | undefined): void; reject(error: unknown): void };

/**
 * A simulated device's shell with no network before it: every packet is what one `read` gives, and its pauses take
 * a twentieth of their time, since only their order matters. What is typed is read when all has been said to what was typed before, as over the wire.
 */
export class ShellTransport implements Transport {
  /** How often a silence was waited for, and over. */
  silences = 0;
  readonly #shell: Shell;
  readonly #chunking: Chunking;
  readonly #random: Random;
  #said: Iterator<Buffer | number | 'end'>;
  #typed = '';
  #isPausing = false;
  #hasEnded = false;
  #failure: { readonly error: unknown } | undefined;
  #reader: Reader | undefined;
  #silence: NodeJS.Timeout | undefined;

  constructor(shell: Shell, chunking: Chunking, random: Random) {
    this.#shell = shell;
    this.#chunking = chunking;
    this.#random = random;
    this.#said = this.#packets(shell.greet());
  }

  /** @param ahead what is typed before anything was said */
  open(signal: AbortSignal, ahead: string): Transport {
    this.write(ahead);
    signal.addEventListener('abort', () => {
      this.#failure = { error: signal.reason };
      this.#settle();
    });
    return this;
  }

  write(text: string): void {
    this.#typed += Buffer.from(text).toString('latin1');
    this.#settle();
  }

  read(silenceMs?: number): Promise<Buffer | 'silence' | undefined> {
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject };
      this.#settle();
      if (silenceMs === undefined || !this.#reader) return;
      this.#silence = setTimeout(() => {
        this.#reader = undefined;
        this.silences += 1;
        resolve('silence');
      }, silenceMs);
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.#silence);
    this.#hasEnded = true;
  }

  #settle(): void {
    const reader = this.#reader;
    if (!reader) return;
    const next = this.#failure || this.#isPausing ? undefined : this.#next();
    if (typeof next === 'number') {
      this.#isPausing = true;
      setTimeout(() => {
        this.#isPausing = false;
        this.#settle();
      }, next / 20);
      return;
    }
    if (!next && !this.#failure && !this.#hasEnded) return;
    this.#reader = undefined;
    clearTimeout(this.#silence);
    if (this.#failure) reader.reject(this.#failure.error);
    else reader.resolve(next);
  }

  /** What comes next: a packet, a pause, or undefined where the device waits for something to be typed. */
  #next(): Buffer | number | undefined {
    while (!this.#hasEnded) {
      const { value } = this.#said.next();
      if (value === 'end') this.#hasEnded = true;
      else if (value !== undefined) return value;
      else if (this.#typed === '') return undefined;
      else {
        this.#said = this.#packets(this.#shell.type(this.#typed));
        this.#typed = '';
      }
    }
    return undefined;
  }

  *#packets(utterances: readonly Utterance[]): Generator<Buffer | number | 'end', undefined> {
    for (const utterance of utterances) {
      switch (utterance.type) {
        case 'text':
          yield* this.#cut(utterance.text);
          break;
        case 'stream':
          for (const piece of utterance.pieces) yield* this.#cut(piece);
          break;
        case 'deaf':
          yield utterance.ms;
          break;
        case 'count':
          break;
        default:
          yield 'end';
          return;
      }
    }
  }

  *#cut(text: string): Generator<Buffer | number> {
    for (const saying of sayings(text)) {
      if (typeof saying === 'number') yield saying;
      else yield* chunks(saying, this.#chunking, this.#random);
    }
  }
}

import type { ClientChannel } from 'ssh2';
import type { Transport } from './transport.ts';
import { Trouble } from './trouble.ts';

/** The connection that carries a shell. */
interface Carrier {
  /** Calls `listener` when the connection has ended. */
  onEnd(listener: (error: unknown) => void): void;
  close(): Promise<void>;
}

/** A shell's channel as a Transport. */
export class ShellTransport implements Transport {
  readonly #channel: ClientChannel;
  readonly #connection: Carrier;
  #arrived: Buffer[] = [];
  #size = 0;
  #hasEnded = false;
  #failure: { readonly error: unknown } | undefined;
  #waiting:
    | { resolve(value: Buffer | 'silence' | undefined): void; reject(error: unknown): void }
    | undefined;
  #silence: NodeJS.Timeout | undefined;

  constructor(channel: ClientChannel, connection: Carrier) {
    this.#channel = channel;
    this.#connection = connection;
    channel.on('data', (data: Buffer) => this.#take(data));
    // Unread, it would fill the window that it shares with the output.
    channel.stderr.on('data', (data: Buffer) => this.#take(data));
    channel.on('error', () => {});
    channel.on('close', () => {
      this.#hasEnded = true;
      this.#settle();
    });
    connection.onEnd((error) => {
      // Closed after the last byte is the device's way to end a session; anything else is a failure.
      if (error instanceof Trouble && error.failure.kind === 'closed' && error.cause === undefined)
        this.#hasEnded = true;
      else this.#failure ??= { error };
      this.#settle();
    });
  }

  write(text: string): void {
    if (this.#failure || this.#hasEnded) return;
    this.#channel.write(text);
  }

  read(silenceMs?: number): Promise<Buffer | 'silence' | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      clearTimeout(this.#silence);
      if (silenceMs !== undefined) this.#silence = setTimeout(() => this.#onSilence(), silenceMs);
      this.#settle();
    });
  }

  close(): Promise<void> {
    clearTimeout(this.#silence);
    return this.#connection.close();
  }

  #take(data: Buffer): void {
    this.#arrived.push(data);
    this.#size += data.length;
    if (this.#size > MOST_UNREAD) this.#channel.pause();
    this.#settle();
  }

  #settle(): void {
    const waiting = this.#waiting;
    if (!waiting) return;
    if (this.#arrived.length > 0) {
      const data = this.#arrived.length === 1 ? this.#arrived[0] : Buffer.concat(this.#arrived, this.#size);
      this.#arrived = [];
      if (this.#size > MOST_UNREAD) this.#channel.resume();
      this.#size = 0;
      this.#waiting = undefined;
      waiting.resolve(data);
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

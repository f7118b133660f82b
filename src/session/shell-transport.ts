import type { ClientChannel } from 'ssh2';
import { Arrivals } from './arrivals.ts';
import type { Transport } from './transport.ts';
import { Trouble } from './trouble.ts';

/** The connection that carries a channel. */
export interface Carrier {
  /** Calls `listener` when the connection has ended. */
  onEnd(listener: (error: unknown) => void): void;
}

/** A shell's channel as a Transport. */
export class ShellTransport implements Transport {
  readonly #channel: ClientChannel;
  readonly #arrivals: Arrivals<Buffer>;

  constructor(channel: ClientChannel, connection: Carrier) {
    this.#channel = channel;
    this.#arrivals = new Arrivals(channel);
    const take = (data: Buffer) => this.#arrivals.put(data, data.length);
    channel.on('data', take);
    // Unread, it would fill the window that it shares with the output.
    channel.stderr.on('data', take);
    endWith(channel, connection, this.#arrivals);
  }

  write(text: string): void {
    if (!this.#arrivals.isOver) this.#channel.write(text);
  }

  async read(silenceMs?: number): Promise<Buffer | 'silence' | undefined> {
    const pieces = await this.#arrivals.take(silenceMs);
    if (pieces === undefined || pieces === 'silence') return pieces;
    const [first] = pieces;
    return pieces.length === 1 ? first : Buffer.concat(pieces);
  }
}

/** What arrives ends with its channel, or with the connection. */
export function endWith(channel: ClientChannel, connection: Carrier, arrivals: Arrivals<unknown>): void {
  channel.on('error', () => {});
  channel.on('close', () => arrivals.end());
  connection.onEnd((error) => {
    // Closed after the last byte is the device's way to end a session; anything else is a failure.
    const isOrderly =
      error instanceof Trouble && error.failure.kind === 'closed' && error.cause === undefined;
    if (isOrderly) arrivals.end();
    else arrivals.fail(error);
  });
}

import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** A device's end of a connection. */
export interface Wire {
  /** What the SSH server reads from and writes to. */
  readonly stream: Duplex;
  /** Ends the connection when all that was written is out. */
  close(): void;
  /** Tears it down with a TCP reset. */
  reset(): void;
}

/** A connection as it is. */
export function directWire(socket: Socket): Wire {
  return {
    stream: socket,
    close: () => socket.destroySoon(),
    reset: () => socket.resetAndDestroy(),
  };
}

/**
 * A connection over a long way: every byte takes half the round-trip time, and what comes in the time that the TCP
 * handshake would have taken, one and a half round trips on the device's side, waits for its end.
 * @param opened is told when the handshake would be over
 */
export function delayedWire(socket: Socket, rttMs: number, opened: (wire: Wire) => void): void {
  const inward = new Delay(rttMs / 2);
  const outward = new Delay(rttMs / 2);
  const stream = new Duplex({
    allowHalfOpen: false,
    read() {},
    write(bytes: Buffer, _encoding, done) {
      outward.run(() => socket.write(bytes));
      done();
    },
    final(done) {
      outward.run(() => socket.destroySoon());
      done();
    },
    destroy(error, done) {
      socket.destroy();
      done(error);
    },
  });
  const handshake = setTimeout(() => opened(wire), rttMs * 1.5);
  const wire: Wire = {
    stream,
    close: () => stream.end(),
    reset: () => socket.resetAndDestroy(),
  };
  inward.notBefore(performance.now() + rttMs * 1.5);
  socket.on('data', (bytes) => inward.run(() => stream.push(bytes)));
  socket.on('end', () => inward.run(() => stream.push(null)));
  socket.on('close', () => {
    clearTimeout(handshake);
    inward.stop();
    outward.stop();
    stream.destroy();
  });
}

/** Does things later by one and the same time, in their order. */
class Delay {
  readonly #ms: number;
  readonly #waiting: { readonly at: number; readonly act: () => void }[] = [];
  #earliest = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(ms: number) {
    this.#ms = ms;
  }

  notBefore(time: number): void {
    this.#earliest = time;
  }

  run(act: () => void): void {
    this.#waiting.push({ at: Math.max(performance.now() + this.#ms, this.#earliest), act });
    if (!this.#timer) this.#next();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting.length = 0;
  }

  #next(): void {
    const [first] = this.#waiting;
    this.#timer = first && setTimeout(() => this.#due(), Math.max(0, first.at - performance.now()));
  }

  /** All that is due now, since bytes that were sent together arrive together. */
  #due(): void {
    // A timer may fire up to a millisecond early.
    while (this.#waiting[0] && this.#waiting[0].at <= performance.now() + 1) this.#waiting.shift()?.act();
    this.#next();
  }
}

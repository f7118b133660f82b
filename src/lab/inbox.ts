import type { Duplex } from 'node:stream';
import { setTimeout } from 'node:timers/promises';

/** A client on the line. */
export type Line = {
  readonly channel: Duplex;
  /** Ends when the client has gone. */
  readonly gone: AbortSignal;
  /** How long nothing may be typed; Infinity: for ever. */
  readonly idleTimeoutMs: number;
  /** Is told every byte string that the client typed. */
  readonly heard: (typed: string) => void;
};

/** What a client types, until it is read. */
export interface Inbox {
  /** What was typed since it was last asked; waits for something. `end`: the client types no more. */
  next(): Promise<{ readonly bytes: string } | 'end' | 'idle'>;
  /** Echoes what comes in for so long, and forgets it. */
  deaf(ms: number): Promise<void>;
}

/** Listens to a client. */
export function openInbox({ channel, gone, heard, idleTimeoutMs }: Line): Inbox {
  let typed = '';
  let ended = false;
  let deaf = false;
  let wake = (): void => {};
  channel.on('data', (bytes: Buffer) => {
    const text = bytes.toString('latin1');
    heard(text);
    if (deaf) channel.write(text.replaceAll('\r', '\r\n'), 'latin1');
    else typed += text;
    wake();
  });
  channel.once('end', () => {
    ended = true;
    wake();
  });
  gone.addEventListener('abort', () => wake());
  return {
    async next() {
      let idle = false;
      const clock =
        idleTimeoutMs === Number.POSITIVE_INFINITY
          ? undefined
          : globalThis.setTimeout(() => {
              idle = true;
              wake();
            }, idleTimeoutMs);
      while (typed === '' && !ended && !idle && !gone.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      clearTimeout(clock);
      gone.throwIfAborted();
      if (typed === '') return idle ? 'idle' : 'end';
      const bytes = typed;
      typed = '';
      return { bytes };
    },
    async deaf(ms) {
      deaf = true;
      await setTimeout(ms, undefined, { signal: gone });
      deaf = false;
    },
  };
}

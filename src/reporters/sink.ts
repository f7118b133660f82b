import type { Writable } from 'node:stream';
import type { Sink } from './reporter.ts';

/** A sink over a stream that may go away under it, as `netrun … | head` does. */
export type StreamSink = Sink & {
  /**
   * Aborts when nothing more can be written; its `reason` is the stream's error (`EPIPE`, `ENOSPC`), or an AbortError
   * where the stream closed without one. From then on `write` resolves at once and does nothing.
   */
  readonly closed: AbortSignal;
  /** What has been written leaves at once. */
  flush(): void;
};

/**
 * Opens a sink with backpressure over a stream.
 * @param options.colour whether reporters may colour what they write here: see `wantsColour`
 * @param options.below what was written there comes first, since both may go to the same place
 * @returns a sink whose `write` never rejects: it resolves when the stream takes more, or when it has closed. The sink
 *   handles the stream's `error` from now on, so look at `closed.reason` to tell a full disk from a reader that left
 */
export function openSink(
  stream: NodeJS.WritableStream &
    Pick<Writable, 'cork' | 'uncork'> & { readonly isTTY?: boolean; readonly columns?: number },
  { colour, below }: { readonly colour: boolean; readonly below?: StreamSink },
): StreamSink {
  const closing = new AbortController();
  // One list instead of a listener for each write, since a stream warns of a leak at eleven.
  let waiting: (() => void)[] = [];
  const release = () => {
    const released = waiting;
    waiting = [];
    for (const resolve of released) resolve();
  };
  const close = (cause?: unknown) => {
    closing.abort(cause);
    release();
  };
  stream.on('drain', release);
  stream.on('error', close);
  stream.on('close', () => close());
  stream.on('finish', () => close());
  if (!stream.writable) close();

  let isCorked = false;
  const flush = () => {
    if (!isCorked) return;
    isCorked = false;
    stream.uncork();
  };
  /** What is said in one turn of the event loop is one write: that costs a reader and us less than one for each device. */
  const gather = () => {
    if (isCorked) return;
    isCorked = true;
    stream.cork();
    setImmediate(flush);
  };

  return {
    closed: closing.signal,
    flush,
    isTerminal: stream.isTTY === true,
    colour,
    // Read anew each time, since a window is resized during a run; some pseudo-terminals say 0.
    get columns() {
      return (stream.isTTY && stream.columns) || 80;
    },
    write: (text) =>
      new Promise((resolve) => {
        if (below) below.flush();
        else if (stream.isTTY !== true) gather();
        if (closing.signal.aborted || stream.write(text)) resolve();
        else waiting.push(resolve);
      }),
  };
}

/**
 * Whether to colour what goes to a stream. The first that is set decides: FORCE_COLOR (`0` and `false`: no), NO_COLOR,
 * CLICOLOR_FORCE (`0` says nothing), CLICOLOR=0, TERM=dumb; else a terminal is coloured. Empty counts as not set.
 * FORCE_COLOR goes before NO_COLOR as in Node itself: NO_COLOR is a habit of the user, FORCE_COLOR a wish for this run.
 */
export function wantsColour(
  env: Readonly<Record<string, string | undefined>>,
  stream: { readonly isTTY?: boolean },
): boolean {
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  if (env.NO_COLOR) return false;
  if (env.CLICOLOR_FORCE && env.CLICOLOR_FORCE !== '0') return true;
  if (env.CLICOLOR === '0' || env.TERM === 'dumb') return false;
  return stream.isTTY === true;
}

import type { Device } from '../model/device.ts';
import type { RunEvent } from '../model/event.ts';
import { liveLine } from '../reporters/live.ts';
import type { Sink } from '../reporters/reporter.ts';
import { openSink, type StreamSink, wantsColour } from '../reporters/sink.ts';
import { onEnter } from './enter-key.ts';
import type { Io } from './io.ts';
import type { OutputSettings } from './options/output.ts';

/** What a run writes to and asks on: the two streams, and on a terminal the line at its foot. */
export interface Screen extends Disposable {
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Aborts when nobody reads standard output any more; its reason is the stream's error. */
  readonly closed: AbortSignal;
  event(event: RunEvent): void;
  /** Has a question put to the user, with nothing else on the screen and one at a time. */
  ask<T>(question: () => Promise<T>): Promise<T>;
}

export function openScreen(
  devices: readonly Device[],
  { progress, quiet, verbose }: Pick<OutputSettings, 'progress' | 'quiet' | 'verbose'>,
  io: Io,
): Screen {
  const stdout = openSink(io.stdout, { colour: wantsColour(io.env, io.stdout) });
  const stderr = quietWithoutReader(
    openSink(io.stderr, { colour: wantsColour(io.env, io.stderr), below: stdout }),
    stdout,
  );
  const hasLine = progress === 'auto' && !quiet && !verbose && isLiveTerminal(io);
  const live = hasLine ? liveLine({ devices, stdout, stderr, now: () => performance.now() }) : undefined;
  const listen = () => (live ? onEnter(io, live.showPending) : () => {});
  let forgetEnter = listen();
  let questions = Promise.resolve();
  return {
    stdout: live?.stdout ?? stdout,
    stderr: live?.stderr ?? stderr,
    closed: stdout.closed,
    event: (event) => live?.event(event),
    ask(question) {
      const answer = questions.then(async () => {
        forgetEnter();
        const resume = live?.suspend();
        try {
          return await question();
        } finally {
          resume?.();
          forgetEnter = listen();
        }
      });
      questions = answer.then(
        () => {},
        () => {},
      );
      return answer;
    },
    [Symbol.dispose]() {
      forgetEnter();
      live?.[Symbol.dispose]();
    },
  };
}

/** A reader that left is no trouble worth a word; a full disk is. */
export function whyClosed({ closed }: Pick<Screen, 'closed'>): string | undefined {
  const cause = closed.aborted ? (closed.reason as NodeJS.ErrnoException) : undefined; // openSink says so
  return cause?.code && !hasReaderLeft(closed) ? cause.message : undefined;
}

/** A pipe says EPIPE, and a socket that was closed with something unread in it ECONNRESET. */
function hasReaderLeft(closed: AbortSignal): boolean {
  return closed.aborted && ['EPIPE', 'ECONNRESET'].includes(closed.reason?.code);
}

/** A dumb terminal cannot erase a line. */
function isLiveTerminal({ stderr, env }: Io): boolean {
  return stderr.isTTY === true && env.TERM !== 'dumb';
}

/** Who reads only the first lines (`| head`) wants no word about the rest. */
function quietWithoutReader(stderr: StreamSink, { closed }: StreamSink): StreamSink {
  return { ...stderr, write: (text) => (hasReaderLeft(closed) ? Promise.resolve() : stderr.write(text)) };
}

import type { AnswerTo, Ask, Report } from '../model/ask.ts';
import type { Stage } from '../model/event.ts';
import type { DeviceTask } from '../model/job.ts';
import type { Outcome, Reply } from '../model/outcome.ts';

/** What the main thread tells a worker. `id` names a task for as long as it is in progress. */
export type ToWorker =
  | { readonly type: 'run'; readonly id: number; readonly task: DeviceTask }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'answer'; readonly id: number; readonly turn: number; readonly answer: Answer }
  /** Asks for a sign of life. */
  | { readonly type: 'ping' }
  /** Ends the worker when its last connection is closed. */
  | { readonly type: 'stop' };

/** What a worker tells the main thread. `turn` names an ask among those of its task. */
export type FromWorker =
  | { readonly type: 'stage'; readonly id: number; readonly stage: Stage; readonly at: number }
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly type: 'ask'; readonly id: number; readonly turn: number; readonly ask: Ask }
  | { readonly type: 'report'; readonly id: number; readonly report: Report }
  /** Nobody waits for answers any more. */
  | { readonly type: 'withdraw'; readonly id: number }
  | { readonly type: 'outcome'; readonly id: number; readonly outcome: Outcome }
  | { readonly type: 'released'; readonly id: number }
  /** A sign of life. */
  | { readonly type: 'pong' };

/** The answer to an ask, or the stack of the bug that there was instead of one. */
export type Answer = { readonly value: AnswerTo<Ask> } | { readonly bug: string };

/** A message channel to one worker, in a thread or in a process. */
export interface Channel {
  post(message: ToWorker): void;
  /** Ends the worker at once. */
  kill(): void;
  /** Lets the program end without the worker, which was killed and is not gone. */
  leave(): void;
}

/** Who hears from a worker. */
export interface ChannelListener {
  /** In the order in which they were said. */
  messages(messages: readonly FromWorker[]): void;
  /** The worker is gone; nothing comes after it. `reason` says in a few words why, for the user. */
  exit(reason: string): void;
}

/** Starts a worker. */
export type OpenChannel = (listener: ChannelListener) => Channel;

/** A kind of workers. */
export interface WorkerKind {
  readonly open: OpenChannel;
  /**
   * How many devices can be in progress in so many workers without running out of files.
   * @param files that a process may have open, besides those that are always open
   */
  devicesWithin(files: number, workers: number | 'per-device'): number;
}

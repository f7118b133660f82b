import type { FromWorker } from './channel.ts';

/**
 * Gathers what a worker has to say, since a message costs ten times as much as what is in it. What somebody waits for
 * leaves in the same turn of the event loop, the rest with it or soon; where much is said, every two milliseconds.
 * @param isBusy are so many devices in progress that no one of them is waited for?
 */
export function outbox(post: (messages: readonly FromWorker[]) => void, isBusy: () => boolean): Outbox {
  let held: FromWorker[] = [];
  let isLeaving = false;
  let later: NodeJS.Timeout | undefined;
  let leftAt = Number.NEGATIVE_INFINITY;
  const leave = () => {
    isLeaving = false;
    clearTimeout(later);
    later = undefined;
    const messages = held;
    held = [];
    if (messages.length === 0) return;
    post(messages);
    leftAt = performance.now();
  };
  return {
    put(message) {
      held.push(message);
      if (isLeaving) return;
      if (message.type === 'stage' || message.type === 'released') {
        later ??= setTimeout(leave, LATER_MS);
      } else {
        isLeaving = true;
        if (isBusy() && performance.now() - leftAt < APART_MS) setTimeout(leave, APART_MS);
        else setImmediate(leave);
      }
    },
    empty: leave,
  };
}

interface Outbox {
  put(message: FromWorker): void;
  /** What is there leaves at once. */
  empty(): void;
}

/** Eyes do not see that a stage is shown so late, and the message says when it began. */
const LATER_MS = 20;
/** A session has a dozen round trips, and asks twice. */
const APART_MS = 2;

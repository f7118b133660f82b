import type { FromWorker } from './channel.ts';

/**
 * Gathers what a worker has to say, since a message costs ten times as much as what is in it. What somebody waits for
 * leaves in the same turn of the event loop, the rest with it or soon.
 */
export function outbox(post: (messages: readonly FromWorker[]) => void): Outbox {
  let held: FromWorker[] = [];
  let isLeaving = false;
  let later: NodeJS.Timeout | undefined;
  const leave = () => {
    isLeaving = false;
    clearTimeout(later);
    later = undefined;
    const messages = held;
    held = [];
    if (messages.length > 0) post(messages);
  };
  return {
    put(message) {
      held.push(message);
      if (isLeaving) return;
      if (message.type === 'stage' || message.type === 'released') {
        later ??= setTimeout(leave, LATER_MS);
      } else {
        isLeaving = true;
        setImmediate(leave);
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

/** Eyes do not see that a stage is shown so late. */
const LATER_MS = 20;

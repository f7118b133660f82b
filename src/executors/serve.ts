import { type AnswerTo, type Ask, isReport } from '../model/ask.ts';
import type { Link, OpenConnection } from '../session/run-job.ts';
import type { Answer, FromWorker, ToWorker } from './channel.ts';
import { Handshakes } from './handshakes.ts';
import { outbox } from './outbox.ts';

/**
 * Runs the tasks that come in over a channel, many at once.
 * @param send sends messages to the main thread
 * @param close ends the channel; called after `stop`, once the last connection is closed
 */
export function serve(
  open: OpenConnection,
  send: (messages: readonly FromWorker[]) => void,
  close: () => void,
) {
  const handshakes = new Handshakes();
  const tasks = new Map<number, Serving>();
  const { put: post, empty } = outbox(send, () => tasks.size > BUSY);
  const connected = new Set<number>();
  let isStopping = false;
  const closeWhenDone = () => {
    if (!isStopping || tasks.size > 0 || connected.size > 0) return;
    empty();
    close();
  };

  const start = async ({ id, task }: Extract<ToWorker, { type: 'run' }>) => {
    const controller = new AbortController();
    const asked = new Map<number, (answer: Answer) => void>();
    tasks.set(id, { controller, asked });
    connected.add(id);
    let turns = 0;
    const link: Link = {
      stage: (stage) => post({ type: 'stage', id, stage, at: performance.timeOrigin + performance.now() }),
      reply: (reply) => post({ type: 'reply', id, reply }),
      ask: <A extends Ask>(ask: A, signal: AbortSignal) =>
        new Promise<AnswerTo<A>>((resolve, reject) => {
          if (isReport(ask)) {
            post({ type: 'report', id, report: ask });
            resolve(undefined as AnswerTo<A>); // as for all reports
            return;
          }
          const turn = turns++;
          const withdraw = () => {
            if (asked.delete(turn)) post({ type: 'withdraw', id });
          };
          asked.set(turn, (answer) => {
            asked.delete(turn);
            signal.removeEventListener('abort', withdraw);
            if ('bug' in answer) reject(new Error(answer.bug));
            else resolve(answer.value as AnswerTo<A>); // the other side answers each ask by its type
          });
          signal.addEventListener('abort', withdraw, { once: true });
          post({ type: 'ask', id, turn, ask });
        }),
      released: () => {
        connected.delete(id);
        post({ type: 'released', id });
        closeWhenDone();
      },
    };
    const outcome = await handshakes.run(task, link, controller.signal, open);
    tasks.delete(id);
    post({ type: 'outcome', id, outcome });
    closeWhenDone();
  };

  return {
    take(message: ToWorker): void {
      switch (message.type) {
        case 'run':
          void start(message);
          return;
        case 'cancel':
          tasks.get(message.id)?.controller.abort();
          return;
        case 'answer':
          tasks.get(message.id)?.asked.get(message.turn)?.(message.answer);
          return;
        case 'ping':
          post({ type: 'pong' });
          return;
        case 'stop':
          isStopping = true;
          closeWhenDone();
          return;
      }
    },
    /** The main thread is gone: nobody waits for these tasks any more. */
    abandon(): void {
      isStopping = true;
      for (const { controller } of tasks.values()) controller.abort();
      closeWhenDone();
    },
  };
}

/** With so many devices in progress a worker has always something to do. */
const BUSY = 16;

type Serving = {
  readonly controller: AbortController;
  /** Asks that have not been answered. */
  readonly asked: Map<number, (answer: Answer) => void>;
};

import { type OpenTransport, runJob } from '../session/run-job.ts';
import type { FromWorker, ToWorker } from './channel.ts';

/**
 * Runs the tasks that come in over a channel, many at once.
 * @param post sends a message to the main thread
 * @param close ends the channel; called after `stop`, once the last connection is closed
 */
export function serve(open: OpenTransport, post: (message: FromWorker) => void, close: () => void) {
  const tasks = new Map<number, AbortController>();
  const connected = new Set<number>();
  let isStopping = false;
  const closeWhenDone = () => {
    if (isStopping && tasks.size === 0 && connected.size === 0) close();
  };

  const start = async ({ id, task }: Extract<ToWorker, { type: 'run' }>) => {
    const controller = new AbortController();
    tasks.set(id, controller);
    connected.add(id);
    const link = {
      stage: (stage: Extract<FromWorker, { type: 'stage' }>['stage']) => post({ type: 'stage', id, stage }),
      reply: (reply: Extract<FromWorker, { type: 'reply' }>['reply']) => post({ type: 'reply', id, reply }),
      released: () => {
        connected.delete(id);
        post({ type: 'released', id });
        closeWhenDone();
      },
    };
    const outcome = await runJob(task, link, controller.signal, open);
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
          tasks.get(message.id)?.abort();
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
      for (const controller of tasks.values()) controller.abort();
      closeWhenDone();
    },
  };
}

import { parentPort } from 'node:worker_threads';
import { closeBastions, openSsh } from '../session/ssh.ts';
import type { FromWorker, ToWorker } from './channel.ts';
import { tuneEngine } from './engine.ts';
import { serve } from './serve.ts';

/** The program of a worker, in a thread or in a process: tasks come in over its channel, and their events go out. */
const port = parentPort;
if (port) {
  const worker = serve(
    openSsh,
    (messages) => port.postMessage(messages),
    () => {
      closeBastions();
      port.close();
    },
  );
  port.on('message', (message: ToWorker) => worker.take(message));
} else {
  tuneEngine(process.versions.v8);
  const worker = serve(
    openSsh,
    // The main thread may have been the first to hang up, and what is sent then is an error that ends this process.
    (messages: readonly FromWorker[]) => void (process.connected && process.send?.(messages)),
    // Not at once: Node may still be handing over the messages that came while this file was loading.
    () => {
      closeBastions();
      setImmediate(() => process.connected && process.disconnect());
    },
  );
  process.on('message', (message) => worker.take(message as ToWorker)); // only pool.ts writes to this channel
  // They reach the whole process group; the main thread decides what becomes of the tasks.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  process.on('disconnect', () => worker.abandon());
}

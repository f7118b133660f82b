import type { OpenChannel, WorkerKind } from './channel.ts';
import { takeThread } from './early-thread.ts';
import { FILES_PER_DEVICE } from './open-files.ts';

/** Workers in threads of this process, which share its open files. */
export const THREADS: WorkerKind = {
  open: (listener) => openThread(listener),
  devicesWithin: (files, workers) =>
    workers === 'per-device'
      ? files / (FILES_PER_THREAD + FILES_PER_DEVICE)
      : (files - workers * FILES_PER_THREAD) / FILES_PER_DEVICE,
};

/** What an event loop has open by itself, measured. */
const FILES_PER_THREAD = 4;

const openThread: OpenChannel = (listener) => {
  const worker = takeThread();
  let reason = 'its thread ended';
  worker.on('message', (messages) => listener.messages(messages));
  worker.on('error', (error) => {
    reason = `its thread failed: ${error.message}`;
  });
  // Node would wait for its threads after that, and so for ever; all that was to be written is written.
  const endAtOnce = () => process.kill(process.pid, 'SIGKILL');
  worker.on('exit', () => {
    process.off('exit', endAtOnce);
    listener.exit(reason);
  });
  return {
    post: (message) => worker.postMessage(message),
    kill: () => void worker.terminate(),
    leave() {
      worker.unref();
      process.once('exit', endAtOnce);
    },
  };
};

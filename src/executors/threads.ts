import { SHARE_ENV, Worker } from 'node:worker_threads';
import type { OpenChannel } from './channel.ts';

/** A worker in a thread of this process. */
export const openThread: OpenChannel = (listener) => {
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    env: SHARE_ENV, // what is taken out of it after the start is taken out for what they start too
    stdin: true,
    stdout: false,
    execArgv: [], // those of the caller, such as --input-type, are not for this file
  });
  let reason = 'its thread ended';
  worker.on('message', (message) => listener.message(message));
  worker.on('error', (error) => {
    reason = `its thread failed: ${error.message}`;
  });
  worker.on('exit', () => listener.exit(reason));
  return {
    post: (message) => worker.postMessage(message),
    kill: () => void worker.terminate(),
  };
};

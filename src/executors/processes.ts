import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FromWorker, OpenChannel, WorkerKind } from './channel.ts';
import { FILES_PER_DEVICE } from './open-files.ts';

/** Workers in processes of their own, each with files of its own. */
export const PROCESSES: WorkerKind = {
  open: (listener) => openProcess(listener),
  devicesWithin: (files, workers) =>
    workers === 'per-device' ? files / FILES_PER_PROCESS : (workers * files) / FILES_PER_DEVICE,
};

/** In the main process: its channel, and what is open while it starts. */
const FILES_PER_PROCESS = 3;

const openProcess: OpenChannel = (listener) => {
  const child = fork(fileURLToPath(new URL('./worker.js', import.meta.url)), {
    serialization: 'advanced',
    execArgv: [], // those of the caller, such as --input-type, are not for this file
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let reason = 'its process could not be started';
  child.on('message', (messages) => listener.messages(messages as readonly FromWorker[])); // only worker.ts writes to this channel
  child.on('error', (error) => {
    reason = `its process failed: ${error.message}`;
    if (child.pid === undefined) listener.exit(reason);
  });
  child.on('exit', (code, signal) =>
    listener.exit(signal ? `its process was ended by ${signal}` : `its process ended with code ${code}`),
  );
  return {
    // A process that has just died cannot be written to; its exit tells.
    post: (message) => void (child.connected && child.send(message)),
    kill: () => void child.kill('SIGKILL'),
    leave() {
      if (child.connected) child.disconnect();
      child.unref();
    },
  };
};

import { SHARE_ENV, Worker } from 'node:worker_threads';

let early: Worker | undefined;

/**
 * Starts a worker thread for the first who will ask for one. If nobody does, it ends with the process. Where there can
 * be none, or it fails, who asks for one gets another, and hears what is wrong with it.
 */
export function startEarly(): void {
  let thread: Worker;
  try {
    thread = newThread();
  } catch {
    // The system allows no more of them.
    return;
  }
  early = thread;
  thread.unref();
  const forget = () => {
    if (early === thread) early = undefined;
  };
  thread.on('error', forget);
  thread.once('exit', forget);
}

/** A worker thread that nobody else has. */
export function takeThread(): Worker {
  const thread = early ?? newThread();
  early = undefined;
  thread.ref();
  return thread;
}

/** Of what a session leaves behind; V8's own 48 make each thread 25 MB bigger, and collecting no cheaper. */
const MOST_YOUNG_MB = 4;

function newThread(): Worker {
  return new Worker(new URL('./worker.js', import.meta.url), {
    env: SHARE_ENV, // what is taken out of it after the start is taken out for what they start too
    resourceLimits: { maxYoungGenerationSizeMb: MOST_YOUNG_MB },
    stdin: true,
    stdout: false,
    execArgv: [], // those of the caller, such as --input-type, are not for this file
  });
}

import type { Executor, WorkerCount } from './executor.ts';
import { Inline } from './inline.ts';
import { Pool } from './pool.ts';
import { PROCESSES } from './processes.ts';
import { THREADS } from './threads.ts';

/** Every place where tasks can run. What each makes holds its threads or processes until it is disposed of. */
export const EXECUTORS = {
  threads: (workers: WorkerCount): Executor => new Pool(THREADS, workers),
  processes: (workers: WorkerCount): Executor => new Pool(PROCESSES, workers),
  inline: (): Executor => new Inline(),
} satisfies Record<string, (workers: WorkerCount) => Executor>;

/** The name of a place where tasks can run. */
export type ExecutorName = keyof typeof EXECUTORS;

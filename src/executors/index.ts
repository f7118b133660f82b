import type { Executor, WorkerCount } from './executor.ts';
import { Inline } from './inline.ts';
import { Pool } from './pool.ts';
import { PROCESSES } from './processes.ts';
import { THREADS } from './threads.ts';

/** Every place where tasks can run. */
export const EXECUTORS = {
  threads: (workers: WorkerCount): Executor => new Pool(THREADS, workers),
  processes: (workers: WorkerCount): Executor => new Pool(PROCESSES, workers),
  inline: (): Executor => new Inline(),
} satisfies Record<string, (workers: WorkerCount) => Executor>;

export type ExecutorName = keyof typeof EXECUTORS;

import type { Executor, WorkerCount } from './executor.ts';
import { Inline } from './inline.ts';
import { Pool } from './pool.ts';
import { openProcess } from './processes.ts';
import { openThread } from './threads.ts';

/** Every place where tasks can run. */
export const EXECUTORS = {
  threads: (workers: WorkerCount): Executor => new Pool(openThread, workers),
  processes: (workers: WorkerCount): Executor => new Pool(openProcess, workers),
  inline: (): Executor => new Inline(),
} satisfies Record<string, (workers: WorkerCount) => Executor>;

export type ExecutorName = keyof typeof EXECUTORS;

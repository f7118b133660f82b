import { InvalidArgumentError, Option } from 'commander';
import type { WorkerCount } from '../../executors/executor.ts';
import { EXECUTORS, type ExecutorName } from '../../executors/index.ts';
import type { OptionGroup } from './option-group.ts';
import { wholeNumber } from './values.ts';

/** How many devices at a time, and where their sessions run. */
export type PaceSettings = {
  readonly concurrency: number;
  readonly executor: ExecutorName;
  readonly workers: WorkerCount;
  /** How often a device is tried again where that can do no harm. */
  readonly retries: number;
};

export const pace: OptionGroup<PaceSettings, PaceSettings> = {
  title: 'Pace and workers:',
  everyday: ['--concurrency'],
  options: () => [
    new Option('--concurrency <number>', 'devices in progress at a time')
      .argParser(wholeNumber(1, 100_000))
      .default(100)
      .env('NETRUN_CONCURRENCY'),
    new Option('--executor <kind>', 'where sessions run')
      .choices(Object.keys(EXECUTORS))
      .default('threads')
      .env('NETRUN_EXECUTOR'),
    new Option('--workers <number>', 'auto, per-device or a number')
      .argParser(workerCount)
      .default('auto')
      .env('NETRUN_WORKERS'),
    new Option('--retries <number>', 'try a device again that did not let netrun as far as the login')
      .argParser(wholeNumber(0, 100))
      .default(1)
      .env('NETRUN_RETRIES'),
  ],
  read: ({ concurrency, executor, workers, retries }) => ({ concurrency, executor, workers, retries }),
};

function workerCount(value: string): WorkerCount {
  if (value === 'auto' || value === 'per-device') return value;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 1024) {
    throw new InvalidArgumentError('auto, per-device or a number from 1 to 1024 is wanted.');
  }
  return number;
}

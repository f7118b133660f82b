import type { DeviceTask } from '../model/job.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Link } from '../session/run-job.ts';

/** Where a device's task runs. */
export interface Executor extends AsyncDisposable {
  /** Says how many tasks are to come, and how many at the same time; called once, before the first. */
  expect(devices: number, atOnce: number): void;
  /**
   * Runs one task; what happens on the way goes to `link`.
   * @param signal ends the task as `cancelled`
   * @returns how it ended; never rejects
   */
  run(task: DeviceTask, link: Link, signal: AbortSignal): Promise<Outcome>;
}

/** How many workers there are: `auto` follows the number of devices and cores. */
export type WorkerCount = 'auto' | 'per-device' | number;

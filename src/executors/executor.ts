import type { DeviceTask } from '../model/job.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Link } from '../session/run-job.ts';

/** Where a device's task runs. */
export interface Executor extends AsyncDisposable {
  /**
   * Says how many tasks are to come, and how many at the same time; called once, before the first.
   * @returns how many can be run at the same time
   */
  expect(devices: number, atOnce: number): Room;
  /**
   * Runs one task; what happens on the way goes to `link`.
   * @param signal ends the task as `cancelled`
   * @returns how it ended; never rejects
   */
  run(task: DeviceTask, link: Link, signal: AbortSignal): Promise<Outcome>;
}

/** How many tasks there is room for at the same time; `note` says why that is fewer than were wanted. */
export type Room = { readonly atOnce: number; readonly note?: string };

/** How many workers there are: `auto` follows the number of devices and cores. */
export type WorkerCount = 'auto' | 'per-device' | number;

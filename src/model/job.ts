import type { Deadlines, Device } from './device.ts';

/** One line to type at a device's prompt. */
export type Command = { readonly text: string };

/** What is to be done on one device. */
export type Job = {
  /** Sent in this order in one session. */
  readonly commands: readonly Command[];
  /** false: stay in the mode in which the login ends. */
  readonly enable: boolean;
  readonly deadlines: Deadlines;
};

/** One device and its job, as it is handed to a worker. */
export type DeviceTask = { readonly device: Device; readonly job: Job };

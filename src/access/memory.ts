import type { Device } from '../model/device.ts';
import type { Outcome } from '../model/outcome.ts';

/** Something that is remembered of devices between runs; each is asked when a plan is made, and learns from results. */
export interface Memory {
  /** Takes what a device's outcome says. */
  learn(device: Device, outcome: Outcome): void;
  /** Stores what was learned, once a run; a state folder that cannot be written to is no reason to fail it. */
  keep(): Promise<void>;
}

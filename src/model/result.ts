import type { Device } from './device.ts';
import type { RunEvent } from './event.ts';
import type { Outcome, Reply } from './outcome.ts';

/** All that became of one device. */
export type Result = {
  /** With the platform that it turned out to be, where nobody had said it. */
  readonly device: Device;
  readonly replies: readonly Reply[];
  readonly outcome: Outcome;
};

/** How many devices ended how; the five statuses add up to `selected`. */
export type Summary = {
  /** Devices in the inventory. */
  readonly inventory: number;
  /** Devices that `--limit` left. */
  readonly selected: number;
  readonly ok: number;
  readonly rejected: number;
  readonly failed: number;
  readonly skipped: number;
  readonly cancelled: number;
  /** The whole run, in milliseconds. */
  readonly durationMs: number;
};

/** Who hears of each device that has ended, before it is shown. */
export interface Observer {
  /** @param index the device's place in the run */
  finished(outcome: Outcome, device: Device, index: number): void;
}

/**
 * Puts a run's events together.
 * @param devices the list that was handed to `run`
 * @returns a function that takes each event and gives the device's Result when the event finished it; what it held
 *   of that device is let go then, so memory follows the devices in progress and not the inventory
 */
export function assembler(devices: readonly Device[]): (event: RunEvent) => Result | undefined {
  const replies = new Map<number, Reply[]>();
  return (event) => {
    if (event.type === 'replied') {
      const list = replies.get(event.index);
      if (list) list.push(event.reply);
      else replies.set(event.index, [event.reply]);
    }
    if (event.type === 'again') replies.delete(event.index);
    const device = devices[event.index];
    if (event.type !== 'finished' || !device) return undefined;
    const { outcome } = event;
    const seen = outcome.detected ? { ...device, platform: outcome.detected.platform } : device;
    const result = { device: seen, replies: replies.get(event.index) ?? [], outcome };
    replies.delete(event.index);
    return result;
  };
}

import type { Device } from '../model/device.ts';
import type { Observer, Summary } from '../model/result.ts';
import { discrepancies } from './completeness.ts';

/** Counts how the devices of a run end. */
export interface Tally extends Observer {
  /** The counts so far, and how long it took since the tally was made. */
  summary(): Summary;
  /** What is wrong with the results themselves, which would be a bug of netrun's: a line for each thing. */
  discrepancies(summary: Summary): readonly string[];
}

/**
 * @param devices of the run
 * @param inventory how many the inventory has
 */
export function tally(devices: readonly Pick<Device, 'name'>[], inventory: number): Tally {
  const startedAt = performance.now();
  const results: number[] = [];
  const counts = { ok: 0, rejected: 0, failed: 0, skipped: 0, cancelled: 0 };
  return {
    finished({ status }, _device, index) {
      counts[status]++;
      results[index] = (results[index] ?? 0) + 1;
    },
    summary: () => ({
      inventory,
      selected: devices.length,
      ...counts,
      durationMs: performance.now() - startedAt,
    }),
    discrepancies: (summary) => discrepancies(devices, results, summary),
  };
}

import type { Device } from './model/device.ts';
import type { RunEvent } from './model/event.ts';
import { assembler, type Result } from './model/result.ts';

/**
 * Waits for a run to end.
 * @param devices the list that was handed to `run`
 * @param events what `run` gave
 * @returns one Result per device, in the order of the list
 */
export async function collect(
  devices: readonly Device[],
  events: AsyncIterable<RunEvent>,
): Promise<Result[]> {
  const assemble = assembler(devices);
  const results: Result[] = [];
  for await (const event of events) {
    const result = assemble(event);
    if (result) results[event.index] = result;
  }
  return results;
}

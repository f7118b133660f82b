import type { Device } from '../model/device.ts';
import type { Summary } from '../model/result.ts';

/**
 * Says what is wrong with a run that is over, if anything is: each of its devices has exactly one result, and the numbers
 * of its summary add up.
 * @param results how many results each device has had, by its place
 * @returns a line for each thing that is wrong
 */
export function discrepancies(
  devices: readonly Pick<Device, 'name'>[],
  results: readonly (number | undefined)[],
  summary: Summary,
): readonly string[] {
  const { inventory, selected, ok, rejected, failed, skipped, cancelled } = summary;
  const namesOf = (isMeant: (count: number) => boolean) =>
    devices.filter((_, index) => isMeant(results[index] ?? 0)).map(({ name }) => name);
  const lost = namesOf((count) => count === 0);
  const repeated = namesOf((count) => count > 1);
  const ended = ok + rejected + failed + skipped + cancelled;
  const found: string[] = [];
  if (lost.length > 0) found.push(`no result of ${lost.join(', ')}`);
  if (repeated.length > 0) found.push(`more than one result of ${repeated.join(', ')}`);
  if (ended !== selected) found.push(`${selected} devices were selected, and ${ended} have ended`);
  if (selected > inventory) found.push(`${selected} devices were selected of ${inventory}`);
  return found;
}

import type { InventoryDevice } from '../model/device.ts';

/**
 * Says which devices stand in an inventory more than once. Each entry stays a device of its own, since that is how
 * real files look and nobody but the user knows which one is too many.
 * @returns at most one sentence about addresses and one about names
 */
export function noteRepeated(devices: readonly InventoryDevice[]): string[] {
  const addresses = countBy(devices, addressOf);
  // An entry that is repeated as a whole is told of by its address.
  const distinct = [
    ...new Map(devices.map((device) => [`${device.name}\n${addressOf(device)}`, device])).values(),
  ];
  const names = countBy(distinct, ({ name }) => name);
  return [
    ...sentence('listed more than once, and each entry is a device of its own', addresses),
    ...sentence('the name of several devices', names),
  ];
}

function addressOf({ host, port }: InventoryDevice): string {
  return port === undefined || port === 22 ? host : `${host} port ${port}`;
}

/** How often each key occurs, of those that occur more than once. */
function countBy(
  devices: readonly InventoryDevice[],
  key: (device: InventoryDevice) => string,
): [string, number][] {
  const counts = new Map<string, number>();
  for (const device of devices) counts.set(key(device), (counts.get(key(device)) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1);
}

const SHOWN = 5;

function sentence(what: string, counts: readonly [string, number][]): string[] {
  if (counts.length === 0) return [];
  const shown = counts.slice(0, SHOWN).map(([key, count]) => `${key} (${count} times)`);
  const rest = counts.length > SHOWN ? ` and ${counts.length - SHOWN} more` : '';
  return [`${what}: ${shown.join(', ')}${rest}`];
}

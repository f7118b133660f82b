import type { InventoryDevice } from '../model/device.ts';
import { isHop, parseHops } from './hops.ts';

/** Those that are not among `chosen` themselves. */
export function listedBastions(
  inventory: readonly InventoryDevice[],
  chosen: readonly InventoryDevice[],
  jump: string | undefined,
): readonly InventoryDevice[] {
  const isChosen = new Set(chosen.map(({ name }) => name));
  return allBastions(inventory, chosen, jump).filter(({ name }) => !isChosen.has(name));
}

/**
 * The devices of an inventory that are jump hosts on the way to some of its devices, as far as `-J` and the inventory
 * itself name them.
 */
export function allBastions(
  inventory: readonly InventoryDevice[],
  chosen: readonly InventoryDevice[],
  jump: string | undefined,
): readonly InventoryDevice[] {
  const found = new Map<string, InventoryDevice>();
  const follow = (text: string | undefined): void => {
    for (const hop of (text === undefined ? undefined : parseHops(text)) ?? []) {
      const device = inventory.find((one) => isHop(one, hop));
      if (!device || found.has(device.name)) continue;
      found.set(device.name, device);
      follow(device.login.jump);
    }
  };
  follow(jump);
  for (const text of new Set(chosen.map(({ login }) => login.jump))) follow(text);
  return [...found.values()];
}

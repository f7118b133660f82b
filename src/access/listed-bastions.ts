import type { InventoryDevice } from '../model/device.ts';
import { isHop, parseHops } from './hops.ts';

/**
 * The devices of an inventory that are jump hosts on the way to some of its devices, as far as `-J` and the inventory
 * itself name them; those among `chosen` left out.
 */
export function listedBastions(
  inventory: readonly InventoryDevice[],
  chosen: readonly InventoryDevice[],
  jump: string | undefined,
): readonly InventoryDevice[] {
  const isChosen = new Set(chosen.map(({ name }) => name));
  const found = new Map<string, InventoryDevice>();
  const follow = (text: string | undefined): void => {
    for (const hop of (text === undefined ? undefined : parseHops(text)) ?? []) {
      const device = inventory.find((one) => isHop(one, hop));
      if (!device || isChosen.has(device.name) || found.has(device.name)) continue;
      found.set(device.name, device);
      follow(device.login.jump);
    }
  };
  follow(jump);
  for (const text of new Set(chosen.map(({ login }) => login.jump))) follow(text);
  return [...found.values()];
}

import { readDeviceType } from '../inventory/device-type.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { loadInventory } from '../inventory/load.ts';
import { select } from '../inventory/select.ts';
import type { InventoryDevice } from '../model/device.ts';
import { UsageError } from '../model/usage-error.ts';
import type { RunOptions } from './options.ts';

/** An inventory, and the devices of it that the command line asks for. */
export type ChosenDevices = {
  readonly inventory: Inventory;
  /** With what the command line says whatever the inventory says. */
  readonly devices: readonly InventoryDevice[];
};

/**
 * Reads the inventory and selects, for every command line that has `-i` and `-l`.
 * @throws UsageError with all that is wrong
 */
export async function chooseDevices(
  options: Pick<RunOptions, 'inventory' | 'limit' | 'limitFiles' | 'exclude' | 'platform' | 'port'>,
): Promise<ChosenDevices> {
  const platform = options.platform && parsePlatform(options.platform.value);
  const inventory = await loadInventory(options.inventory ?? DEFAULT_INVENTORY, {
    ...(platform === undefined ? {} : { platform }),
    ...(options.port === undefined ? {} : { port: options.port.value }),
  });
  const chosen = await select(inventory, options);
  const devices = chosen.map((device) => ({
    ...device,
    ...(platform !== undefined && options.platform?.isFromCommandLine ? { platform } : {}),
    ...(options.port?.isFromCommandLine ? { port: options.port.value } : {}),
  }));
  return { inventory, devices };
}

const DEFAULT_INVENTORY = 'devices.yaml';

function parsePlatform(text: string) {
  const type = readDeviceType(text);
  if ('problem' in type) throw new UsageError([{ message: `--platform: ${type.problem}` }]);
  return type.platform;
}

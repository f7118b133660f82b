import { allBastions } from '../access/listed-bastions.ts';
import type { Device, InventoryDevice } from '../model/device.ts';
import { chooseDevices } from './chosen-devices.ts';
import { completeRoutes } from './complete-devices.ts';
import { refuseForeignCommands } from './foreign-commands.ts';
import type { Io } from './io.ts';
import { forgetSecrets } from './secret-variables.ts';

type Options = Parameters<typeof chooseDevices>[0] &
  Parameters<typeof refuseForeignCommands>[2] &
  Omit<Parameters<typeof completeRoutes>[2], 'dryRun'>;

/** Devices, and how to get to them, for who does not log in there. */
export type Reached = {
  /** As the inventory has them, in the same order as `devices`. */
  readonly chosen: readonly InventoryDevice[];
  readonly devices: readonly Device[];
  readonly notes: readonly string[];
};

/**
 * Selects devices and finds the way to each. Credentials are looked up and asked for only where there are jump hosts on
 * the way that are to be gone through.
 * @throws UsageError with all that is wrong
 */
export async function reachDevices(
  options: Options,
  io: Io,
  purpose: 'look at names' | 'connect',
): Promise<Reached> {
  const found = await chooseDevices(options, io);
  const chosen = found.devices.filter(({ skip }) => !skip);
  const bastions = allBastions(found.inventory.devices, chosen, options.jump);
  refuseForeignCommands([...chosen, ...bastions], found, options);
  const { devices, notes } = await completeRoutes(
    chosen,
    found,
    { ...options, dryRun: purpose === 'look at names' },
    io,
  );
  forgetSecrets(io.env, found.inventory.devices);
  return { chosen, devices, notes: [...found.inventory.notes, ...notes] };
}

import { allBastions } from '../access/listed-bastions.ts';
import type { Device, InventoryDevice } from '../model/device.ts';
import type { ChosenDevices } from './chosen-devices.ts';
import { completeCredentials } from './credentials.ts';
import type { Io } from './io.ts';
import { lookUpReferences } from './references.ts';

/** Devices with all that a session needs to know. */
export type Completed = {
  readonly devices: readonly Device[];
  readonly notes: readonly string[];
  /** Passwords that the user has typed a moment ago. */
  readonly typed: ReadonlySet<string>;
};

type Options = Parameters<typeof lookUpReferences>[2] & Parameters<typeof completeCredentials>[2];

/**
 * Looks up and asks for what lets netrun in to devices.
 * @param bastions devices of the inventory that are not to be contacted but to be gone through
 * @param chosen the devices, as their inventory has them
 * @throws UsageError with all that is wrong
 */
export async function completeDevices(
  devices: readonly InventoryDevice[],
  bastions: readonly InventoryDevice[],
  chosen: ChosenDevices,
  options: Options,
  io: Io,
): Promise<Completed> {
  const found = await lookUpReferences([...devices, ...bastions], chosen, options, io);
  const own = found.devices.slice(0, devices.length);
  const gone = found.devices.slice(devices.length);
  const ready = await completeCredentials(own, gone, options, io);
  return {
    devices: ready.devices,
    notes: [...found.notes, ...ready.notes],
    typed: new Set([...ready.typed, ...found.typed]),
  };
}

/** The same for who does not log in to the devices: only jump hosts on the way want to know who comes. */
export async function completeRoutes(
  devices: readonly InventoryDevice[],
  chosen: ChosenDevices,
  options: Options,
  io: Io,
): Promise<Completed> {
  const purpose = 'find the way';
  // One of the devices may be a jump host to others, and there somebody logs in.
  const bastions = allBastions(chosen.inventory.devices, devices, options.jump);
  const complete = async (wanted: Options): Promise<Completed> => {
    const own = await lookUpReferences(devices, chosen, { ...wanted, purpose }, io);
    const gone = await lookUpReferences(bastions, chosen, wanted, io);
    const ready = await completeCredentials(own.devices, gone.devices, { ...wanted, purpose }, io);
    return {
      devices: ready.devices,
      notes: [...new Set([...own.notes, ...gone.notes, ...ready.notes])],
      typed: new Set([...ready.typed, ...own.typed, ...gone.typed]),
    };
  };
  const plain = await complete({ ...options, dryRun: true });
  const isBehind = plain.devices.some(({ ssh }) => ssh.route.type === 'jump');
  return isBehind && !options.dryRun ? complete(options) : plain;
}

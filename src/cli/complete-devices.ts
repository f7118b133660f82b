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
export async function completeRoutes(...given: Parameters<typeof completeDevices>): Promise<Completed> {
  const [devices, bastions, chosen, options, io] = given;
  const plain = await completeDevices(devices, bastions, chosen, { ...options, dryRun: true }, io);
  const isBehind = plain.devices.some(({ ssh }) => ssh.route.type === 'jump');
  return isBehind ? completeDevices(...given) : plain;
}

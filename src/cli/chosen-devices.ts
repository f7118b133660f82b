import { readDeviceType } from '../inventory/device-type.ts';
import { defaultInventory, OWN_NAME } from '../inventory/find-inventory.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { loadInventory } from '../inventory/load.ts';
import { loadPlatforms } from '../inventory/load-platforms.ts';
import type { OwnPlatforms } from '../inventory/own-platforms.ts';
import { select } from '../inventory/select.ts';
import type { InventoryDevice } from '../model/device.ts';
import { UsageError } from '../model/usage-error.ts';
import type { DeviceKind } from '../platforms/index.ts';
import type { Io } from './io.ts';
import type { RunOptions } from './options.ts';
import { readStdin } from './read-stdin.ts';
import { withoutSecrets } from './secret-variables.ts';
import { stateFolder } from './state-folder.ts';

/** An inventory, and the devices of it that the command line asks for. */
export type ChosenDevices = {
  readonly inventory: Inventory;
  /** With what the command line says whatever the inventory says. */
  readonly devices: readonly InventoryDevice[];
  /** Where each value of one of these was written, by its key. */
  readonly origins: Inventory['origins'];
  /** Each value of one of these as it is written, by its key. */
  readonly written: Inventory['written'];
};

/**
 * Reads the inventory and selects, for every command line that has `-i` and `-l`.
 * @throws UsageError with all that is wrong
 */
export async function chooseDevices(
  options: Pick<
    RunOptions,
    | 'inventory'
    | 'inventoryFormat'
    | 'strictInventory'
    | 'allowCommandsFromInventory'
    | 'limit'
    | 'limitFiles'
    | 'exclude'
    | 'platform'
    | 'platforms'
    | 'port'
  >,
  io: Io,
): Promise<ChosenDevices> {
  const { env } = io;
  const own = options.platforms === undefined ? undefined : await loadPlatforms(options.platforms);
  const kind = options.platform && parseKind(options.platform.value, own);
  const file = options.inventory ?? (await defaultInventory(env));
  const loaded = await loadInventory(file, {
    env,
    format: options.inventoryFormat,
    badRows: options.strictInventory ? 'stop' : 'skip',
    source: {
      programs: withoutSecrets(env, []),
      uid: process.getuid?.(),
      commands: options.allowCommandsFromInventory ? 'anywhere' : 'local-files',
      stateFolder: stateFolder(env),
      readStdin: () => readStdin(io.stdin, 'the inventory is'),
    },
    ...(kind && { kind }),
    ...(own && { platforms: own }),
    ...(options.port === undefined ? {} : { port: options.port.value }),
  });
  const isFound = options.inventory === undefined && file !== OWN_NAME;
  const inventory = {
    ...loaded,
    notes: [...(isFound ? [`the devices are those of ${file}`] : []), ...loaded.notes],
  };
  // It has served, and is no business of what netrun starts.
  if (/^netbox\+/i.test(inventory.file)) delete env.NETBOX_TOKEN;
  const chosen = await select(inventory, options);
  const changed = new Map(
    chosen.map((device) => {
      const { platform, definition, ...rest } = device;
      const own = { platform, ...(definition && { definition }) };
      return [
        {
          ...rest,
          ...((options.platform?.isFromCommandLine && kind) || own),
          ...(options.port?.isFromCommandLine ? { port: options.port.value } : {}),
        },
        device,
      ];
    }),
  );
  return {
    inventory,
    devices: [...changed.keys()],
    origins: (device) => inventory.origins(changed.get(device) ?? device),
    written: (device) => inventory.written(changed.get(device) ?? device),
  };
}

function parseKind(text: string, own: OwnPlatforms | undefined): DeviceKind {
  const type = readDeviceType(text, own);
  if ('problem' in type) throw new UsageError([{ message: `--platform: ${type.problem}` }]);
  return type;
}

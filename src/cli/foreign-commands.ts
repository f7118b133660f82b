import { whyNotOurs } from '../access/file-safety.ts';
import type { InventoryDevice } from '../model/device.ts';
import { type Problem, UsageError } from '../model/usage-error.ts';
import type { ChosenDevices } from './chosen-devices.ts';
import type { RunOptions } from './options.ts';

/**
 * Refuses proxy commands of an inventory that somebody else could have written: they run on this machine.
 * @throws UsageError with all of them
 */
export function refuseForeignCommands(
  devices: readonly InventoryDevice[],
  { inventory, origins }: ChosenDevices,
  { allowCommandsFromInventory }: Pick<RunOptions, 'allowCommandsFromInventory'>,
): void {
  if (allowCommandsFromInventory) return;
  const uid = process.getuid?.();
  const reasons = new Map<string, string | undefined>();
  const problems: Problem[] = [];
  for (const device of devices) {
    if (device.login.proxyCommand === undefined) continue;
    const place = origins(device).get('proxy_command');
    const file = inventory.isLocal ? place?.file : undefined;
    if (file !== undefined && !reasons.has(file)) reasons.set(file, whyNotOurs(file, uid));
    const why = file === undefined ? 'does not come from a file of yours' : reasons.get(file);
    if (why === undefined) continue;
    problems.push({
      ...place,
      message: `proxy_command of ${device.name} is not run: the inventory ${why}; --allow-commands-from-inventory runs it all the same`,
    });
  }
  if (problems.length > 0) throw new UsageError(problems);
}

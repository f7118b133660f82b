import { noteReadableSecrets } from '../access/readable-secrets.ts';
import { type Resolved, resolveReferences } from '../access/resolve-references.ts';
import type { InventoryDevice } from '../model/device.ts';
import { askOpenly, askSecretly } from './ask.ts';
import type { ChosenDevices } from './chosen-devices.ts';
import type { Io } from './io.ts';
import type { RunOptions } from './options.ts';
import { withoutSecrets } from './secret-variables.ts';

/** What devices are wanted for: to log in there, or only to get to their doors. */
export type Purpose = 'log in' | 'find the way';

/**
 * Looks up what the inventory only refers to, as far as these devices need it.
 * @param devices those of the chosen ones that are to be contacted
 * @throws UsageError with every reference that cannot be had
 */
export async function lookUpReferences(
  devices: readonly InventoryDevice[],
  { inventory, origins }: ChosenDevices,
  options: Pick<
    RunOptions,
    'dryRun' | 'username' | 'askPass' | 'askSecret' | 'allowCommandsFromInventory'
  > & {
    /** undefined: a login. */
    readonly purpose?: Purpose;
  },
  io: Io,
): Promise<Resolved> {
  const uid = process.getuid?.();
  const notes = inventory.isLocal
    ? noteReadableSecrets(devices, { uid, fileOf: (device, key) => origins(device).get(key)?.file })
    : [];
  // A plan that is only shown needs no secret.
  if (options.dryRun) return { devices, notes, typed: new Set() };
  const unused = new Set<string>();
  if (options.username?.isFromCommandLine) unused.add('username');
  if (options.askPass) unused.add('password');
  if (options.askSecret) unused.add('secret');
  if (options.purpose === 'find the way') {
    for (const key of ['password', 'secret', 'passphrase', 'shell_password']) unused.add(key);
  }
  const resolved = await resolveReferences(devices, {
    variables: io.env,
    programs: withoutSecrets(io.env, inventory.devices),
    uid,
    commands: options.allowCommandsFromInventory ? 'anywhere' : inventory.isLocal ? 'local-files' : 'none',
    unused,
    placeOf: (device, key) => origins(device).get(key),
    ask: io.stdin.isTTY
      ? (question, key) => (key === 'username' ? askOpenly : askSecretly)(question, io, '')
      : undefined,
  });
  return { ...resolved, notes: [...notes, ...resolved.notes] };
}

import { userInfo } from 'node:os';
import { expectHostKeys } from './access/expected-host-keys.ts';
import type { HostKeys } from './access/host-keys.ts';
import { openKeyStore } from './access/key-store.ts';
import { resolveReferences } from './access/resolve-references.ts';
import { sshConfigs } from './access/ssh-configs.ts';
import { thisMachine } from './access/this-machine.ts';
import { waysIn } from './access/ways-in.ts';
import type { Inventory } from './inventory/inventory.ts';
import { select } from './inventory/select.ts';
import type { Choice } from './inventory/terms.ts';
import type { Device, InventoryDevice } from './model/device.ts';
import { type Problem, UsageError } from './model/usage-error.ts';

/** Which devices of an inventory, and what lets a program in to them that the inventory does not say. */
export type ReadyOptions = Choice & {
  /** Where neither the inventory nor ssh_config names a user. */
  readonly username?: string | undefined;
  /** Where the inventory has none; absent: keys and the agent alone. */
  readonly password?: string | undefined;
  /** Enable secret or sudo password, where the inventory has none. */
  readonly secret?: string | undefined;
  /** Private keys to be offered first; `~` is the home folder. */
  readonly keyFiles?: readonly string[];
  /** As ssh's `-J`; goes before the inventory and ssh_config. */
  readonly jump?: string | undefined;
  /** Read instead of `~/.ssh/config` and `/etc/ssh/ssh_config`; `none`: no file at all. */
  readonly sshConfig?: string | undefined;
  /** What `env:NAME` and `${NAME}` in the inventory refer to, and where the agent's socket is; absent: to nothing. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What is known of host keys, also those that the inventory names; `run` takes their `answerers`. Absent: not looked at. */
  readonly hostKeys?: HostKeys;
  /** Whether commands are run that the inventory names (`cmd:`, `keyring:`, `proxy_command`); absent: `never`. */
  readonly commands?: 'never' | 'anywhere';
};

/**
 * Makes devices that `run` can log in to of what an inventory says: selects, looks up what it only refers to, reads
 * keys and ssh_config. Nobody is asked, and nothing is contacted.
 * @returns in the order of the inventory; devices that it disables are left out
 * @throws UsageError with all that is wrong: a term of `limit` that matches nothing, a reference that cannot be had, a key
 *   that cannot be read, a device without a user name, or with neither a password nor a key
 */
export async function readyDevices(inventory: Inventory, options: ReadyOptions = {}): Promise<Device[]> {
  const { env = {}, commands = 'never' } = options;
  const chosen = (await select(inventory, options)).filter(({ skip }) => !skip);
  if (commands === 'never') refuseProxyCommands(chosen, inventory);
  const { devices } = await resolveReferences(chosen, {
    variables: env,
    programs: env,
    uid: uidHere(),
    commands: commands === 'never' ? 'none' : 'anywhere',
    unused: new Set(),
    placeOf: (device, key) => inventory.origins(device).get(key),
    ask: undefined,
  });
  const machine = thisMachine(env);
  const keys = openKeyStore(undefined);
  const ways = waysIn({
    ...machine,
    env,
    username: { typed: undefined, fallback: options.username },
    jumpPassword: undefined,
    jump: options.jump,
    keyFiles: options.keyFiles ?? [],
    legacy: false,
    configOf: sshConfigs(
      { sshConfig: options.sshConfig, sshConfigExec: false, trusted: { uid: uidHere() } },
      machine,
      env,
    ),
    devices,
    keys,
  });
  const ready: Device[] = [];
  const problems: Problem[] = [];
  for (const [turn, inventoryDevice] of devices.entries()) {
    const { login, skip: _, ...device } = inventoryDevice;
    const way = await ways.to(inventoryDevice, device.password ?? options.password, turn);
    const { username = '', password } = way;
    if (username === '') problems.push({ message: `no user name for ${device.name}` });
    if (password === undefined && way.ssh.identities.length === 0) {
      problems.push({ message: `no password for ${device.name}, nor a key` });
    }
    const whole = { ...device, ...way, username, secret: device.secret ?? options.secret };
    ready.push(options.hostKeys ? expectHostKeys(whole, login, options.hostKeys) : whole);
  }
  problems.unshift(...ways.problems, ...keys.problems.values());
  if (problems.length > 0) throw new UsageError(problems);
  return ready;
}

/** They run on this machine. */
function refuseProxyCommands(devices: readonly InventoryDevice[], inventory: Inventory): void {
  const problems = devices
    .filter(({ login }) => login.proxyCommand !== undefined)
    .map((device) => ({
      ...inventory.origins(device).get('proxy_command'),
      message: `proxy_command of ${device.name} is not run, unless commands: 'anywhere' is given`,
    }));
  if (problems.length > 0) throw new UsageError(problems);
}

/** undefined where the system has no such numbers. */
function uidHere(): number | undefined {
  try {
    const { uid } = userInfo();
    return uid < 0 ? undefined : uid;
  } catch {
    return undefined;
  }
}

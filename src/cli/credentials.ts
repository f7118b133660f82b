import { openKeyStore } from '../access/key-store.ts';
import { problemsOfConfigs, sshConfigs } from '../access/ssh-configs.ts';
import { thisMachine } from '../access/this-machine.ts';
import { type WayIn, type WaysIn, waysIn } from '../access/ways-in.ts';
import { type Device, type InventoryDevice, SSH_PORT } from '../model/device.ts';
import { PLAIN_SSH } from '../model/login.ts';
import { type Problem, UsageError } from '../model/usage-error.ts';
import { askOpenly, askSecretly } from './ask.ts';
import type { Io } from './io.ts';
import type { LoginSettings } from './options/login.ts';
import type { RunOptions } from './options.ts';
import type { Purpose } from './references.ts';
import { withoutSecrets } from './secret-variables.ts';

/** Devices that are ready to be contacted. */
type Complete = {
  readonly devices: readonly Device[];
  readonly notes: readonly string[];
  /** Passwords and secrets that the user has typed a moment ago. */
  readonly typed: ReadonlySet<string>;
};

/**
 * Completes devices with what lets netrun in that their inventory does not hold. The command line goes before the
 * inventory, the inventory before the environment, that before ssh_config; what is still missing is asked for once, or
 * at a device that no key lets netrun in to, when it comes to that.
 * @param bastions devices of the inventory that are not to be contacted but to be gone through
 * @throws UsageError where something is missing and there is no terminal to ask on, or cannot be used
 */
export async function completeCredentials(
  devices: readonly InventoryDevice[],
  bastions: readonly InventoryDevice[],
  options: LoginSettings &
    Pick<RunOptions, 'dryRun' | 'allowCommandsFromInventory'> & {
      /** `find the way`: nobody logs in at the devices, but at the jump hosts before them. Absent: `log in`. */
      readonly purpose?: Purpose;
    },
  io: Io,
): Promise<Complete> {
  const { dryRun } = options;
  const canAsk = io.stdin.isTTY === true && !dryRun;
  const machine = thisMachine(io.env);
  const configOf = sshConfigs(
    {
      ...options,
      trusted: options.allowCommandsFromInventory ? undefined : { uid: process.getuid?.() },
    },
    machine,
    withoutSecrets(io.env, devices),
  );
  const broken = problemsOfConfigs([...devices, ...bastions], configOf);
  if (broken.length > 0) throw new UsageError(broken);
  const typed = options.username?.isFromCommandLine ? options.username.value : undefined;
  const fallback = typed ?? options.username?.value;
  const usernameOf = ({ username, host, login }: InventoryDevice) =>
    typed ?? username ?? fallback ?? configOf(login).lookUp(host).user;
  const logsIn = options.purpose !== 'find the way';
  const nameless = logsIn ? devices.filter((device) => !usernameOf(device)) : [];
  const asked = nameless.length > 0 && canAsk ? await askOpenly('Username', io, '') : undefined;
  const typedPassword =
    options.askPass && logsIn && !dryRun ? await askSecretly('Password', io, NO_PASSWORD) : undefined;
  const passwordOf = ({ password }: InventoryDevice) =>
    typedPassword ?? password ?? (io.env.NETRUN_PASSWORD || undefined);

  const keys = dryRun
    ? undefined
    : openKeyStore(canAsk ? (file, turn) => askSecretly(PASSPHRASE[turn] + file, io, '') : undefined);
  const ways = waysIn({
    ...machine,
    env: io.env,
    username: { typed, fallback: fallback ?? asked },
    jumpPassword: io.env.NETRUN_JUMP_PASSWORD || undefined,
    jump: options.jump,
    keyFiles: options.identity,
    legacy: options.legacy,
    configOf,
    // They come first, since a device that nobody logs in to may be one of them.
    devices: [...bastions, ...devices],
    keys,
    logsIn: logsIn ? 'everywhere' : 'at jump hosts',
  });
  const found = await findWays(devices, ways, passwordOf);
  const needy = !logsIn
    ? []
    : found.filter(({ way }) => way.password === undefined && way.ssh.identities.length === 0);
  // A key that cannot be used is the reason enough why there is none.
  const hasProblem = options.askPass || (keys?.problems.size ?? 0) > 0;
  const problems = [
    ...ways.problems,
    ...(keys?.problems.values() ?? []),
    ...(canAsk || dryRun ? [] : missing(nameless, hasProblem ? [] : needy.map(({ device }) => device))),
  ];
  if (problems.length > 0) throw new UsageError(problems);

  const shared = needy.length > 0 && canAsk ? await askSecretly('Password', io, NO_PASSWORD) : undefined;
  const secret =
    options.askSecret && logsIn && !dryRun ? await askSecretly('Secret', io, NO_SECRET) : undefined;
  const variableSecret = io.env.NETRUN_SECRET || undefined;
  const complete = found.map(({ device: { login: _, skip: __, ...device }, way }): Device => {
    const hasKeys = way.ssh.identities.length > 0;
    const password = way.password ?? (hasKeys ? undefined : (shared ?? ''));
    return {
      ...device,
      ...way,
      username: way.username ?? asked ?? '',
      password,
      secret: options.askSecret ? secret || password : (device.secret ?? variableSecret),
    };
  });
  const notes = options.legacy ? [BROKEN] : [];
  const typedNow = [typedPassword, shared, secret || undefined].filter((one) => one !== undefined);
  return { devices: complete, notes: [...notes, ...(keys?.notes ?? [])], typed: new Set(typedNow) };
}

/** A device that is not to be contacted, and so needs none. */
export function withoutCredentials({ login: _, skip: __, ...device }: InventoryDevice): Device {
  const none = { username: '', password: '', secret: undefined, ssh: PLAIN_SSH };
  return { ...device, ...none, port: device.port ?? SSH_PORT };
}

/** With the file behind it. */
const PASSPHRASE = { first: 'Passphrase of ', again: 'That was wrong. Passphrase of ' } as const;
const NO_PASSWORD = 'set NETRUN_PASSWORD, or "password" in the inventory';
const NO_SECRET = 'set NETRUN_SECRET, or "secret" in the inventory';
const BROKEN =
  '--legacy offers broken algorithms to every device of this run; "legacy: true" in the inventory does it for those that need them';

type Found = { readonly device: InventoryDevice; readonly way: WayIn };

/** One after the other, since a passphrase may be asked for on the way. */
async function findWays(
  devices: readonly InventoryDevice[],
  ways: WaysIn,
  passwordOf: (device: InventoryDevice) => string | undefined,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const [turn, device] of devices.entries()) {
    found.push({ device, way: await ways.to(device, passwordOf(device), turn) });
  }
  return found;
}

function missing(
  withoutUsername: readonly InventoryDevice[],
  withoutPassword: readonly InventoryDevice[],
): readonly Problem[] {
  const problems: Problem[] = [];
  const some = (list: readonly InventoryDevice[]) =>
    `${list
      .slice(0, 3)
      .map((device) => device.name)
      .join(', ')}${list.length > 3 ? ` and ${list.length - 3} more` : ''}`;
  if (withoutUsername.length > 0) {
    problems.push({
      message: `no user name for ${some(withoutUsername)}, and no terminal to ask on: give one with -u, or set NETRUN_USERNAME, or "username" in the inventory`,
    });
  }
  if (withoutPassword.length > 0) {
    problems.push({
      message: `no password for ${some(withoutPassword)}, nor a key, and no terminal to ask on: ${NO_PASSWORD}, or name a key with --identity`,
    });
  }
  return problems;
}

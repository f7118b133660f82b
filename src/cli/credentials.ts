import type { Device, InventoryDevice } from '../model/device.ts';
import { PLAIN_SSH } from '../model/login.ts';
import { type Problem, UsageError } from '../model/usage-error.ts';
import { askOpenly, askSecretly } from './ask.ts';
import type { Io } from './io.ts';
import type { RunOptions } from './options.ts';

/**
 * Completes devices with the credentials that their inventory does not hold. The command line goes before the
 * inventory, the inventory before the environment; what is still missing is asked for once.
 * @throws UsageError where something is missing and there is no terminal to ask on
 */
export async function completeCredentials(
  devices: readonly InventoryDevice[],
  options: RunOptions,
  io: Io,
): Promise<readonly Device[]> {
  const typed = options.username?.isFromCommandLine ? options.username.value : undefined;
  const fallback = typed ?? options.username?.value;
  const usernameOf = (device: Pick<InventoryDevice, 'username'>) => typed ?? device.username ?? fallback;
  const needsUsername = devices.some((device) => !usernameOf(device));
  const variablePassword = io.env.NETRUN_PASSWORD || undefined;
  const needsPassword = devices.filter(
    (device) => device.password === undefined && variablePassword === undefined,
  );
  if (!io.stdin.isTTY && !options.dryRun)
    refuseToAsk(
      devices.filter((d) => !usernameOf(d)),
      needsPassword,
      options,
    );

  const username = needsUsername && !options.dryRun ? await askOpenly('Username', io, '') : '';
  const asksPassword = options.askPass || needsPassword.length > 0;
  const password =
    asksPassword && !options.dryRun ? await askSecretly('Password', io, NO_PASSWORD) : undefined;
  const secret =
    options.askSecret && !options.dryRun ? await askSecretly('Secret', io, NO_SECRET) : undefined;
  return devices.map(({ login: _, skip: __, ...device }) => {
    const own =
      (options.askPass ? password : undefined) ?? device.password ?? variablePassword ?? password ?? '';
    return {
      ...device,
      port: device.port ?? SSH_PORT,
      ssh: PLAIN_SSH,
      username: usernameOf(device) || username,
      password: own,
      secret: options.askSecret ? secret || own : (device.secret ?? (io.env.NETRUN_SECRET || undefined)),
    };
  });
}

/** A device that is not to be contacted, and so needs none. */
export function withoutCredentials({ login: _, skip: __, ...device }: InventoryDevice): Device {
  const none = { username: '', password: '', secret: undefined, ssh: PLAIN_SSH };
  return { ...device, ...none, port: device.port ?? SSH_PORT };
}

const SSH_PORT = 22;
const NO_PASSWORD = 'set NETRUN_PASSWORD, or "password" in the inventory';
const NO_SECRET = 'set NETRUN_SECRET, or "secret" in the inventory';

function refuseToAsk(
  withoutUsername: readonly InventoryDevice[],
  withoutPassword: readonly InventoryDevice[],
  options: RunOptions,
): void {
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
  if (withoutPassword.length > 0 && !options.askPass) {
    problems.push({
      message: `no password for ${some(withoutPassword)}, and no terminal to ask on: ${NO_PASSWORD}`,
    });
  }
  if (problems.length > 0) throw new UsageError(problems);
}

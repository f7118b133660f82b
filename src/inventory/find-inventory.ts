import { access, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../model/usage-error.ts';

/** What tells where an inventory may be. */
type Env = Readonly<Record<string, string | undefined>>;

/**
 * The inventory of somebody who names none: `./devices.yaml`, else the file that netmiko-tools would take, which is
 * `.netmiko.yml` or `netmiko.yml` in `$NETMIKO_TOOLS_CFG` (or that file itself), in the current folder, at home.
 * @returns `devices.yaml` where there is none of them, since that is the one to write
 * @throws UsageError where `NETMIKO_TOOLS_CFG` leads nowhere
 */
export async function defaultInventory(env: Env): Promise<string> {
  if (await exists(OWN_NAME)) return OWN_NAME;
  const named = env.NETMIKO_TOOLS_CFG;
  if (named) {
    const file = (await isFolder(named)) ? await firstOf(named, NETMIKO_NAMES) : named;
    if (file !== undefined && (await exists(file))) return file;
    throw new UsageError([
      {
        message: `NETMIKO_TOOLS_CFG says ${named}, and there is no .netmiko.yml; correct it, or give -i FILE`,
      },
    ]);
  }
  const home = env.HOME;
  return (
    (await firstOf('', NETMIKO_NAMES)) ?? (home ? await firstOf(home, NETMIKO_NAMES) : undefined) ?? OWN_NAME
  );
}

/**
 * The file of a folder that is its inventory.
 * @returns the path itself where it is no folder
 * @throws UsageError where no file of the folder has one of the usual names, or several have
 */
export async function fileOfFolder(path: string): Promise<string> {
  const found = await inventoriesIn(path);
  if (!found) return path;
  const [first] = found;
  if (first !== undefined && found.length === 1) return join(path, first);
  const message =
    found.length === 0
      ? `this is a folder without ${USUAL_NAMES.slice(0, 3).join(', ')} or the like; name a file in it`
      : `this folder has several inventories, ${found.join(' and ')}; name one of them`;
  throw new UsageError([{ file: path, message }]);
}

/** The files of a folder that have one of the usual names; undefined: it is no folder. */
export async function inventoriesIn(path: string): Promise<readonly string[] | undefined> {
  if (!(await isFolder(path))) return undefined;
  const names = await readdir(path).catch((): string[] => []);
  return USUAL_NAMES.filter((name) => names.includes(name));
}

/** What an inventory is called for which nobody needs -i. */
export const OWN_NAME = 'devices.yaml';
const NETMIKO_NAMES = ['.netmiko.yml', 'netmiko.yml'];

/** What the inventory of a folder is called by nornir, Ansible, netmiko-tools and netrun. */
const USUAL_NAMES: readonly string[] = [
  ...[OWN_NAME, 'hosts.yaml', 'hosts', 'hosts.yml', 'hosts.ini', 'hosts.txt', 'devices.yml'],
  ...['inventory', 'inventory.yaml', 'inventory.yml', 'inventory.ini', 'inventory.csv', 'devices.csv'],
  ...NETMIKO_NAMES,
];

async function firstOf(folder: string, names: readonly string[]): Promise<string | undefined> {
  for (const name of names) if (await exists(join(folder, name))) return join(folder, name);
  return undefined;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

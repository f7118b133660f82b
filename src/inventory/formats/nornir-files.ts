import { dirname, join } from 'node:path';
import { homeFolder } from '../../access/user-folders.ts';
import { readFirstBeside } from '../beside.ts';
import type { Source } from '../inventory.ts';
import { isNull, type Mapping, type Text, type Tree, textAt } from '../tree.ts';
import { isNornirConfig } from './yaml-looks.ts';

/** What the files of a nornir inventory hold. */
export type NornirFiles = {
  readonly hosts: Tree;
  readonly groups: Mapping | undefined;
  readonly defaults: Mapping | undefined;
};

/**
 * Finds the other files of a nornir inventory.
 * @param root of its hosts, or of nornir's configuration
 * @returns undefined where there are no hosts; why not is added to the problems
 */
export async function readNornirFiles(root: Tree, source: Source): Promise<NornirFiles | undefined> {
  const inventory = root.kind === 'mapping' ? root.entries.get('inventory')?.value : undefined;
  if (inventory?.kind === 'mapping' && isNornirConfig(root)) {
    return filesOfConfig(inventory, source);
  }
  const folder = source.path === undefined ? undefined : dirname(source.path);
  const beside = (name: string) =>
    readFirstBeside(
      folder === undefined ? [] : [`${name}.yaml`, `${name}.yml`].map((file) => join(folder, file)),
      source.problems,
    );
  return { hosts: root, groups: await beside('groups'), defaults: await beside('defaults') };
}

async function filesOfConfig(
  inventory: Mapping,
  { problems, path, env }: Source,
): Promise<NornirFiles | undefined> {
  const plugin = inventory.entries.get('plugin')?.value;
  if (plugin?.kind === 'text' && plugin.text !== 'SimpleInventory') {
    const message = `netrun reads nornir's SimpleInventory only, and not ${JSON.stringify(plugin.text)}; give it the devices with -i in another way`;
    problems.add(plugin.offset, message);
    return undefined;
  }
  const transform = inventory.entries.get('transform_function');
  if (transform && !isNull(transform.value)) {
    problems.add(
      transform.offset,
      'netrun runs no transform_function; give it the hosts.yaml itself if that may be left out',
    );
  }
  const options = inventory.entries.get('options')?.value;
  const named = (key: string, usual: string): Text => {
    const value = options?.kind === 'mapping' ? options.entries.get(key)?.value : undefined;
    return value?.kind === 'text' && !isNull(value) ? value : textAt(usual, inventory.offset);
  };
  // nornir looks from the folder in which it is started; a configuration is mostly where its paths begin.
  const read = ({ text }: Text) => {
    const file = text.replace(/^~(?=\/|$)/, () => homeFolder(env));
    const folder = path === undefined || file.startsWith('/') ? undefined : dirname(path);
    return readFirstBeside([file, ...(folder === undefined ? [] : [join(folder, file)])], problems);
  };
  const hostFile = named('host_file', 'hosts.yaml');
  const before = problems.count;
  const hosts = await read(hostFile);
  if (!hosts && problems.count === before) {
    problems.add(
      hostFile.offset,
      `there is no ${hostFile.text} with hosts, neither here nor beside the configuration`,
    );
  }
  const groups = await read(named('group_file', 'groups.yaml'));
  const defaults = await read(named('defaults_file', 'defaults.yaml'));
  return hosts && { hosts, groups, defaults };
}

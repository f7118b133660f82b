import { hasAddress } from '../device-entry.ts';
import { isNull, type Mapping, type Text, type Tree } from '../tree.ts';

/** Does it look like a file of netmiko-tools, and not like any devices.yaml? */
export function isNetmikoTools(root: Tree, file: string): boolean {
  if (/(?:^|[/\\])\.?netmiko\.ya?ml$/.test(file)) return true;
  return root.kind === 'mapping' && root.entries.has('__meta__');
}

/** Is it the configuration of nornir, which names the files? */
export function isNornirConfig(root: Tree): boolean {
  const inventory = root.kind === 'mapping' ? root.entries.get('inventory')?.value : undefined;
  return inventory?.kind === 'mapping' && ['plugin', 'options'].some((key) => inventory.entries.has(key));
}

/** Is it nornir's hosts.yaml, or its configuration? */
export function isNornir(root: Tree): boolean {
  if (isNornirConfig(root)) return true;
  const hosts = mappingsIn(root);
  if (!hosts || hosts.some((host) => hasAddress(host) || host.entries.has('device_type'))) return false;
  const says = (host: Mapping, keys: readonly string[]) => keys.some((key) => host.entries.has(key));
  const onlyNornirs = hosts.every(({ entries }) =>
    [...entries.keys()].every((key) => NORNIR_KEYS.includes(key)),
  );
  return (
    hosts.some((host) => says(host, ['hostname', 'platform', 'connection_options'])) ||
    (onlyNornirs && hosts.some((host) => says(host, NORNIR_KEYS)))
  );
}

const NORNIR_KEYS = [
  'hostname',
  'port',
  'username',
  'password',
  'platform',
  'groups',
  'data',
  'connection_options',
];

/** Is it an Ansible inventory, or what a script prints for one? */
export function isAnsibleYaml(root: Tree): boolean {
  const groups = mappingsIn(root);
  if (root.kind !== 'mapping' || groups?.some((group) => hasAddress(group))) return false;
  // In devices.yaml these hold names of one's own, and one of them may be `hosts`.
  if (root.entries.has('groups') || root.entries.has('defaults')) return false;
  if (root.entries.get('_meta')?.value.kind === 'mapping' || pluginOf(root)) return true;
  const parts = ['hosts', 'children', 'vars'];
  const all = root.entries.get('all')?.value;
  if (all?.kind === 'mapping' && parts.some((key) => all.entries.has(key))) return true;
  const isPart = (tree: Tree | undefined) =>
    tree !== undefined && (isNull(tree) || (tree.kind === 'mapping' && !hasAddress(tree)));
  return (groups ?? []).some(({ entries }) => parts.some((key) => isPart(entries.get(key)?.value)));
}

/** What says that a file is the configuration of one of Ansible's inventory plugins, and no inventory. */
export function pluginOf(root: Tree): Text | undefined {
  const plugin = root.kind === 'mapping' ? root.entries.get('plugin')?.value : undefined;
  return plugin?.kind === 'text' && !isNull(plugin) ? plugin : undefined;
}

/** The mappings in a mapping; undefined where there are lists, which are groups of devices.yaml, or nothing. */
function mappingsIn(root: Tree): Mapping[] | undefined {
  if (root.kind !== 'mapping') return undefined;
  const values = [...root.entries.values()].map(({ value }) => value);
  return values.some(({ kind }) => kind === 'list')
    ? undefined
    : values.filter((value) => value.kind === 'mapping');
}

import type { InventoryDevice } from '../../model/device.ts';
import { hasAddress, labelsOf, readDevice } from '../device-entry.ts';
import { suggester } from '../did-you-mean.ts';
import type { Format, Inventory, InventoryDefaults } from '../inventory.ts';
import type { Problems } from '../problems.ts';
import { noteRepeated } from '../repeated-devices.ts';
import { isNull, kindOf, type List, type Mapping, readYaml, type Text, type Tree } from '../yaml-tree.ts';

/**
 * `devices.yaml` as netmiko's users write it. One rule for all its shapes: a mapping with `ip` or `host` is a device.
 * At the top, or one level below, stand
 * - a list of devices, under any key (`routers:`), which is then their group, or under none;
 * - a device under its name;
 * - a list of device names, under the name of the group that it makes.
 * A mapping that others merge (`<<: *base`) and that has no address is no device.
 */
export const devicesYaml: Format = {
  name: 'devices.yaml',
  // It stands last in the table: what no other format knows is taken for it, and its errors say how to write it.
  recognise: () => true,
  parse,
};

function parse(text: string, file: string, defaults: InventoryDefaults): Inventory {
  const { root, bases, problems } = readYaml(text, file);
  const found: Found = { devices: [], refused: new Set(), members: [] };
  readRoot(root, { defaults, bases, problems, found });
  const devices = joinGroups(found, problems);
  problems.throwIfAny();
  if (devices.length === 0) problems.add(root.offset, NO_DEVICES);
  problems.throwIfAny();
  return { file, devices, groups: groupsOf(devices), notes: noteRepeated(devices) };
}

const HOW = 'begin each one with "- device_type: cisco_ios" and a line "  ip: 192.0.2.1" below it';
const NO_DEVICES = `there are no devices in this file; ${HOW}`;

type Reading = {
  readonly defaults: InventoryDefaults;
  readonly bases: ReadonlySet<Mapping>;
  readonly problems: Problems;
  readonly found: Found;
};

type Found = {
  readonly devices: InventoryDevice[];
  /** What the entries that are no devices would have been called. */
  readonly refused: Set<string>;
  /** The names that stand under a group; which devices they are is known at the end. */
  readonly members: { readonly group: string; readonly item: Text }[];
};

function readRoot(root: Tree, reading: Reading): void {
  if (root.kind === 'list') readList(root, [], reading);
  else if (root.kind === 'mapping' && !looksLikeOneDevice(root)) readSection(root, [], reading);
  else if (!isNull(root)) reading.problems.add(root.offset, root.kind === 'text' ? NO_LIST : ONE_DEVICE);
}

const NO_LIST = `an inventory is a list of devices, not text; ${HOW}`;
const ONE_DEVICE =
  'this is a single device; make it the item of a list: put "- " before its first line and indent the others';

function looksLikeOneDevice(mapping: Mapping): boolean {
  return ['ip', 'host', 'device_type'].some((key) => mapping.entries.get(key)?.value.kind === 'text');
}

/** @param path keys above it: empty at the top of the file */
function readSection(section: Mapping, path: readonly string[], reading: Reading): void {
  for (const [key, { offset, value }] of section.entries) {
    if (key === '__meta__') refuseEncryption(value, reading.problems);
    else if (value.kind === 'mapping') readMapping(value, key, path, reading);
    else if (value.kind === 'text') reading.problems.add(offset, noDevice(key, value));
    else if (value.items.every((item) => item.kind === 'text')) readMembers(value, key, reading);
    else readList(value, [...path, key], reading);
  }
}

function noDevice(key: string, value: Text): string {
  return `"${key}" must be a device or a list of devices, not ${kindOf(value)}; ${HOW}`;
}

function readMapping(mapping: Mapping, key: string, path: readonly string[], reading: Reading): void {
  if (isOnlyBase(mapping, reading)) return;
  if (path.length === 0 && isSection(mapping)) readSection(mapping, [key], reading);
  else keepDevice(mapping, path, reading, key);
}

function isOnlyBase(mapping: Mapping, { bases }: Reading): boolean {
  return bases.has(mapping) && !hasAddress(mapping);
}

/** `routers: {r1: {…}, r2: {…}}` and `groups: {core: [r1, r2]}` */
function isSection(mapping: Mapping): boolean {
  const values = [...mapping.entries.values()].map(({ value }) => value);
  return values.length > 0 && !hasAddress(mapping) && values.every(({ kind }) => kind !== 'text');
}

function readList(list: List, groups: readonly string[], reading: Reading): void {
  for (const item of list.items) {
    if (item.kind !== 'mapping') reading.problems.add(item.offset, `${EXAMPLE}, not ${kindOf(item)}`);
    else if (!isOnlyBase(item, reading)) keepDevice(item, groups, reading);
  }
}

const EXAMPLE = 'a device is a mapping such as {device_type: cisco_ios, ip: 192.0.2.1}';

function keepDevice(mapping: Mapping, path: readonly string[], reading: Reading, key?: string): void {
  const { defaults, problems } = reading;
  // `all` is every device, whatever stands under it.
  const groups = path.filter((name) => name !== 'all');
  const device = readDevice(mapping, { groups, defaults, problems, ...(key !== undefined && { key }) });
  if (device) reading.found.devices.push(device);
  else for (const label of [key, ...labelsOf(mapping)]) if (label) reading.found.refused.add(label);
}

function readMembers(list: List, group: string, { found, problems }: Reading): void {
  if (group === 'all' && list.items.length > 0) {
    problems.add(list.offset, 'all is every device of the inventory; give this group another name');
  }
  for (const item of list.items) if (item.kind === 'text') found.members.push({ group, item });
}

function refuseEncryption(meta: Tree, problems: Problems): void {
  const encryption = meta.kind === 'mapping' ? meta.entries.get('encryption')?.value : undefined;
  if (encryption?.kind !== 'text' || !/^(?:true|yes|on)$/i.test(encryption.text)) return;
  problems.add(
    encryption.offset,
    'netrun does not read passwords that netmiko-tools encrypted; leave password and secret out of the file and netrun asks for them',
  );
}

/** Puts the devices into the groups that name them. */
function joinGroups({ devices, refused, members }: Found, problems: Problems): InventoryDevice[] {
  const groups = devices.map((device) => new Set(device.groups));
  const places = new Map<string, number[]>();
  for (const [place, { name, host }] of devices.entries()) {
    for (const label of new Set([name, host])) put(places, label, place);
  }
  const suggest = suggester(() => places.keys());
  for (const { group, item } of members) {
    const name = item.text.trim();
    for (const place of places.get(name) ?? []) groups[place]?.add(group);
    if (places.has(name) || refused.has(name)) continue;
    problems.add(item.offset, `group "${group}" names "${name}", which is no device${suggest(name)}`);
  }
  return devices.map((device, place) => ({ ...device, groups: [...(groups[place] ?? [])] }));
}

function groupsOf(devices: readonly InventoryDevice[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { name, groups: names } of devices) {
    for (const group of names) put(groups, group, name);
  }
  return groups;
}

function put<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

import { hasAddress, labelsOf, ownGroupsOf } from '../device-entry.ts';
import { suggester } from '../did-you-mean.ts';
import type { Reading, Row, YamlSource } from '../inventory.ts';
import { merge } from '../merge.ts';
import { Problems } from '../problems.ts';
import { isNull, kindOf, type List, type Mapping, mappingAt, type Text, type Tree, textAt } from '../tree.ts';

/**
 * `devices.yaml` as netmiko's users write it. One rule for all its shapes: a mapping with `ip` or `host` is a device.
 * At the top, or one level below, stand
 * - a list of devices, under any key (`routers:`), which is then their group, or under none;
 * - a device under its name;
 * - a list of device names, under the name of the group that it makes.
 * A mapping that others merge (`<<: *base`) and that has no address is no device.
 * `platforms:` describes platforms of the user's own.
 * `defaults:` is what every device inherits. In `groups:` a group may also be a mapping: `devices` are its members,
 * `groups` are groups within it, and whatever else it holds its devices inherit. A device's own word goes before that
 * of its groups, an inner group's before an outer one's, the first group's before a later one's, and `defaults` last.
 */
export function readDevicesYaml({ root, bases, problems }: YamlSource): Reading {
  const found: Found = {
    rows: [],
    members: [],
    groups: new Map(),
    defaults: undefined,
    platforms: undefined,
  };
  readRoot(root, { bases, problems, found });
  if (found.rows.length === 0 && problems.count === 0) problems.add(root.offset, NO_DEVICES);
  const memberships = joinGroups(found, problems);
  const inherit = inheritance(found);
  const rows = found.rows.map((row, place) => {
    const groups = memberships[place] ?? [];
    return { ...row, groups, mapping: inherit(row.mapping, groups) };
  });
  return { rows, ...(found.platforms && { platforms: found.platforms }) };
}

const HOW = 'begin each one with "- device_type: cisco_ios" and a line "  ip: 192.0.2.1" below it';
const NO_DEVICES = `there are no devices in this file; ${HOW}`;

type Reader = {
  readonly bases: ReadonlySet<Mapping>;
  readonly problems: Problems;
  readonly found: Found;
};

type Found = {
  readonly rows: Row[];
  /** The names that stand under a group; which devices they are is known at the end. */
  readonly members: { readonly group: string; readonly item: Text }[];
  readonly groups: Map<string, Group>;
  defaults: Mapping | undefined;
  platforms: Mapping | undefined;
};

/** A group that `groups:` describes. */
type Group = {
  /** The groups that it is within, the innermost last. */
  readonly within: readonly string[];
  /** What its devices inherit. */
  readonly values: Mapping | undefined;
};

function readRoot(root: Tree, reader: Reader): void {
  if (root.kind === 'list') readList(root, [], reader);
  else if (root.kind === 'mapping' && !looksLikeOneDevice(root)) readSection(root, [], reader);
  else if (!isNull(root)) reader.problems.add(root.offset, root.kind === 'text' ? NO_LIST : ONE_DEVICE);
}

const NO_LIST = `an inventory is a list of devices, not text; ${HOW}`;
const ONE_DEVICE =
  'this is a single device; make it the item of a list: put "- " before its first line and indent the others';

function looksLikeOneDevice(mapping: Mapping): boolean {
  return ['ip', 'host', 'device_type'].some((key) => mapping.entries.get(key)?.value.kind === 'text');
}

/** @param path keys above it: empty at the top of the file */
function readSection(section: Mapping, path: readonly string[], reader: Reader): void {
  const isTop = path.length === 0;
  for (const [key, { offset, value }] of section.entries) {
    if (isTop && key === 'defaults' && isPlainMapping(value)) readDefaults(value, reader);
    else if (isTop && key === 'platforms' && isDescriptions(value)) reader.found.platforms = value;
    else if (isTop && key === 'groups' && isPlainMapping(value)) readGroups(value, [], reader);
    else if (value.kind === 'mapping') readMapping(value, key, path, reader);
    else if (value.kind !== 'list') reader.problems.add(offset, noDevice(key, value));
    else if (value.items.every((item) => item.kind === 'text')) readMembers(value, key, reader);
    else readList(value, [...path, key], reader);
  }
}

function isPlainMapping(tree: Tree): tree is Mapping {
  return tree.kind === 'mapping' && !hasAddress(tree);
}

/** `platforms: {acme_os: {extends: cisco_ios}}`, and no group of devices of that name. */
function isDescriptions(tree: Tree): tree is Mapping {
  return isPlainMapping(tree) && [...tree.entries.values()].every(({ value }) => isPlainMapping(value));
}

function noDevice(key: string, value: Tree): string {
  return `"${key}" must be a device or a list of devices, not ${kindOf(value)}; ${HOW}`;
}

function readMapping(mapping: Mapping, key: string, path: readonly string[], reader: Reader): void {
  if (isOnlyBase(mapping, reader)) return;
  if (path.length === 0 && isSection(mapping)) readSection(mapping, [key], reader);
  else keepDevice(mapping, path, reader, key);
}

function isOnlyBase(mapping: Mapping, { bases }: Reader): boolean {
  return bases.has(mapping) && !hasAddress(mapping);
}

/** `routers: {r1: {…}, r2: {…}}` */
function isSection(mapping: Mapping): boolean {
  const values = [...mapping.entries.values()].map(({ value }) => value);
  return (
    values.length > 0 &&
    !hasAddress(mapping) &&
    values.every(({ kind }) => kind === 'mapping' || kind === 'list')
  );
}

function readList(list: List, groups: readonly string[], reader: Reader): void {
  for (const item of list.items) {
    if (item.kind !== 'mapping') reader.found.rows.push(wrongRow(item, groups, reader.problems));
    else if (!isOnlyBase(item, reader)) keepDevice(item, groups, reader);
  }
}

function wrongRow(item: Tree, groups: readonly string[], { texts }: Problems): Row {
  const problems = new Problems(texts);
  problems.add(item.offset, `${EXAMPLE}, not ${kindOf(item)}`);
  const key = item.kind === 'text' && !isNull(item) ? item.text : undefined;
  return { ...(key !== undefined && { key }), mapping: mappingAt([], item.offset), groups, problems };
}

const EXAMPLE = 'a device is a mapping such as {device_type: cisco_ios, ip: 192.0.2.1}';

function keepDevice(mapping: Mapping, path: readonly string[], { found }: Reader, key?: string): void {
  // `all` is every device, whatever stands under it.
  const groups = path.filter((name) => name !== 'all');
  found.rows.push({ mapping, groups, ...(key !== undefined && { key }) });
}

function readMembers(list: List, group: string, { found, problems }: Reader): void {
  if (group === 'all' && list.items.length > 0) {
    problems.add(list.offset, 'all is every device of the inventory; give this group another name');
  }
  for (const item of list.items) if (item.kind === 'text') found.members.push({ group, item });
}

function readDefaults(values: Mapping, reader: Reader): void {
  refuseOwn(values, 'every device', reader.problems);
  reader.found.defaults = values;
}

/** What names one device cannot be inherited by several. */
function refuseOwn({ entries }: Mapping, who: string, problems: Problems): void {
  for (const key of ['name', 'ip', 'host']) {
    const entry = entries.get(key);
    if (entry) problems.add(entry.offset, `${key} belongs to one device, and here ${who} would inherit it`);
  }
}

function readGroups(section: Mapping, within: readonly string[], reader: Reader): void {
  for (const [name, { offset, value }] of section.entries) {
    if (value.kind === 'text') {
      if (!isNull(value)) reader.problems.add(offset, `group "${name}" must be ${GROUP}, not text`);
      continue;
    }
    const isMapping = value.kind === 'mapping';
    if (reader.found.groups.has(name)) {
      reader.problems.add(offset, `group "${name}" is described twice; keep one of them`);
      continue;
    }
    const values = isMapping ? withoutMembers(value) : undefined;
    reader.found.groups.set(name, { within, values });
    if (values) refuseOwn(values, `every device of "${name}"`, reader.problems);
    if (isMapping) readGroup(value, [...within, name], reader);
    else readGroupDevices(value, [...within, name], reader);
  }
}

const GROUP = 'a list of devices, or a mapping such as {devices: [r1, r2], site: kyiv}';

function withoutMembers(mapping: Mapping): Mapping {
  const entries = new Map(mapping.entries);
  entries.delete('devices');
  entries.delete('groups');
  return { ...mapping, entries };
}

function readGroup({ entries }: Mapping, path: readonly string[], reader: Reader): void {
  const devices = entries.get('devices');
  const groups = entries.get('groups');
  if (devices && !isNull(devices.value)) readGroupDevices(devices.value, path, reader);
  if (groups?.value.kind === 'mapping') readGroups(groups.value, path, reader);
  else if (groups && !isNull(groups.value)) {
    reader.problems.add(groups.offset, `groups within a group are a mapping of their names, not a list`);
  }
  for (const [name, meant] of ANSIBLE_WORDS) {
    const entry = entries.get(name);
    if (entry && entry.value.kind !== 'text') {
      reader.problems.add(
        entry.offset,
        `write ${meant} where it says ${name}, or --inventory-format ansible if this is Ansible's`,
      );
    }
  }
}

const ANSIBLE_WORDS = [
  ['hosts', 'devices'],
  ['children', 'groups'],
  ['vars', 'them beside "devices"'],
] as const;

function readGroupDevices(value: Tree, path: readonly string[], reader: Reader): void {
  if (value.kind === 'list') {
    for (const item of value.items) {
      const group = path.at(-1) ?? '';
      if (item.kind === 'text') reader.found.members.push({ group, item });
      else if (item.kind === 'mapping') keepDevice(item, path, reader);
      else reader.problems.add(item.offset, `${EXAMPLE}, or the name of one, not ${kindOf(item)}`);
    }
  } else if (value.kind === 'mapping') {
    for (const [key, { offset, value: device }] of value.entries) {
      const item = textAt(key, offset);
      if (device.kind === 'mapping') keepDevice(device, path, reader, key);
      else if (isNull(device)) reader.found.members.push({ group: path.at(-1) ?? '', item });
      else reader.problems.add(offset, `${EXAMPLE}, not ${kindOf(device)}`);
    }
  } else {
    reader.problems.add(value.offset, 'devices must be a list of devices or of their names, not text');
  }
}

/** @returns the groups of each row: those of its place, those that name it and those that it names */
function joinGroups({ rows, members, groups }: Found, problems: Problems): string[][] {
  const joined = rows.map((row) => new Set([...row.groups, ...ownGroupsOf(row.mapping)]));
  const places = new Map<string, number[]>();
  for (const [place, { key, mapping }] of rows.entries()) {
    for (const label of new Set([key, ...labelsOf(mapping)])) if (label) put(places, label, place);
  }
  const suggest = suggester(() => places.keys());
  for (const { group, item } of members) {
    const name = item.text.trim();
    for (const place of places.get(name) ?? []) joined[place]?.add(group);
    if (places.has(name)) continue;
    problems.add(item.offset, `group "${group}" names "${name}", which is no device${suggest(name)}`);
  }
  return joined.map((names) => {
    for (const name of names) for (const outer of groups.get(name)?.within ?? []) names.add(outer);
    return [...names];
  });
}

function put(lists: Map<string, number[]>, key: string, value: number): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function inheritance({ groups, defaults }: Found): (own: Mapping, memberOf: readonly string[]) => Mapping {
  const order = [...groups.keys()].toSorted((a, b) => depth(b) - depth(a)); // a stable sort: else as in the file
  function depth(name: string): number {
    return groups.get(name)?.within.length ?? 0;
  }
  return (own, memberOf) => {
    const bases = order
      .filter((name) => memberOf.includes(name))
      .flatMap((name) => groups.get(name)?.values ?? []);
    return merge([own, ...bases, ...(defaults ? [defaults] : [])]);
  };
}

import { isArgument } from '../device-keys.ts';
import { type Suggester, suggester } from '../did-you-mean.ts';
import type { Reading, Row, Source, YamlSource } from '../inventory.ts';
import { merge } from '../merge.ts';
import { deviceTypeOf } from '../platform-names.ts';
import type { Problems } from '../problems.ts';
import {
  blank,
  type Entry,
  isNull,
  kindOf,
  type Mapping,
  mappingAt,
  type Text,
  type Tree,
  textAt,
} from '../tree.ts';
import { readMapping } from '../values.ts';
import { readNornirFiles } from './nornir-files.ts';

/**
 * nornir's SimpleInventory: hosts.yaml, with groups.yaml and defaults.yaml beside it, or the configuration that names
 * them. Values are inherited in nornir's order (nornir/core/inventory.py): the host's own, its groups' from left to
 * right, each followed by those that it is in, and the defaults'. `connection_options` of netmiko, scrapli, paramiko
 * and napalm go before these, in this order; `data` are variables.
 */
export async function readNornir({ root, problems }: YamlSource, source: Source): Promise<Reading> {
  const files = await readNornirFiles(root, source);
  const hosts = files && readMapping(files.hosts, 'hosts', problems);
  if (!hosts || hosts.entries.size === 0) {
    if (problems.count === 0) problems.add(root.offset, `there are no hosts in this file; ${HOW}`);
    return { rows: [] };
  }
  const elements = { problems, suggest: suggester(() => KEYS) };
  const groups = new Map<string, Element>();
  for (const [name, { value }] of files.groups?.entries ?? []) {
    groups.set(name, elementOf(value, `group "${name}"`, elements));
  }
  const defaults = elementOf(files.defaults ?? blank(root.offset), 'defaults', elements);
  const reader = { groups, defaults };
  checkGroups([...groups.values()], groups, problems);
  const rows = [...hosts.entries].map(([name, entry]) => {
    const host = elementOf(entry.value, `host "${name}"`, elements);
    checkGroups([host], groups, problems);
    return rowOf(name, entry, host, reader);
  });
  return { rows, platform: 'autodetect' };
}

const HOW = 'write "r1: {hostname: 192.0.2.1, platform: ios}"';

/** A host, a group, or the defaults. */
type Element = {
  readonly attributes: Attributes;
  readonly groups: readonly Text[];
  readonly data: Mapping;
  readonly connections: ReadonlyMap<string, ConnectionOptions>;
};

type Attributes = ReadonlyMap<string, Entry>;

type ConnectionOptions = { readonly attributes: Attributes; readonly extras: Mapping | undefined };

const ATTRIBUTES = ['hostname', 'port', 'username', 'password', 'platform'];

/** Everything that nornir reads of a host or a group; it passes over the rest in silence. */
const KEYS = [...ATTRIBUTES, 'groups', 'data', 'connection_options'];

function elementOf(
  tree: Tree,
  what: string,
  { problems, suggest }: { readonly problems: Problems; readonly suggest: Suggester },
): Element {
  const mapping = readMapping(tree, what, problems);
  for (const [key, { offset }] of mapping.entries) {
    const wayOut = KEYS.includes(key) ? '' : suggest(key);
    if (wayOut !== '') problems.add(offset, `${what} has an unknown key "${key}"${wayOut}`);
  }
  const part = (key: string) =>
    readMapping(mapping.entries.get(key)?.value ?? blank(mapping.offset), key, problems);
  const connections = new Map<string, ConnectionOptions>();
  for (const [name, { value }] of part('connection_options').entries) {
    const options = readMapping(value, `connection_options of ${name}`, problems);
    const extras = options.entries.get('extras')?.value;
    connections.set(name, {
      attributes: attributesOf(options),
      extras: extras && !isNull(extras) ? readMapping(extras, `extras of ${name}`, problems) : undefined,
    });
  }
  return {
    attributes: attributesOf(mapping),
    groups: namesOf(mapping, problems),
    data: part('data'),
    connections,
  };
}

/** Those that have a value: null inherits, as if nothing stood there. */
function attributesOf({ entries }: Mapping): Attributes {
  return new Map([...entries].filter(([key, { value }]) => ATTRIBUTES.includes(key) && !isNull(value)));
}

function namesOf({ entries }: Mapping, problems: Problems): Text[] {
  const value = entries.get('groups')?.value;
  if (!value || isNull(value)) return [];
  if (value.kind !== 'list') {
    problems.add(value.offset, `groups must be a list of names, not ${kindOf(value)}`);
    return [];
  }
  return value.items.flatMap((item) => {
    if (item.kind === 'text') return [item];
    problems.add(item.offset, `groups must be names, not ${kindOf(item)}`);
    return [];
  });
}

type Groups = ReadonlyMap<string, Element>;

function checkGroups(elements: readonly Element[], groups: Groups, problems: Problems): void {
  const suggest = suggester(() => groups.keys());
  for (const name of elements.flatMap((element) => element.groups)) {
    if (!groups.has(name.text))
      problems.add(name.offset, `there is no group "${name.text}"${suggest(name.text)}`);
    else if (isWithin(name.text, name.text, groups))
      problems.add(name.offset, `group "${name.text}" is within itself`);
  }
}

function isWithin(name: string, wanted: string, groups: Groups, seen: Set<string> = new Set()): boolean {
  if (seen.has(name)) return false;
  seen.add(name);
  const outer = groups.get(name)?.groups ?? [];
  return outer.some(({ text }) => text === wanted || isWithin(text, wanted, groups, seen));
}

type Inherited = { readonly groups: Groups; readonly defaults: Element };

function rowOf(name: string, { offset, value }: Entry, host: Element, { groups, defaults }: Inherited): Row {
  const names = groupsAround(host, groups);
  const line = [host, ...names.flatMap((group) => groups.get(group) ?? []), defaults];
  const options = CONNECTIONS.map((connection) => optionsOf(host, connection, { groups, defaults }));
  const entries = new Map<string, Entry>([['host', { offset, value: textAt(name, offset) }]]);
  for (const attribute of ATTRIBUTES) {
    const entry = [...options, ...line].flatMap(({ attributes }) => attributes.get(attribute) ?? [])[0];
    const key = KEY_OF[attribute];
    if (entry && key !== undefined) entries.set(key, attribute === 'platform' ? asDeviceType(entry) : entry);
  }
  for (const [key, entry] of extrasOf(host, options, { groups, defaults })) entries.set(key, entry);
  const [own, ...inherited] = line.map(({ data }) => data);
  return {
    key: name,
    mapping: mappingAt(entries, value.offset),
    variables: merge([own ?? mappingAt([], offset), ...inherited]),
    groups: names,
  };
}

/** Extras go to the connection as they are, over everything else; the strongest ones come last. */
function extrasOf(
  host: Element,
  options: readonly ConnectionOptions[],
  inherited: Inherited,
): [string, Entry][] {
  const napalm = optionsOf(host, 'napalm', inherited).extras?.entries.get('optional_args')?.value;
  const ofNapalm = renamed(napalm?.kind === 'mapping' ? napalm : undefined, OPTIONAL_ARGS);
  const others = CONNECTIONS.map((connection, place) => {
    const extras = options[place]?.extras;
    const same = connection === 'netmiko' ? [...(extras?.entries ?? [])] : [];
    return [
      ...same.filter(([key, { value }]) => isArgument(key) && !isNull(value)),
      ...renamed(extras, EXTRAS[connection]),
    ];
  });
  return [...ofNapalm, ...others.reverse().flat()];
}

const KEY_OF: Readonly<Record<string, string>> = {
  hostname: 'host',
  port: 'port',
  username: 'username',
  password: 'password',
  platform: 'device_type',
};

function asDeviceType(entry: Entry): Entry {
  const { value } = entry;
  return value.kind === 'text' ? { ...entry, value: textAt(deviceTypeOf(value.text), value.offset) } : entry;
}

/** Host.extended_groups(): each group, then those that it is in. */
function groupsAround(element: Element, groups: Groups, seen: Set<string> = new Set()): string[] {
  for (const { text } of element.groups) {
    const group = groups.get(text);
    if (!group || seen.has(text)) continue;
    seen.add(text);
    groupsAround(group, groups, seen);
  }
  return [...seen];
}

/**
 * `_get_connection_options_recursively`: the host's own, its groups' with all that they inherit, the defaults'.
 * A group inherits the defaults too, so these go before the options of a second group.
 */
function optionsOf(element: Element, connection: string, inherited: Inherited, depth = 0): ConnectionOptions {
  const own = element.connections.get(connection);
  // Groups within themselves are told of elsewhere.
  const outer = depth > 50 ? [] : element.groups.flatMap(({ text }) => inherited.groups.get(text) ?? []);
  const all = [
    ...(own ? [own] : []),
    ...outer.map((group) => optionsOf(group, connection, inherited, depth + 1)),
    ...(inherited.defaults.connections.get(connection)
      ? [inherited.defaults.connections.get(connection)]
      : []),
  ];
  const attributes = new Map<string, Entry>();
  for (const options of all) {
    for (const [key, entry] of options?.attributes ?? [])
      if (!attributes.has(key)) attributes.set(key, entry);
  }
  return { attributes, extras: all.find((options) => options?.extras)?.extras };
}

/** The connection plugins that speak SSH to a shell, the one that is most like netrun first. */
const CONNECTIONS = ['netmiko', 'scrapli', 'paramiko'] as const;

/** What their extras call it that netrun needs; netmiko's are its own words. */
const EXTRAS: Readonly<Record<(typeof CONNECTIONS)[number], Readonly<Record<string, string>>>> = {
  netmiko: {},
  scrapli: {
    auth_secondary: 'secret',
    auth_private_key: 'key_file',
    auth_private_key_passphrase: 'passphrase',
    timeout_socket: 'conn_timeout',
    timeout_ops: 'read_timeout_override',
  },
  paramiko: {
    key_filename: 'key_file',
    passphrase: 'passphrase',
    allow_agent: 'allow_agent',
    timeout: 'conn_timeout',
  },
};

/** NAPALM mostly speaks to an API, at a port of its own, but these are as good for SSH. */
const OPTIONAL_ARGS = {
  secret: 'secret',
  key_file: 'key_file',
  use_keys: 'use_keys',
  allow_agent: 'allow_agent',
};

function renamed(extras: Mapping | undefined, names: Readonly<Record<string, string>>): [string, Entry][] {
  return Object.entries(names).flatMap(([theirs, ours]): [string, Entry][] => {
    const entry = extras?.entries.get(theirs);
    return entry && !isNull(entry.value) ? [[ours, entry]] : [];
  });
}

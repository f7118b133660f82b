import { isIP } from 'node:net';
import type { Deadlines, InventoryDevice } from '../model/device.ts';
import type { DeviceKind } from '../platforms/index.ts';
import { readAnswers } from './answers.ts';
import { isArgument, type Key, misspeltKey } from './device-keys.ts';
import { readDeviceType } from './device-type.ts';
import { didYouMean } from './did-you-mean.ts';
import type { InventoryDefaults } from './inventory.ts';
import { readLogin } from './login-entry.ts';
import type { Problems } from './problems.ts';
import { isNull, kindOf, type Mapping, type Text, type Tree } from './tree.ts';
import { type Named, readLine, readRate, readSeconds, readSwitch, readWord } from './values.ts';

/** What a device's entry takes from the place where it stands. */
export type EntryContext = {
  /** The key under which it stands, where it is not an item of a list. */
  readonly key?: string;
  /** The groups that its place puts it into. */
  readonly groups: readonly string[];
  /** The user's own words, where the format keeps them apart. */
  readonly variables?: Mapping;
  readonly defaults: InventoryDefaults;
  readonly problems: Problems;
};

/**
 * Reads a mapping of netmiko's ConnectHandler arguments and netrun's own keys. Arguments that mean nothing here are
 * accepted silently, other keys become the device's variables, unless they look like a misspelt one of these.
 * @returns undefined where it cannot be a device; why not is added to the problems
 */
export function readDevice(mapping: Mapping, context: EntryContext): InventoryDevice | undefined {
  const fields: Fields = { mapping, problems: context.problems };
  const meant = reportMisspelt(fields);
  const address = readAddress(fields, meant);
  const kind = readKind(fields, context.defaults, meant);
  const device = {
    name: wordOf(fields, 'name') ?? context.key ?? wordOf(fields, 'host') ?? address,
    host: address,
    port: readPort(fields) ?? context.defaults.port,
    username: wordOf(fields, 'username'),
    password: secretOf(fields, 'password'),
    secret: secretOf(fields, 'secret'),
    login: readLogin(mapping, context.problems),
    groups: [...new Set([...context.groups, ...namesOf(fields, 'groups'), ...namesOf(fields, 'tags')])],
    variables: { ...readVariables(withoutArguments(mapping)), ...readVariables(context.variables) },
    encoding: readEncoding(fields) ?? 'utf-8',
    pipelining: read(fields, 'pipelining', readSwitch) ?? false,
    loginRate: read(fields, 'login_rate', readRate),
    ...readShellLogin(fields),
    ...(read(fields, 'disabled', readSwitch) && { skip: DISABLED }),
    answers: read(fields, 'answers', readAnswers) ?? [],
    deadlines: readDeadlines(fields),
  };
  const { name, host } = device;
  return name === undefined || host === undefined || kind === undefined
    ? undefined
    : { ...device, name, host, ...kind };
}

const DISABLED = { skip: 'disabled', notes: ['the inventory says disabled: true'] };

/** Has it what makes a mapping a device? */
export function hasAddress(mapping: Mapping): boolean {
  return [mapping.entries.get('ip'), mapping.entries.get('host')].some(
    (entry) => entry && !isNull(entry.value),
  );
}

/** The groups that a device's own entry names. */
export function ownGroupsOf({ entries }: Mapping): string[] {
  const values = [entries.get('groups')?.value, entries.get('tags')?.value];
  const items = values.flatMap((value) => (value?.kind === 'list' ? value.items : value ? [value] : []));
  return items.flatMap((item) => (item.kind === 'text' && !isNull(item) ? wordsOf(item) : []));
}

/** What else than its key it may be called by. */
export function labelsOf(mapping: Mapping): string[] {
  const values = ['name', 'ip', 'host'].map((key) => mapping.entries.get(key)?.value);
  return values.flatMap((value) => (value?.kind === 'text' && !isNull(value) ? [value.text.trim()] : []));
}

/** What other tools call the same things; only looked at where the thing itself is missing. */
const OTHER_NAMES = {
  host: ['hostname', 'address', 'ip_address', 'ipaddress', 'ansible_host', 'mgmt_ip', 'fqdn'],
  device_type: ['type', 'os', 'vendor', 'driver', 'network_os', 'ansible_network_os'],
} as const;

type Fields = { readonly mapping: Mapping; readonly problems: Problems };

/** @returns the keys that the misspelt ones were meant for, which are not to be called missing as well */
function reportMisspelt({ mapping, problems }: Fields): ReadonlySet<Key> {
  const meant = new Set<Key>();
  for (const [name, { offset }] of mapping.entries) {
    const key = misspeltKey(name);
    if (!key) continue;
    meant.add(key);
    problems.add(offset, `unknown key "${name}"; did you mean ${key}?`);
  }
  return meant;
}

/** netmiko takes `ip` where both are given; `host` is then the label. */
function readAddress(fields: Fields, meant: ReadonlySet<Key>): string | undefined {
  const key = wordOf(fields, 'ip') === undefined ? 'host' : 'ip';
  const address = wordOf(fields, key);
  const { mapping, problems } = fields;
  if (address !== undefined) {
    const host = wordOf(fields, 'host');
    if (host !== undefined && host !== address && isIP(host) !== 0 && isIP(address) !== 0) {
      problems.add(placeOf(mapping, 'host'), `ip says ${address} and host ${host}; keep one of them`);
    }
    if (/^[^\s/@]+$/.test(address)) return address;
    problems.add(
      placeOf(mapping, key),
      `${JSON.stringify(address)} is neither an IP address nor a host name`,
    );
    return undefined;
  }
  const wrongKind = ['ip', 'host'].some(
    (name) => mapping.entries.get(name)?.value.kind !== 'text' && mapping.entries.has(name),
  );
  if (!wrongKind && !meant.has('ip') && !meant.has('host')) {
    problems.add(mapping.offset, `this device has neither ip nor host${otherName(mapping, 'host')}`);
  }
  return undefined;
}

function readKind(
  fields: Fields,
  defaults: InventoryDefaults,
  meant: ReadonlySet<Key>,
): DeviceKind | undefined {
  const { mapping, problems } = fields;
  const text = wordOf(fields, 'device_type');
  if (text === undefined) {
    if (defaults.kind || meant.has('device_type')) return defaults.kind;
    const value = mapping.entries.get('device_type')?.value;
    if (value && value.kind !== 'text') return undefined;
    const wayOut =
      otherName(mapping, 'device_type') || '; add device_type: cisco_ios or the like, or give --platform';
    problems.add(mapping.offset, `this device has no device_type${wayOut}`);
    return undefined;
  }
  const type = readDeviceType(text, defaults.platforms);
  if ('platform' in type) return type;
  problems.add(placeOf(mapping, 'device_type'), type.problem);
  return undefined;
}

function otherName(mapping: Mapping, key: keyof typeof OTHER_NAMES): string {
  const other = OTHER_NAMES[key].find((name) => mapping.entries.has(name));
  return other ? `; did you mean ${key} where it says ${other}?` : '';
}

function readPort(fields: Fields): number | undefined {
  const text = wordOf(fields, 'port');
  if (text === undefined) return undefined;
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 1 && port <= 65_535) return port;
  const found = JSON.stringify(text);
  fields.problems.add(placeOf(fields.mapping, 'port'), `port ${found} is not a whole number from 1 to 65535`);
  return undefined;
}

function readEncoding(fields: Fields): string | undefined {
  const text = wordOf(fields, 'encoding');
  if (text === undefined || isEncoding(text)) return text;
  const wayOut = didYouMean(text, [
    'utf-8',
    'latin1',
    'iso-8859-2',
    'windows-1251',
    'windows-1252',
    'koi8-r',
    'gbk',
    'gb18030',
    'big5',
    'shift_jis',
    'euc-jp',
    'euc-kr',
  ]);
  const message = `unknown encoding ${JSON.stringify(text)}${wayOut || '; write utf-8, latin1, windows-1251 or the like'}`;
  fields.problems.add(placeOf(fields.mapping, 'encoding'), message);
  return undefined;
}

function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}

function readDeadlines(fields: Fields): Partial<Deadlines> {
  const connectMs = read(fields, 'conn_timeout', readSeconds) ?? read(fields, 'timeout', readSeconds);
  // Authentication and banner are both parts of what one login deadline bounds here, so the longer one must fit.
  const logins = [read(fields, 'auth_timeout', readSeconds), read(fields, 'banner_timeout', readSeconds)];
  const loginMs = logins.some((limit) => limit !== undefined)
    ? Math.max(...logins.map((limit) => limit ?? 0))
    : undefined;
  const idleMs = read(fields, 'read_timeout_override', readSeconds);
  return {
    ...(connectMs !== undefined && { connectMs }),
    ...(loginMs !== undefined && { loginMs }),
    ...(idleMs !== undefined && { idleMs }),
  };
}

function withoutArguments(mapping: Mapping): Mapping {
  return { ...mapping, entries: new Map([...mapping.entries].filter(([name]) => !isArgument(name))) };
}

/** Scalars as their source text, lists of scalars joined by commas, mappings flattened to dotted names. */
function readVariables(mapping: Mapping | undefined): Record<string, string> {
  const variables = new Map<string, string>();
  const visit = (name: string, value: Tree): void => {
    if (value.kind === 'text') variables.set(name, isNull(value) ? '' : value.text);
    else if (value.kind === 'mapping') {
      for (const [key, entry] of value.entries) visit(`${name}.${key}`, entry.value);
    } else if (value.kind === 'list' && value.items.every(isText)) {
      variables.set(name, value.items.map(({ text }) => text).join(','));
    }
    // A list of lists or mappings is data for other programs: nobody can select by it.
  };
  for (const [name, { value }] of mapping?.entries ?? []) visit(name, value);
  return Object.fromEntries(variables);
}

/** The names of `groups: core, kyiv` and of `groups: [core, kyiv]`. */
function namesOf(fields: Fields, key: Key): string[] {
  const value = fields.mapping.entries.get(key)?.value;
  if (!value || isNull(value)) return [];
  if (value.kind === 'text' && value.plain && /^(?:\d+|true|false)$/i.test(value.text.trim())) {
    const wayOut = `a group that is called so is written in quotes: ${key}: "${value.text.trim()}"`;
    fields.problems.add(value.offset, `${key} must be a list of names, not ${value.text.trim()}; ${wayOut}`);
    return [];
  }
  const items = value.kind === 'list' ? value.items : [value];
  return items.flatMap((item) => {
    if (item.kind === 'text') return wordsOf(item);
    fields.problems.add(item.offset, `${key} must be a list of names, not ${kindOf(item)}`);
    return [];
  });
}

function wordsOf({ text }: Text): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** Text without the blanks around it; undefined where there is none. */
function wordOf(fields: Fields, key: Key): string | undefined {
  return read(fields, key, readWord);
}

/** A password of its own says as well that there is such a login. */
function readShellLogin(fields: Fields): Pick<InventoryDevice, 'shellLogin'> {
  const isThere = read(fields, 'shell_login', readSwitch);
  const password = secretOf(fields, 'shell_password');
  return isThere === false || (!isThere && password === undefined) ? {} : { shellLogin: { password } };
}

/** Text with its blanks; undefined where there is none. */
function secretOf(fields: Fields, key: Key): string | undefined {
  return read(fields, key, readLine) || undefined;
}

function read<Value>(
  { mapping, problems }: Fields,
  key: Key,
  as: (named: Named, problems: Problems) => Value | undefined,
): Value | undefined {
  const value = mapping.entries.get(key)?.value;
  return value && as({ name: key, value }, problems);
}

function placeOf(mapping: Mapping, key: Key): number {
  return mapping.entries.get(key)?.value.offset ?? mapping.offset;
}

function isText(tree: Tree): tree is Text {
  return tree.kind === 'text';
}

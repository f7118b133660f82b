import { BlockList, isIP } from 'node:net';
import type { InventoryDevice } from '../model/device.ts';
import { type Problem, UsageError } from '../model/usage-error.ts';
import { didYouMean, type Suggester, suggester } from './did-you-mean.ts';
import { globMatcher, isGlob } from './glob.ts';
import type { Inventory } from './inventory.ts';
import { type Choice, type Clause, readChoice } from './terms.ts';

/**
 * Chooses the devices that the command line names. A clause (one `--limit`) is terms with commas between them:
 * - `all`;
 * - the name or host of a device, or a pattern of them (`r*`, `sw[01-12]`);
 * - the name of a group; `@core` is a group only, and may be a pattern (`@core*`);
 * - `10.1.0.0/16`: devices whose host is an address in this network;
 * - `site=kyiv`: a variable, or `name`, `host`, `port`, `platform`, `tag` (which means a group); the value may be a
 *   pattern, and a variable that was a list matches by one of its items;
 * - `core&site=kyiv`: devices that both name, and `core&!old` those of the first that the second does not name;
 * - `&site=kyiv`, between commas: of what the clause names, only these;
 * - `!r3`: not these. What is excluded stays out, wherever it says so.
 * Clauses are united.
 * @param choice no limit at all: every device
 * @returns in the order of the inventory, each device once
 * @throws UsageError with every term that matches nothing, or when nothing is left
 */
export async function select(inventory: Inventory, choice: Choice): Promise<readonly InventoryDevice[]> {
  const clauses = await readChoice(choice);
  const empty = clauses.filter(({ terms }) => terms.length === 0);
  if (empty.length > 0) {
    throw new UsageError(
      empty.map(({ text }) => ({ message: `${text} names nothing; leave it out to run on every device` })),
    );
  }
  const find = finder(inventory);
  const problems: Problem[] = [];
  const wanted = new Set<InventoryDevice>();
  const unwanted = new Set<InventoryDevice>();
  let isLimited = false;
  for (const { terms } of clauses) {
    const sets = { with: new Set<InventoryDevice>(), without: unwanted };
    const within: ReadonlySet<InventoryDevice>[] = [];
    for (const { role, text, complain } of terms) {
      const found = find(text, (message) => problems.push(complain(message)));
      if (role === 'within') within.push(new Set(found));
      else for (const device of found) sets[role].add(device);
    }
    if (terms.every(({ role }) => role === 'without')) continue;
    isLimited = true;
    const base = terms.some(({ role }) => role === 'with') ? sets.with : inventory.devices;
    for (const device of base) if (within.every((set) => set.has(device))) wanted.add(device);
  }
  if (problems.length > 0) throw new UsageError(problems);
  const selected = inventory.devices.filter(
    (device) => (!isLimited || wanted.has(device)) && !unwanted.has(device),
  );
  if (selected.length === 0 && clauses.length > 0) throw nothingLeft(clauses);
  return selected;
}

function nothingLeft(clauses: readonly Clause[]): UsageError {
  const said = clauses.map(({ text }) => text).join(' with ');
  return new UsageError([{ message: `${said} leaves no device` }]);
}

type Test = (device: InventoryDevice) => boolean;

/** The devices that a term stands for; where there are none, it says why. */
type Find = (text: string, complain: (message: string) => void) => Iterable<InventoryDevice>;

function finder(inventory: Inventory): Find {
  const { devices } = inventory;
  const named = byWord(devices);
  const suggest = suggester(() => [...labelsOf(inventory), ...inventory.groups.keys()]);
  const find: Find = (text, complain) => {
    const exact = named.get(text);
    if (exact) return exact;
    const parts = text
      .split('&')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    if (parts.length > 1) return findBoth(parts, complain);
    const test = testOf(text);
    if ('problem' in test) {
      complain(test.problem);
      return [];
    }
    const found = devices.filter(test.matches);
    if (found.length === 0) complain(whyNothing(text, inventory, suggest));
    return found;
  };
  const findBoth = (parts: readonly string[], complain: (message: string) => void) => {
    const sets = parts.map((part) => ({
      isWanted: !part.startsWith('!'),
      devices: new Set(find(part.replace(/^!\s*/, ''), complain)),
    }));
    const found = devices.filter((device) => sets.every((set) => set.devices.has(device) === set.isWanted));
    const areAllKnown = sets.every((set) => set.devices.size > 0);
    if (found.length === 0 && areAllKnown) complain(`no device is in all of ${parts.join(' & ')}`);
    return found;
  };
  return find;
}

/** Devices by their names, hosts and groups, so that thousands of names do not mean millions of comparisons. */
function byWord(devices: readonly InventoryDevice[]): ReadonlyMap<string, ReadonlySet<InventoryDevice>> {
  const named = new Map<string, Set<InventoryDevice>>();
  for (const device of devices) {
    for (const word of [device.name, device.host, ...device.groups]) {
      const set = named.get(word);
      if (set) set.add(device);
      else named.set(word, new Set([device]));
    }
  }
  named.set('all', new Set(devices));
  return named;
}

function testOf(text: string): { readonly matches: Test } | { readonly problem: string } {
  if (text === '@all') return { matches: () => true };
  if (text.startsWith('@')) {
    const matches = globMatcher(text.slice(1));
    return { matches: ({ groups }) => groups.some(matches) };
  }
  const network = networkOf(text);
  if (network) return network;
  const pair = splitPair(text);
  if (pair) return { matches: valueMatcher(pair) };
  // A pattern that also caught groups would run on more devices than it shows: r* on all that `routers` has.
  const matches = globMatcher(text);
  return { matches: ({ name, host }) => matches(name) || matches(host) };
}

/** `10.1.0.0/16`, or an address that may be written in several ways. */
function networkOf(text: string): ReturnType<typeof testOf> | undefined {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return undefined;
  const longest = version === 4 ? 32 : 128;
  const prefix = bits === undefined ? longest : /^\d+$/.test(bits) ? Number(bits) : Number.NaN;
  if (!(prefix <= longest)) {
    return {
      problem: `"${text}" is no network; after the slash stands a number of bits, from 0 to ${longest}`,
    };
  }
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const network = new BlockList();
  network.addSubnet(address, prefix, family);
  return { matches: ({ host }) => isIP(host) === version && network.check(host, family) };
}

type Pair = { readonly key: string; readonly value: string };

function splitPair(text: string): Pair | undefined {
  const at = text.indexOf('=');
  return at < 1 ? undefined : { key: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
}

function valueMatcher({ key, value }: Pair): Test {
  const matches = globMatcher(value);
  return (device) => {
    const found = readValue(device, key);
    return found !== undefined && (matches(found) || found.split(',').some(matches));
  };
}

function readValue(device: InventoryDevice, key: string): string | undefined {
  switch (key) {
    case 'name':
    case 'host':
    case 'platform':
      return device[key];
    case 'device_type':
      return device.platform;
    case 'port':
      return String(device.port ?? 22);
    case 'tag':
    case 'group':
      // Where a variable has this name, it is what the user means.
      return variableOf(device, key) ?? (device.groups.length > 0 ? device.groups.join(',') : undefined);
    default:
      return variableOf(device, key);
  }
}

function variableOf({ variables }: InventoryDevice, key: string): string | undefined {
  return Object.hasOwn(variables, key) ? variables[key] : undefined;
}

function whyNothing(text: string, inventory: Inventory, suggest: Suggester): string {
  const pair = splitPair(text);
  if (pair) return whyNoValue(pair, inventory);
  const groups = [...inventory.groups.keys()];
  if (text.startsWith('@')) {
    const name = text.slice(1);
    return `no group ${isGlob(name) ? 'matches' : 'is called'} "${name}"${didYouMean(name, groups)}`;
  }
  if (text.includes('/') && isIP(text.split('/')[0] ?? '') !== 0) {
    return `no device has an address in ${text}`;
  }
  const what = isGlob(text) ? 'device matches' : 'device or group is called';
  const meant = suggest(text);
  // ssh and clush take the user name with -l.
  const isName = meant === '' && /^[a-z_][\w.-]*$/i.test(text);
  return `no ${what} "${text}"${isName ? '; did you mean -u, the user name?' : meant}`;
}

function whyNoValue({ key, value }: Pair, { devices }: Inventory): string {
  const values = devices
    .flatMap((device) => readValue(device, key)?.split(',') ?? [])
    .filter((found) => found !== '');
  if (values.length > 0) return `no device has ${key}=${value}${didYouMean(value, values)}`;
  const keys = devices.flatMap(({ variables }) => Object.keys(variables));
  return `no device has a variable "${key}"${didYouMean(key, [...keys, 'name', 'host', 'port', 'platform', 'tag'])}`;
}

function labelsOf({ devices }: Inventory): string[] {
  return devices.flatMap(({ name, host }) => [name, host]);
}

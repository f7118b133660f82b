import type { InventoryDevice } from '../model/device.ts';
import { type Problem, UsageError } from '../model/usage-error.ts';
import { didYouMean } from './did-you-mean.ts';
import { globMatcher, isGlob } from './glob.ts';
import type { Inventory } from './inventory.ts';

/**
 * Chooses the devices that `--limit` names. Terms are joined by commas:
 * - `all`;
 * - the name or host of a device, or a pattern of them (`r*`, `sw[01-12]`);
 * - the name of a group; `@core` is a group only, and may be a pattern (`@core*`);
 * - `site=kyiv`: a variable, or `name`, `host`, `port`, `platform`; the value may be a pattern, and a variable that
 *   was a list matches by one of its items;
 * - any of these after `!`: all but those. What is excluded stays out, wherever in the list it says so.
 * @param limit undefined: every device
 * @returns in the order of the inventory, each device once
 * @throws UsageError with every term that matches nothing, or when nothing is left
 */
export function select(inventory: Inventory, limit: string | undefined): readonly InventoryDevice[] {
  if (limit === undefined) return inventory.devices;
  const terms = splitTerms(limit);
  if (terms.length === 0)
    throw new UsageError([{ message: '--limit is empty; leave it out to run on every device' }]);
  const problems: Problem[] = [];
  const wanted = new Set<InventoryDevice>();
  const unwanted = new Set<InventoryDevice>();
  for (const { text, excludes } of terms) {
    const matching = inventory.devices.filter(matcher(text, inventory));
    for (const device of matching) (excludes ? unwanted : wanted).add(device);
    if (matching.length === 0) problems.push({ message: `--limit: ${whyNothing(text, inventory)}` });
  }
  if (problems.length > 0) throw new UsageError(problems);
  const onlyExcludes = terms.every(({ excludes }) => excludes);
  const selected = inventory.devices.filter(
    (device) => (onlyExcludes || wanted.has(device)) && !unwanted.has(device),
  );
  if (selected.length === 0) {
    throw new UsageError([
      { message: `--limit ${JSON.stringify(limit)} excludes every device that it selects` },
    ]);
  }
  return selected;
}

type Term = { readonly text: string; readonly excludes: boolean };

type Test = (device: InventoryDevice) => boolean;

function splitTerms(limit: string): Term[] {
  // A comma in brackets belongs to a pattern: sw[01-12,14].
  const parts = limit.match(/(?:\[[^\]]*\]|[^,])+/g) ?? [];
  return parts
    .map((part) => part.trim())
    .map((part) => ({ text: part.replace(/^!\s*/, ''), excludes: part.startsWith('!') }))
    .filter(({ text }) => text !== '');
}

function matcher(text: string, inventory: Inventory): Test {
  if (text === 'all' || text === '@all') return () => true;
  if (text.startsWith('@')) {
    const matches = globMatcher(text.slice(1));
    return ({ groups }) => groups.some(matches);
  }
  const matches = globMatcher(text);
  // A pattern that also caught groups would run on more devices than it shows: r* on all that `routers` has.
  const isGroup: Test = isGlob(text) ? () => false : ({ groups }) => groups.includes(text);
  const byName: Test = (device) => matches(device.name) || matches(device.host) || isGroup(device);
  const pair = splitPair(text);
  return pair && !inventory.devices.some(byName) ? valueMatcher(pair) : byName;
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
    case 'port':
      return String(device.port ?? 22);
    default:
      return Object.hasOwn(device.variables, key) ? device.variables[key] : undefined;
  }
}

function whyNothing(text: string, inventory: Inventory): string {
  const pair = splitPair(text);
  if (pair) return whyNoValue(pair, inventory);
  const groups = [...inventory.groups.keys()];
  if (text.startsWith('@')) {
    const name = text.slice(1);
    return `no group ${isGlob(name) ? 'matches' : 'is called'} "${name}"${didYouMean(name, groups)}`;
  }
  if (isGlob(text)) return `no device matches "${text}"${didYouMean(text, labelsOf(inventory))}`;
  return `no device or group is called "${text}"${didYouMean(text, [...labelsOf(inventory), ...groups])}`;
}

function whyNoValue({ key, value }: Pair, { devices }: Inventory): string {
  const values = devices.map((device) => readValue(device, key)).filter((found) => found !== undefined);
  if (values.length > 0) return `no device has ${key}=${value}${didYouMean(value, values)}`;
  const keys = devices.flatMap(({ variables }) => Object.keys(variables));
  return `no device has a variable "${key}"${didYouMean(key, [...keys, 'name', 'host', 'port', 'platform'])}`;
}

function labelsOf({ devices }: Inventory): string[] {
  return devices.flatMap(({ name, host }) => [name, host]);
}
